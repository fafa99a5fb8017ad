import type { RunResult } from '../../network/results/run-result.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { runToEnd } from '../runs/run.ts';
import { columnFile, columnsOfEntry } from './gallery.ts';
import type { GalleryColumn, GalleryEntry } from './gallery-entry.ts';
import { measureRun } from './measure-run.ts';

/**
 * Runs a column's scenario to its end and reads every figure of the entry from it; a figure that the run has nothing of is
 * left out. The same in every place, since the same scenario and seed are the same run.
 * @param runOf gives the whole run of a scenario, for who has it already
 * @throws RangeError where the file of the column is no scenario
 */
export function measureColumn(
  entry: GalleryEntry,
  column: GalleryColumn,
  runOf: (scenario: Scenario) => RunResult = runToEnd,
): Record<string, string> {
  const outcome = parseScenarioValue(columnFile(entry, column));
  if (!outcome.ok) {
    const faults = outcome.errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new RangeError(`${entry.id}, ${column.id}: ${faults}`);
  }
  const measured = { scenario: outcome.scenario, run: runOf(outcome.scenario) };
  const read = Object.entries(entry.figures).flatMap(([key, { measure }]) => {
    const says = measureRun(measured, measure);
    return says === null ? [] : [[key, says] as const];
  });
  return Object.fromEntries(read);
}

/** All columns of an entry, by their ids. */
export function measureEntry(entry: GalleryEntry): Record<string, Record<string, string>> {
  return Object.fromEntries(columnsOfEntry(entry).map((column) => [column.id, measureColumn(entry, column)]));
}
