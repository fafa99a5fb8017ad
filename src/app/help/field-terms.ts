import glossary from '../../../docs/glossary.md?raw';

/** A term of docs/glossary.md, in plain text. */
export interface FieldTerm {
  readonly term: string;
  readonly text: string;
}

/** A piece of a text; with the term that it is where it is one. */
export interface TermPiece {
  /** Where it begins in the text. */
  readonly at: number;
  readonly text: string;
  readonly term: FieldTerm | null;
}

/** The project's glossary, read from the document: one source for the page and for readers. */
export const FIELD_TERMS: readonly FieldTerm[] = parseGlossary(glossary);

/** Terms that are also words of everyday English, which a text may use as such. */
const EVERYDAY = new Set(
  'attempt,availability,crash,direct,event,held,instance,lever,lift,lifetime,mode,outcome,path,peak,plan,population,pool,seed,stage,walk'.split(
    ',',
  ),
);

/** What the texts write where the glossary has another form. */
const OTHER_FORMS: Readonly<Record<string, string>> = {
  Maglev: 'Maglev hash',
  'full descriptor': 'file descriptor',
  descriptor: 'file descriptor',
  'no SNAT': 'DNAT',
};

const BY_FORM: ReadonlyMap<string, FieldTerm> = new Map([
  ...FIELD_TERMS.flatMap((each) =>
    each.term
      .split(', ')
      .filter((name) => !EVERYDAY.has(name))
      .map((name) => [name.toLowerCase(), each] as const),
  ),
  ...Object.entries(OTHER_FORMS).flatMap(([form, name]) => {
    const found = FIELD_TERMS.find(({ term }) => term === name);
    return found === undefined ? [] : [[form.toLowerCase(), found] as const];
  }),
]);

/** The longest form first, so that "drain curve" is not read as "drain"; what stands in quotation marks is a label, and passed over whole. */
const FORMS = new RegExp(
  `“[^”]*”|(?<![\\w-])(?:${[...BY_FORM.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((form) => form.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`))
    .join('|')})(?:e?s)?(?![\\w-])`,
  'gi',
);

/** `**term.** Text with *emphasis* and `code`.`, one a line, as the document writes them. */
export function parseGlossary(document: string): FieldTerm[] {
  return document.split(/\n(?=\*\*)/).flatMap((entry) => {
    const [, term, text] = /^\*\*([^*]+)\.\*\*\s+([\s\S]+)/.exec(entry) ?? [];
    return term === undefined || text === undefined ? [] : [{ term, text: plain(text) }];
  });
}

function plain(markdown: string): string {
  return markdown
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\*\*?|`/g, '');
}

/** The texts of one view in pieces, in which each term stands as one where it comes first. */
export function markTerms(texts: readonly string[]): TermPiece[][] {
  const seen = new Set<FieldTerm>();
  return texts.map((text) => {
    const pieces: TermPiece[] = [];
    let from = 0;
    for (const match of text.matchAll(FORMS)) {
      const [word] = match;
      const term = BY_FORM.get(word.toLowerCase()) ?? BY_FORM.get(word.toLowerCase().replace(/e?s$/, ''));
      if (term === undefined || seen.has(term)) continue;
      seen.add(term);
      const { index } = match;
      pieces.push({ at: from, text: text.slice(from, index), term: null }, { at: index, text: word, term });
      from = index + word.length;
    }
    return [...pieces, { at: from, text: text.slice(from), term: null }].filter((piece) => piece.text !== '');
  });
}
