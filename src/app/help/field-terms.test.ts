import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../test/support/source-files.ts';
import { FIELD_TERMS, markTerms, parseGlossary } from './field-terms.ts';
import { GLOSSARY } from './glossary.ts';

/** What the page calls otherwise than the document does. */
const CALLED: Readonly<Record<string, string>> = {
  'snat-port': 'source port',
  scope: 'tuple scope',
  dnat: 'dnat',
  proxy: 'proxy',
  selection: 'port selection',
  choose: 'pool',
  blocking: 'blocking probability',
  'max-over-mean': 'max/mean',
  variation: 'coefficient of variation',
  waterfall: 'waterfall',
};

const terms = (texts: readonly string[]): string[][] =>
  markTerms(texts).map((pieces) => pieces.flatMap(({ text, term }) => (term === null ? [] : [text])));

describe('the glossary of the project', () => {
  it('is read whole from its document', () => {
    const document = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8');
    expect(FIELD_TERMS).toHaveLength(document.match(/^\*\*/gm)!.length);
    expect(FIELD_TERMS.filter(({ text }) => text.length < 10 || /[*`]/.test(text))).toEqual([]);
    expect(parseGlossary('# Head\n\n**a, b.** One\n*two* `x`.\n\n**c.** Three.\n')).toEqual([
      { term: 'a, b', text: 'One two x.' },
      { term: 'c', text: 'Three.' },
    ]);
  });

  it('has every term of the page', () => {
    const names = new Set(FIELD_TERMS.flatMap(({ term }) => term.toLowerCase().split(', ')));
    const missing = Object.entries(GLOSSARY)
      .map(([id, { term }]) => CALLED[id] ?? term.toLowerCase())
      .filter((name) => !names.has(name));
    expect(missing).toEqual([]);
  });
});

describe('terms in texts', () => {
  it('are marked where they come first, the longest, in any form', () => {
    expect(terms(['The flow table and the Flow tables.', 'A flow table, SNAT and DSR.'])).toEqual([
      ['flow table'],
      ['SNAT', 'DSR'],
    ]);
    expect(terms(['A drain curve, then a drain.'])).toEqual([['drain curve', 'drain']]);
  });

  it('are no parts of words, and no everyday words', () => {
    expect(terms(['The path of an event: holdings, un-drained, direct.'])).toEqual([[]]);
    expect(terms(['Press “No SNAT” in “Load per backend”.', 'SNAT.'])).toEqual([[], ['SNAT']]);
  });

  it('leave the text as it was', () => {
    const text = 'TIME_WAIT holds a tuple; Maglev, VIPs and max/mean do not.';
    expect(
      markTerms([text])[0]!
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});
