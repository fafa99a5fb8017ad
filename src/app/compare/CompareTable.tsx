import { Fragment, type ReactElement, useMemo } from 'react';
import { answerFromRun } from '../../analysis/answer/answer.ts';
import { valueTicks } from '../charts/ticks.ts';
import { Marked } from '../help/Marked.tsx';
import { LineKey } from '../kept-runs/LineKey.tsx';
import { ChangesRow } from './ChangesRow.tsx';
import { type ColumnActions, ColumnHead } from './ColumnHead.tsx';
import { CompareChart, chartWords, linesOf, type SharedAxes } from './CompareChart.tsx';
import type { Cell, ComparisonRow } from './comparison-rows.ts';
import { Difference } from './Difference.tsx';
import type { ComparisonColumn } from './use-comparison.ts';

/** One column a variant: its answer, its chart on the axes that all share, its numbers, and how these differ from the baseline's. */
export function CompareTable(props: {
  readonly columns: readonly ComparisonColumn[];
  readonly rows: readonly ComparisonRow[];
  /** Identities of the best columns. */
  readonly best: readonly string[];
  readonly baseline: ComparisonColumn | null;
  readonly isComplete: boolean;
  readonly endSec: number;
  readonly actions: ColumnActions;
}): ReactElement {
  const { columns, rows, best, baseline, isComplete, endSec, actions } = props;
  return (
    <div className="compare-scroll">
      <table className="compare-table" style={{ minWidth: `${8 + 9 * columns.length}rem` }}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Compared</span>
            </th>
            {columns.map((column) => (
              <ColumnHead
                key={column.variant.id}
                column={column}
                isBest={best.includes(column.variant.id) && best.length < columns.length}
                isBaseline={column === baseline}
                actions={actions}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Answer</th>
            {columns.map((column) => (
              <td key={column.variant.id} data-stale={isStale(column)}>
                <AnswerText column={column} />
              </td>
            ))}
          </tr>
          {baseline !== null && <ChangesRow columns={columns} baseline={baseline} />}
          <ChartRow columns={columns} isComplete={isComplete} endSec={endSec} />
          {rows.map((row) => (
            <NumberRow key={row.id} row={row} columns={columns} baseline={baseline} isComplete={isComplete} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChartRow(props: {
  readonly columns: readonly ComparisonColumn[];
  readonly isComplete: boolean;
  readonly endSec: number;
}): ReactElement {
  const { columns, isComplete, endSec } = props;
  const top = topOf(columns);
  const axes = useMemo((): SharedAxes => ({ top, time: { fromSec: 0, toSec: endSec } }), [top, endSec]);
  const lines = useMemo(
    () => (isComplete ? linesOf(columns.flatMap(({ run }) => run ?? [])) : []),
    [isComplete, columns],
  );
  return (
    <tr>
      <th scope="row">
        <Marked text="Concurrent connections" /> <span className="compare-note">same axes</span>
        <span className="compare-lines">
          {lines.map((line) => (
            <Fragment key={line.id}>
              <LineKey look={line} /> <span className="compare-note">{line.label}</span>
            </Fragment>
          ))}
        </span>
      </th>
      {columns.map((column) => (
        <td key={column.variant.id} data-stale={isStale(column)}>
          {column.run !== null && (
            <>
              <CompareChart run={column.run} axes={axes} />
              <span className="visually-hidden">{chartWords(column.run)}</span>
            </>
          )}
        </td>
      ))}
    </tr>
  );
}

function AnswerText({
  column: { run, state, message },
}: {
  readonly column: ComparisonColumn;
}): ReactElement {
  if (state === 'failed') return <p className="error">{message}</p>;
  if (run === null || run.summary === null) return <p className="quiet">simulating…</p>;
  const { verdict, sentence } = answerFromRun(run.scenario, run.summary, run.products);
  return <p className={`compare-verdict compare-${verdict}`}>{sentence}</p>;
}

function NumberRow(props: {
  readonly row: ComparisonRow;
  readonly columns: readonly ComparisonColumn[];
  readonly baseline: ComparisonColumn | null;
  readonly isComplete: boolean;
}): ReactElement {
  const { row, columns, baseline, isComplete } = props;
  const cells = columns.map((column) => cellOf(row, column));
  const base = baseline?.state === 'done' ? cells[columns.indexOf(baseline)] : null;
  const values = cells.map((cell) => cell?.value ?? Number.NaN).filter((value) => !Number.isNaN(value));
  const best = row.better === 'high' ? Math.max(...values) : Math.min(...values);
  const tells = isComplete && row.better !== undefined && values.some((value) => value !== best);
  return (
    <tr>
      <th scope="row">
        <Marked text={row.name} />
      </th>
      {columns.map((column, index) => {
        const cell = cells[index] ?? null;
        return (
          <td key={column.variant.id} data-stale={isStale(column)} data-best={tells && cell?.value === best}>
            {cell?.text ?? ''}
            {tells && cell?.value === best && (
              <span className="compare-mark"> {row.better === 'high' ? 'highest' : 'lowest'}</span>
            )}
            {cell?.note !== undefined && <span className="compare-note">{cell.note}</span>}
            {base && cell !== null && column !== baseline && column.state === 'done' && (
              <Difference unit={row.unit} base={base} cell={cell} />
            )}
          </td>
        );
      })}
    </tr>
  );
}

function cellOf(row: ComparisonRow, { run }: ComparisonColumn): Cell | null {
  return run === null || run.summary === null ? null : row.text(run, run.summary);
}

function isStale({ run }: ComparisonColumn): boolean {
  return run?.stale === true;
}

/** Top of the value axis that all columns share. */
function topOf(columns: readonly ComparisonColumn[]): number {
  const highest = Math.max(
    ...columns.map(({ run }) =>
      Math.max(run?.summary?.peakConcurrent ?? 0, run?.scenario.targets.concurrent ?? 0),
    ),
  );
  return valueTicks(highest * 1.02, true).at(-1) ?? 1;
}
