/** What is checked of every shipped question from the runs of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { columnsOfEntry, GALLERY } from '../../src/analysis/gallery/gallery.ts';
import type { GalleryResults } from '../../src/analysis/gallery/gallery-entry.ts';
import { measureColumn } from '../../src/analysis/gallery/measure-gallery.ts';
import measured from '../../src/analysis/gallery/results.json';
import { parseScenarioText } from '../../src/scenario/parse.ts';
import { faultsOfSharedRun, sharedRun } from './question-runs.ts';
import { ROOT } from './source-files.ts';

const RESULTS: GalleryResults = measured;

/** Some hundred thousand connections take seconds, and much longer where other tests run beside them. */
export const RUNS_TIMEOUT_MS = 180_000;

const FOLDER = join(ROOT, 'public/scenarios');

/** Whatever lies in `public/scenarios`, without the ending of its name. */
const SHIPPED = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

/** The half of the questions that one test file runs; all others are for the other one. */
const OF_PORTS = new Set(
  GALLERY.filter(({ group }) => group === 'claims' || group === 'ports').map(({ id }) => id),
);
export const PORT_QUESTIONS = SHIPPED.filter((id) => OF_PORTS.has(id));
export const OTHER_QUESTIONS = SHIPPED.filter((id) => !OF_PORTS.has(id));

/** Conservation in the scenarios as they are shipped, at full scale, and what the gallery shows of them and of the columns beside them. */
export function checkQuestions(ids: readonly string[]): void {
  describe('everything is conserved', () => {
    it.each(ids)(
      'in %s',
      (id) => {
        const outcome = parseScenarioText(readFileSync(join(FOLDER, `${id}.json`), 'utf8'));
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
        expect(faultsOfSharedRun(outcome.scenario)).toEqual([]);
      },
      RUNS_TIMEOUT_MS,
    );
  });

  describe('the gallery shows what its run gives', () => {
    const columns = GALLERY.filter(({ id }) => ids.includes(id)).flatMap((entry) =>
      columnsOfEntry(entry).map((column) => [entry.id, column.id, entry, column] as const),
    );
    it.each(columns)(
      '%s, %s',
      (_, __, entry, column) => {
        // Word by word: `npm run gallery` writes them.
        expect(measureColumn(entry, column, sharedRun)).toEqual(RESULTS[entry.id]?.[column.id]);
      },
      RUNS_TIMEOUT_MS,
    );
  });
}
