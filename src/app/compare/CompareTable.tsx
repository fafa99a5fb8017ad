import type { ReactElement } from 'react';
import { answerFromRun } from '../../analysis/answer.ts';
import type { Strategy } from '../../scenario/strategies.ts';
import { valueTicks } from '../charts/ticks.ts';
import { STRATEGY_NAMES } from '../controls/strategy-names.ts';
import { CompareChart, chartWords } from './CompareChart.tsx';
import { COMPARISON_ROWS, type ComparisonRow } from './comparison-rows.ts';
import type { ComparisonColumn } from './use-comparison.ts';

/** One column a strategy: its answer, its chart on the axes that all share, its numbers. */
export function CompareTable(props: {
  readonly columns: readonly ComparisonColumn[];
  /** The strategy of the open file. */
  readonly current: Strategy | null;
  readonly best: readonly Strategy[];
  readonly isComplete: boolean;
  readonly onOpen: (strategy: Strategy) => void;
}): ReactElement {
  const { columns, current, best, isComplete, onOpen } = props;
  return (
    <div className="compare-scroll">
      <table className="compare-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Compared</span>
            </th>
            {columns.map((column) => (
              <HeadCell
                key={column.strategy}
                column={column}
                isCurrent={column.strategy === current}
                isBest={best.includes(column.strategy) && best.length < columns.length}
                onOpen={onOpen}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Answer</th>
            {columns.map((column) => (
              <td key={column.strategy} data-stale={isStale(column)}>
                <AnswerText column={column} />
              </td>
            ))}
          </tr>
          <ChartRow columns={columns} />
          {COMPARISON_ROWS.map((row) => (
            <NumberRow key={row.id} row={row} columns={columns} isComplete={isComplete} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChartRow({ columns }: { readonly columns: readonly ComparisonColumn[] }): ReactElement {
  const top = topOf(columns);
  return (
    <tr>
      <th scope="row">
        Concurrent connections{' '}
        <span className="compare-note">connected, connecting, waiting to retry; same axes</span>
      </th>
      {columns.map((column) => (
        <td key={column.strategy} data-stale={isStale(column)}>
          {column.run !== null && (
            <>
              <CompareChart run={column.run} top={top} />
              <span className="visually-hidden">{chartWords(column.run)}</span>
            </>
          )}
        </td>
      ))}
    </tr>
  );
}

function HeadCell(props: {
  readonly column: ComparisonColumn;
  readonly isCurrent: boolean;
  readonly isBest: boolean;
  readonly onOpen: (strategy: Strategy) => void;
}): ReactElement {
  const { column, isCurrent, isBest, onOpen } = props;
  const name = STRATEGY_NAMES[column.strategy];
  return (
    <th scope="col" className="compare-head">
      <span className="compare-name">{name}</span>
      {isBest && <span className="compare-best"> ✓ best</span>}
      <span className="compare-open">
        {isCurrent ? (
          <span className="quiet">open now</span>
        ) : (
          <button type="button" className="button button-framed" onClick={() => onOpen(column.strategy)}>
            Open<span className="visually-hidden"> {name}</span>
          </button>
        )}
      </span>
    </th>
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
  readonly isComplete: boolean;
}): ReactElement {
  const { row, columns, isComplete } = props;
  const cells = columns.map(({ run }) =>
    run === null || run.summary === null ? null : row.text(run, run.summary),
  );
  const values = cells.map((cell) => cell?.value ?? Number.NaN).filter((value) => !Number.isNaN(value));
  const best = row.better === 'high' ? Math.max(...values) : Math.min(...values);
  const tells = isComplete && row.better !== undefined && values.some((value) => value !== best);
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {columns.map((column, index) => {
        const cell = cells[index] ?? null;
        return (
          <td key={column.strategy} data-stale={isStale(column)} data-best={tells && cell?.value === best}>
            {cell?.text ?? ''}
            {tells && cell?.value === best && (
              <span className="compare-mark"> {row.better === 'high' ? 'highest' : 'lowest'}</span>
            )}
            {cell?.note !== undefined && <span className="compare-note">{cell.note}</span>}
          </td>
        );
      })}
    </tr>
  );
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
