import { type Example, examples } from '../../scenario/examples.ts';
import { withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { BALANCER_CLAIMS } from './entries/balancer-claims.ts';
import { OPERATIONS } from './entries/operations.ts';
import { PORT_CLAIMS } from './entries/port-claims.ts';
import { PORTS } from './entries/ports.ts';
import { STORMS } from './entries/storms.ts';
import { TIMERS } from './entries/timers.ts';
import { AS_IT_IS, type GalleryColumn, type GalleryEntry, type GalleryResults } from './gallery-entry.ts';
import measured from './results.json';

/** One entry for each example, in the order in which the gallery shows them. */
export const GALLERY: readonly GalleryEntry[] = [
  ...PORT_CLAIMS,
  ...BALANCER_CLAIMS,
  ...PORTS,
  ...TIMERS,
  ...STORMS,
  ...OPERATIONS,
];

/** What the runs gave; `npm run gallery` writes the file. */
const RESULTS: GalleryResults = measured;

/** The example as it is, and then the columns beside it. */
export function columnsOfEntry(entry: GalleryEntry): readonly GalleryColumn[] {
  return [{ id: AS_IT_IS, name: entry.asItIs, changes: [] }, ...entry.columns];
}

/** @throws RangeError where there is no such example */
export function questionOf({ id }: Pick<GalleryEntry, 'id'>): string {
  return exampleOf(id).question;
}

/** The file that a column's numbers come from, as it is opened. */
export function columnFile(entry: GalleryEntry, column: GalleryColumn): ScenarioFile {
  return withChanges(exampleOf(column.example ?? entry.id).file, column.changes);
}

function exampleOf(id: string): Example {
  const example = examples.find((each) => each.id === id);
  if (example === undefined) throw new RangeError(`there is no example "${id}"`);
  return example;
}

/** What the run of a column gave for a figure; null where the column has nothing of the kind. */
export function resultOf(entry: GalleryEntry, column: string, figure: string): string | null {
  return RESULTS[entry.id]?.[column]?.[figure] ?? null;
}

/** A text of the entry with the numbers of its runs in it. */
export function withResults(entry: GalleryEntry, text: string): string {
  return text.replaceAll(/\{([\w-]+)(?:@([\w-]+))?\}/g, (_, figure: string, column: string = AS_IT_IS) => {
    const result = resultOf(entry, column, figure);
    if (result === null) throw new RangeError(`${entry.id} has no ${figure} in ${column}`);
    return result;
  });
}
