/** The tables of a report as cells, and from them plain text and Markdown. */
import { formatTable } from '../../../src/cli/print-table.ts';
import type { AppTiming } from '../measure/app-timing.ts';
import type { Comparison } from '../measure/compare.ts';
import type { ScenarioCost } from '../measure/sections.ts';
import type { BenchReport } from './bench-report.ts';
import { machineLine } from './machine.ts';

export interface Table {
  readonly title: string;
  /** Columns after the first hold numbers. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function tablesOf(report: BenchReport): Table[] {
  const tables: Table[] = [targetTable(report), ...report.comparisons.map(comparisonTable)];
  if (report.memory.length > 0) tables.push(memoryTable(report));
  if (report.strategies.length > 0)
    tables.push(scenarioTable('Every strategy, port-loss at 100k', report.strategies));
  if (report.heavy.length > 0) tables.push(scenarioTable('Heavy features, 100k', report.heavy));
  if (report.questions.length > 0)
    tables.push(scenarioTable('Whole questions, one simulated hour', report.questions));
  if (report.app !== null) tables.push(appTable(report.app));
  if (report.fill.length > 0) tables.push(fillTable(report));
  return tables;
}

export function textReport(report: BenchReport): string {
  const tables = tablesOf(report).map((table) => `${table.title}\n${textTable(table)}`);
  return `${[headLine(report), ...tables, ...skippedLines(report)].join('\n')}\n`;
}

/** The cells of a table in plain text, without its title. */
export function textTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const heads = columns.map((title, c) => ({
    title,
    align: c === 0 ? ('left' as const) : ('right' as const),
  }));
  return formatTable(heads, rows);
}

/** A part of the page, under headings of the third level. */
export function markdownReport(report: BenchReport): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const tables = tablesOf(report).map(({ title, columns, rows }) =>
    [
      `### ${title}`,
      '',
      row(columns),
      row(columns.map((_, c) => (c === 0 ? '---' : '---:'))),
      ...rows.map(row),
      '',
    ].join('\n'),
  );
  return [headLine(report), '', ...tables, ...skippedLines(report)].join('\n').trimEnd();
}

function headLine({ machine, engineVersion, rounds, clock }: BenchReport): string {
  return `${machineLine(machine)}. Engine ${engineVersion}, all JavaScript as built; medians of up to ${rounds} interleaved rounds; ${clock}.`;
}

function skippedLines({ skipped }: BenchReport): string[] {
  return skipped.map((line) => `Not run: ${line}.`);
}

export function targetTable({ targets }: Pick<BenchReport, 'targets'>): Table {
  return {
    title: 'Targets',
    columns: ['', 'value', 'target', ''],
    rows: targets.map(({ name, target, value, met }) => [
      name,
      value,
      target,
      met === null ? '-' : met ? 'met' : 'NOT MET',
    ]),
  };
}

function comparisonTable({ size, workload, standings }: Comparison): Table {
  return {
    title: `Port-loss at ${size}, ${workload.selection === 'random' ? 'uniform free port' : 'next free port'}`,
    columns: ['', 'engine is x times as fast', 'ns per event', 'M events/s', 'rounds', 'against theory'],
    rows: standings.map(({ name, engineSpeedRatio, nsPerEvent, eventsPerSec, nsPerEventByRound, fault }) => [
      name,
      engineSpeedRatio === null ? '-' : ratioText(engineSpeedRatio),
      nsPerEvent.toFixed(nsPerEvent < 100 ? 1 : 0),
      (eventsPerSec / 1e6).toPrecision(3),
      String(nsPerEventByRound.filter((ns) => ns !== null).length),
      fault ?? 'agrees',
    ]),
  };
}

function ratioText(ratio: number): string {
  return ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(3);
}

function memoryTable({ memory }: BenchReport): Table {
  return {
    title: 'Memory of the engine on port-loss: resident at the peak, above what the process had before',
    columns: ['', 'bytes a connection', 'beyond a fixed 64 MB', 'peak MB', 'of the whole process'],
    rows: memory.map((each) => [
      each.size,
      each.bytesPerConnection.toFixed(1),
      each.bytesPerConnectionBeyondFixed.toFixed(1),
      megabytes(each.peakBytes - each.baselineBytes),
      megabytes(each.peakBytes),
    ]),
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function scenarioTable(title: string, costs: readonly ScenarioCost[]): Table {
  return {
    title,
    columns: ['', 'ns per event', 'M events/s', 'M events', 's'],
    rows: costs.map(({ scenario, nsPerEvent, events, tookMs }) => [
      scenario,
      nsPerEvent.toFixed(0),
      (1e3 / nsPerEvent).toPrecision(3),
      (events / 1e6).toFixed(2),
      (tookMs / 1000).toFixed(2),
    ]),
  };
}

function appTable({ resultMs, firstPointsMs, coldFirstPointsMs, streaming }: AppTiming): Table {
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  return {
    title: 'The default scenario through the worker of the app, by the clock on the wall',
    columns: ['', 'value'],
    rows: [
      ['complete result', ms(resultMs)],
      ['first points', ms(firstPointsMs)],
      ['first points on a page that was just opened', ms(coldFirstPointsMs)],
      ['messages a second', streaming.updatesPerSec.toFixed(1)],
      ['making and sending them, of a core', percent(streaming.workerShare)],
      ['taking them on the page, of a core', percent(streaming.pageShare)],
    ],
  };
}

function fillTable({ fill }: BenchReport): Table {
  return {
    title: 'An attempt at a full SNAT range against one at an empty range',
    columns: ['', 'full / empty', 'fill', 'ns an attempt, full', 'ns an attempt, empty'],
    rows: fill.map(({ selection, ratio, fillShare, fullNsPerAttempt, emptyNsPerAttempt }) => [
      selection,
      ratio.toFixed(2),
      `${(100 * fillShare).toFixed(2)} %`,
      fullNsPerAttempt.toFixed(0),
      emptyNsPerAttempt.toFixed(0),
    ]),
  };
}
