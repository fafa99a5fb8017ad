import type { RunSeries } from './run-result.ts';

/**
 * The recorded samples of the column with that key.
 * @throws RangeError where there is none
 */
export function columnOf({ info, columns, length }: RunSeries, key: string): Float64Array {
  const column = columns[info.findIndex((each) => each.key === key)];
  if (column === undefined) throw new RangeError(`no column "${key}" is recorded`);
  return column.subarray(0, length);
}
