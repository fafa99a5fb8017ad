import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../test/support/source-files.ts';
import { examples } from '../../scenario/examples.ts';
import { columnFile, columnsOfEntry, GALLERY, resultOf, withResults } from './gallery.ts';
import type { GalleryEntry, GalleryResults } from './gallery-entry.ts';
import measured from './results.json';

const RESULTS: GalleryResults = measured;

const CLAIMS = GALLERY.filter(({ claim }) => claim !== undefined);

/** Everything of an entry that its page shows as sentences, but for the claim in the words of others. */
function textsOf({ lesson, watch, claim }: GalleryEntry): string[] {
  return [lesson, watch, ...(claim === undefined ? [] : [claim.because])];
}

/** Numbers of a text as their values: "100,000", "1/s", "64k". */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d[\d,]*(?:\.\d+)?k?/g)].map(([found]) => {
    const value = Number(found.replaceAll(',', '').replace('k', ''));
    return found.endsWith('k') ? value * 1000 : value;
  });
}

describe('the gallery', () => {
  it('has one entry for each example, with the ten claims first', () => {
    expect(GALLERY.map(({ id }) => id).toSorted()).toEqual(examples.map(({ id }) => id).toSorted());
    expect(CLAIMS).toHaveLength(10);
    expect(GALLERY.slice(0, 10)).toEqual(CLAIMS);
    expect(CLAIMS.every(({ group }) => group === 'claims')).toBe(true);
  });

  it('shows every claim by two scenarios at least, and by all that it needs', () => {
    const columns = Object.fromEntries(CLAIMS.map((entry) => [entry.id, entry.columns.map(({ id }) => id)]));
    expect(columns).toMatchObject({
      // Both scopes, and the way in beside the way out.
      '100k-websockets': ['destination', 'inbound'],
      // Lifetimes from a second to eight hours.
      'how-long-they-live': ['1s', '1m', '9m', '8h'],
      'a-router-that-balances': ['maglev', 'ring', 'table'],
      // Over time, with servers added, on a death, and what a place that sees all would have done.
      'clients-choose': ['added', 'died', 'edge', 'edge-added'],
      'tls-at-the-edge': ['servers'],
    });
    expect(CLAIMS.filter(({ columns: { length } }) => length === 0)).toEqual([]);
  });

  // That the runs give what is shown: `test/questions`.
  it('shows results of its scenarios alone', () => {
    const scenarios = GALLERY.flatMap((entry) =>
      columnsOfEntry(entry).map((column) => `${entry.id}, ${column.id}`),
    );
    const shown = Object.entries(RESULTS).flatMap(([id, columns]) =>
      Object.keys(columns).map((column) => `${id}, ${column}`),
    );
    expect(shown).toEqual(scenarios);
  });

  it.each(GALLERY.map((entry) => [entry.id, entry] as const))(
    '%s tells no number that is neither of a run nor of the file',
    (_, entry) => {
      const files = columnsOfEntry(entry).map((column) => columnFile(entry, column));
      const given = new Set([
        ...numbersIn(JSON.stringify(files)),
        // Written as 4kB, told as 4,000.
        ...numbersIn(JSON.stringify(files)).map((value) => value * 1000),
        ...Object.values(entry.figures).flatMap(({ says, measure }) => [
          ...numbersIn(says),
          ...('minute' in measure ? [measure.minute] : []),
        ]),
      ]);
      for (const text of textsOf(entry)) {
        expect(() => withResults(entry, text)).not.toThrow();
        const told = numbersIn(text.replaceAll(/\{[^}]*\}/g, ''));
        expect(told.filter((value) => !given.has(value))).toEqual([]);
      }
    },
  );

  it('shows every figure somewhere', () => {
    const missing = GALLERY.flatMap((entry) =>
      Object.keys(entry.figures)
        .filter((figure) => columnsOfEntry(entry).every(({ id }) => resultOf(entry, id, figure) === null))
        .map((figure) => `${entry.id}: ${figure}`),
    );
    expect(missing).toEqual([]);
  });

  it('names cases of the validation that agree with the model', () => {
    const { cases } = JSON.parse(readFileSync(join(ROOT, 'public/validation.json'), 'utf8')) as {
      cases: { id: string; quantities: { verdict: string }[] }[];
    };
    for (const id of GALLERY.flatMap(({ validatedBy = [] }) => validatedBy)) {
      const verdicts = cases
        .filter((each) => each.id === id)
        .flatMap(({ quantities }) => quantities.map(({ verdict }) => verdict));
      expect(verdicts, id).toContain('pass');
      expect(verdicts.filter((verdict) => verdict === 'FAIL')).toEqual([]);
    }
  });
});
