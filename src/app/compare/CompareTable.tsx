import type { ReactElement } from 'react';
import { answerFromRun } from '../../analysis/answer/answer.ts';
import { valueTicks } from '../charts/ticks.ts';
import { Marked } from '../help/Marked.tsx';
import { CompareChart, chartWords } from './CompareChart.tsx';
import type { ComparisonRow } from './comparison-rows.ts';
import type { ComparisonColumn } from './use-comparison.ts';
import type { Variant } from './variants.ts';

/** One column a variant: its answer, its chart on the axes that all share, its numbers. */
export function CompareTable(props: {
  readonly columns: readonly ComparisonColumn[];
  readonly rows: readonly ComparisonRow[];
  /** Identities of the best columns. */
  readonly best: readonly string[];
  readonly isComplete: boolean;
  readonly onOpen: (variant: Variant) => void;
}): ReactElement {
  const { columns, rows, best, isComplete, onOpen } = props;
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
                key={column.variant.id}
                column={column}
                isBest={best.includes(column.variant.id) && best.length < columns.length}
                onOpen={onOpen}
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
          <ChartRow columns={columns} />
          {rows.map((row) => (
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
        <Marked text="Concurrent connections" />{' '}
        <span className="compare-note">connected, connecting, waiting to retry; same axes</span>
      </th>
      {columns.map((column) => (
        <td key={column.variant.id} data-stale={isStale(column)}>
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
  readonly isBest: boolean;
  readonly onOpen: (variant: Variant) => void;
}): ReactElement {
  const { column, isBest, onOpen } = props;
  const { variant } = column;
  const { name } = variant;
  return (
    <th scope="col" className="compare-head">
      <span className="compare-name">{name}</span>
      {isBest && <span className="compare-best"> ✓ best</span>}
      <span className="compare-open">
        {variant.isOpen ? (
          <span className="quiet">open now</span>
        ) : (
          <button type="button" className="button button-framed" onClick={() => onOpen(variant)}>
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
