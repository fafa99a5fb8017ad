/** Lifetimes of connections from a table: a histogram, cumulative or not, quantiles, or one lifetime in each row. */
import { type Cell, readCsv, type TableFault } from './csv.ts';
import type { LifetimeFile } from './file-format.ts';
import {
  type Column,
  cellOf,
  failed,
  headingsOf,
  type RoleRule,
  readColumns,
  readValue,
} from './trace-columns.ts';
import { MOST_ROWS, recognised, type TraceReading } from './trace-import.ts';
import { formatDuration } from './units.ts';

type Role = 'upTo' | 'le' | 'share' | 'lifetime' | 'count';

const RULES: readonly RoleRule<Role>[] = [
  { role: 'le', words: ['le'] },
  { role: 'upTo', words: ['upto', 'up', 'to', 'bin', 'bucket', 'below', 'until'] },
  { role: 'share', words: ['share', 'quantile', 'percentile', 'q', 'p'] },
  { role: 'lifetime', words: ['lifetime', 'duration', 'value', 'age', 'length', 'seconds'] },
  { role: 'count', words: ['count', 'connections', 'sessions', 'n', 'frequency'] },
];
const IN_ORDER: readonly (readonly Role[])[] = [['lifetime'], ['upTo', 'count']];
const WORDS: Readonly<Record<Role, string>> = {
  upTo: 'upper end of the bin',
  le: 'upper end of the bin, counts add up (Prometheus)',
  share: 'share of lifetimes that are not longer',
  lifetime: 'lifetime',
  count: 'connections',
};
/** A list of lifetimes is kept by so many of its quantiles. */
const QUANTILES = 100;

/** The empirical lifetime of a table; its laws are those of the file format's `histogram` and `quantiles`. */
export function readLifetimeTrace(text: string): TraceReading<LifetimeFile> {
  const csv = readCsv(text);
  if (!csv.ok) return csv;
  const reading = readColumns(csv.rows, RULES, IN_ORDER);
  if (!reading.ok) return reading;
  const { columns, rows } = reading;
  const top = csv.rows[0]?.[0] ?? { line: 1, column: 1 };
  if (rows.length === 0) return failed(top, 'no rows below the headings', 'one row for each value');
  if (rows.length > MOST_ROWS)
    return failed(top, `${rows.length} rows`, `at most ${MOST_ROWS}: a sample of them, or a histogram`);
  const find = (role: Role): Column<Role> | undefined => columns.find((column) => column.role === role);
  const [bound, count] = [find('le') ?? find('upTo') ?? find('lifetime'), find('count')];
  const [share, lifetime] = [find('share'), find('lifetime')];
  const tell = (used: readonly Column<Role>[], built: Built): TraceReading<LifetimeFile> => {
    if (!built.ok) return built;
    const names = recognised(used, WORDS, (role) => role !== 'count' && role !== 'share');
    return { ok: true, columns: names, rows: rows.length, summary: built.summary, file: built.file };
  };
  if (bound !== undefined && count !== undefined) return tell([bound, count], histogram(rows, bound, count));
  if (share !== undefined && lifetime !== undefined)
    return tell([share, lifetime], quantiles(rows, share, lifetime));
  if (lifetime !== undefined) return tell([lifetime], observed(rows, lifetime));
  return failed(
    top,
    'no column of lifetimes or of bins with counts',
    `headings such as ${headingsOf(RULES)}`,
  );
}

type Built =
  | { readonly ok: true; readonly file: LifetimeFile; readonly summary: readonly string[] }
  | { readonly ok: false; readonly fault: TableFault };
type Rows = readonly (readonly Cell[])[];

function histogram(rows: Rows, bound: Column<Role>, count: Column<Role>): Built {
  const bins: { upTo: string; count: number }[] = [];
  let [lastSec, lastCount] = [0, 0];
  for (const row of rows) {
    const cell = cellOf(row, bound.index);
    const counted = readValue(cellOf(row, count.index), 'count', count);
    if (!counted.ok) return counted;
    const added = bound.role === 'le' ? counted.value - lastCount : counted.value;
    if (added < 0)
      return failed(cellOf(row, count.index), 'a count below that of the row before', 'counts that add up');
    if (/^\+?inf(inity)?$/i.test(cell.text)) {
      if (added > 0)
        return failed(cell, `${added} connections without an upper end`, 'a bin that all of them fit into');
      continue;
    }
    const upTo = readValue(cell, 'duration', bound);
    if (!upTo.ok) return upTo;
    if (upTo.value <= lastSec)
      return failed(cell, `${cell.text} is not above the bin before`, 'bins that rise from 0');
    bins.push({ upTo: formatDuration(upTo.value), count: added });
    [lastSec, lastCount] = [upTo.value, counted.value];
  }
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  if (total === 0)
    return failed(cellOf(rows[0] ?? [], count.index), 'no connection in any bin', 'a count above 0');
  const summary = [`${total} connections in ${bins.length} bins up to ${formatDuration(lastSec)}`];
  return { ok: true, file: { distribution: 'empirical', histogram: bins }, summary };
}

function quantiles(rows: Rows, share: Column<Role>, lifetime: Column<Role>): Built {
  const points: { share: number; value: string }[] = [];
  // A column of percentiles counts to 100.
  const isPercent = rows.some((row) => Number(cellOf(row, share.index).text) > 1);
  let [lastShare, lastSec] = [-1, 0];
  for (const row of rows) {
    const cell = cellOf(row, share.index);
    const read = readValue(cell, 'share', share);
    if (!read.ok) return read;
    const part = isPercent && !cell.text.endsWith('%') ? read.value / 100 : read.value;
    if (part <= lastShare || part > 1)
      return failed(cell, `a share of ${cell.text}`, 'shares that rise, at most 1 or 100 %');
    const value = readValue(cellOf(row, lifetime.index), 'duration', lifetime);
    if (!value.ok) return value;
    if (value.value < lastSec)
      return failed(
        cellOf(row, lifetime.index),
        'a lifetime below that of the row before',
        'lifetimes that rise',
      );
    points.push({ share: Number(part.toPrecision(12)), value: formatDuration(value.value) });
    [lastShare, lastSec] = [part, value.value];
  }
  if (lastShare !== 1)
    return failed(
      cellOf(rows.at(-1) ?? [], share.index),
      `the shares end at ${lastShare}`,
      'the longest lifetime, at share 1',
    );
  const summary = [`${points.length} quantiles, the longest ${formatDuration(lastSec)}`];
  return { ok: true, file: { distribution: 'empirical', quantiles: points }, summary };
}

function observed(rows: Rows, lifetime: Column<Role>): Built {
  const values: number[] = [];
  for (const row of rows) {
    const value = readValue(cellOf(row, lifetime.index), 'duration', lifetime);
    if (!value.ok) return value;
    values.push(value.value);
  }
  values.sort((a, b) => a - b);
  const longest = values.at(-1) ?? 0;
  if (longest === 0)
    return failed(cellOf(rows[0] ?? [], lifetime.index), 'every lifetime is 0', 'a lifetime above 0');
  const steps = Math.min(QUANTILES, Math.max(1, values.length - 1));
  const points = Array.from({ length: steps + 1 }, (_, i) => ({
    share: Number((i / steps).toPrecision(12)),
    value: formatDuration(values[Math.round((i / steps) * (values.length - 1))] ?? 0),
  }));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rounded = formatDuration(Number(mean.toPrecision(4)));
  const summary = [
    `${values.length} lifetimes, mean ${rounded}, the longest ${formatDuration(longest)}; kept as ${points.length} quantiles`,
  ];
  return { ok: true, file: { distribution: 'empirical', quantiles: points }, summary };
}
