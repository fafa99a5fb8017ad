/** Every term of the glossary that a view of the app writes is explained there: where it stands, or where it says here. */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';
import { FIELD_TERMS, markTerms } from '../src/app/help/field-terms.ts';
import { GLOSSARY } from '../src/app/help/glossary.ts';
import { filesBelow, ROOT } from './support/source-files.ts';

/** Terms that a folder of views writes without a mark, and why that is enough. */
const ELSEWHERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  charts: {
    'concurrent connections': 'the title; its chart names connected, connecting and waiting',
    backend: 'the title; the view names the servers as the scenario does',
    hop: 'said where there is none, with what that means',
    DSR: 'as hop; the strategy switch explains it',
    DNAT: 'as DSR',
    router: 'as DSR',
    'closed form': 'the answer explains it',
  },
  controls: {
    'source port': 'a note of a field, which shows the whole text on focus and hover',
    TIME_WAIT: 'as source port',
    hop: 'as source port',
    hold: 'as source port',
    'accept queue': 'as source port',
    gateway: 'as source port',
    'file descriptor': 'in the text of a strategy, behind its explanation',
    router: 'the text says what it is: no hop that balances',
    'pool, SNAT pool': 'name of a strategy; the text below the switch explains the chosen one',
    DNAT: 'as SNAT pool',
    SNAT: 'a value in the code; the strategy switch explains it',
  },
  diagram: {
    'five-tuple': 'stands above the five fields of one connection',
    'source port': 'a reading beside its number; the ladder explains it',
    'no answer': 'the state of an instance, in the words of who looks at it',
  },
  embed: {
    hold: 'a message about a link, where it is an everyday word',
  },
  ladder: {
    'concurrent connections': 'a caption for screen readers; the answer counts the same',
  },
  presets: {
    hop: 'the words of a place; the introduction of the page explains it',
  },
  sensitivity: {
    sensitivity: 'the name of the part in a message that it could not be shown',
  },
};

interface View {
  readonly written: Set<string>;
  readonly explained: Set<string>;
}

/** What a file writes on the page, by term; a term that is marked or named in a `Term` is explained. */
function readView(file: string, view: View): void {
  const { program } = parseSync(file, readFileSync(join(ROOT, file), 'utf8'), { sourceType: 'module' });
  const texts: string[] = [];
  const marked: string[] = [];
  new Visitor({
    JSXText: ({ value }) => void texts.push(value),
    Literal: ({ value }) => {
      // One word is a name in the code more often than a text.
      if (typeof value === 'string' && value.includes(' ')) texts.push(value);
    },
    JSXOpeningElement: ({ name, attributes }) => {
      if (name.type !== 'JSXIdentifier') return;
      for (const attribute of attributes) {
        if (attribute.type !== 'JSXAttribute' || attribute.value?.type !== 'Literal') continue;
        const { value } = attribute.value;
        if (typeof value !== 'string') continue;
        if (name.name === 'Marked') marked.push(value);
        if (name.name === 'Term' && Object.hasOwn(GLOSSARY, value))
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is one of its keys
          marked.push(GLOSSARY[value as keyof typeof GLOSSARY].term);
      }
    },
  }).visit(program);
  for (const term of termsOf(texts)) view.written.add(term);
  for (const term of termsOf(marked)) view.explained.add(term);
}

function termsOf(texts: readonly string[]): string[] {
  return markTerms(texts).flatMap((pieces) => pieces.flatMap(({ term }) => term?.term ?? []));
}

/** Views by folder. What is marked as a variable is explained whole, whatever it says. */
function views(): Map<string, View> {
  const found = new Map<string, View>();
  const files = filesBelow('src/app').filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
  for (const file of files) {
    const folder = posix.dirname(file).split('/')[2] ?? '';
    // The glossary and what is read from it; the fields of the settings, each with a note of its own; texts that are marked.
    if (['help', 'gallery', 'tour'].includes(folder) || file.includes('/controls/specs/')) continue;
    if (/\/(comparison-rows|resource-term)\.ts$|\/PresetsPage\.tsx$|\/PlanView\.tsx$/.test(file)) continue;
    const view = found.get(folder) ?? { written: new Set(), explained: new Set() };
    readView(file, view);
    found.set(folder, view);
  }
  return found;
}

describe('terms of the glossary in the app', () => {
  const found = views();

  it('are explained in the view that writes them', () => {
    const without = [...found].flatMap(([folder, { written, explained }]) =>
      [...written]
        .filter((term) => !explained.has(term) && !Object.hasOwn(ELSEWHERE[folder] ?? {}, term))
        .map((term) => `${folder}: ${term}`),
    );
    expect(without).toEqual([]);
  });

  it('have no excuse that is not needed', () => {
    const needless = Object.entries(ELSEWHERE).flatMap(([folder, terms]) =>
      Object.keys(terms)
        .filter(
          (term) => found.get(folder)?.written.has(term) !== true || found.get(folder)?.explained.has(term),
        )
        .map((term) => `${folder}: ${term}`),
    );
    expect(needless).toEqual([]);
    const names = new Set(FIELD_TERMS.map(({ term }) => term));
    expect(
      Object.values(ELSEWHERE).flatMap((terms) => Object.keys(terms).filter((term) => !names.has(term))),
    ).toEqual([]);
  });

  it('are found: a label without its explanation would fail', () => {
    const view: View = { written: new Set(), explained: new Set() };
    readView('src/app/sweep/SweepPoint.tsx', view);
    expect([...view.written]).toContain('first failure');
    expect([...view.explained]).toContain('first failure');
  });
});
