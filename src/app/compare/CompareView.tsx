import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { answerFromRun } from '../../analysis/answer.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { type Strategy, strategyOf } from '../../scenario/strategies.ts';
import { valueTicks } from '../charts/ticks.ts';
import { formatCount, formatTraffic } from '../format/numbers.ts';
import { bestColumns, comparisonSentence, type RankedColumn } from './best-columns.ts';
import { CompareChart, chartWords } from './CompareChart.tsx';
import { COMPARISON_ROWS, type ComparisonRow } from './comparison-rows.ts';
import { strategyName } from './strategy-names.ts';
import { type ComparisonColumn, useComparison } from './use-comparison.ts';
import './compare.css';

/** Numbers are read again this often while runs go on. */
const REFRESH_MS = 200;

/** The six strategies on the same clients, arrivals and lifetimes, side by side. */
export function CompareView(props: {
  readonly file: ScenarioFile;
  readonly onOpen: (strategy: Strategy) => void;
}): ReactElement {
  const { file, onOpen } = props;
  const columns = useComparison(file);
  useRefresh(columns.some(({ state }) => state === 'running'));
  const current = useMemo(() => strategyOf(file), [file]);
  const done = columns.filter(({ state }) => state === 'done');
  const isComplete = columns.every(({ state }) => state === 'done' || state === 'failed');
  const ranked = done.flatMap((column) => rankedColumn(column) ?? []);
  const best = isComplete ? new Set(bestColumns(ranked).map((index) => done[index]?.strategy)) : new Set();
  const top = useTop(columns);

  return (
    <section className="compare" aria-label="Comparison of strategies">
      <p className="compare-answer" aria-live="polite">
        {isComplete
          ? comparisonSentence(ranked, { count: formatCount, traffic: formatTraffic })
          : `${done.length} of ${columns.length} strategies simulated on the same arrivals…`}
      </p>
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
                  isBest={best.has(column.strategy) && best.size < columns.length}
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
            {COMPARISON_ROWS.map((row) => (
              <NumberRow key={row.id} row={row} columns={columns} isComplete={isComplete} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function HeadCell(props: {
  readonly column: ComparisonColumn;
  readonly isCurrent: boolean;
  readonly isBest: boolean;
  readonly onOpen: (strategy: Strategy) => void;
}): ReactElement {
  const { column, isCurrent, isBest, onOpen } = props;
  const name = strategyName(column.strategy);
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
  const { verdict, sentence } = answerFromRun(run.scenario, run.summary);
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

function rankedColumn({ strategy, run }: ComparisonColumn): RankedColumn | null {
  if (run === null || run.summary === null) return null;
  const { failed, peakConcurrent, traffic } = run.summary;
  const hops = traffic.filter(({ station }) => station.startsWith('path.'));
  const sums = hops.map((hop) => hop.towardBackendsBytesPerSec + hop.towardClientsBytesPerSec);
  return {
    name: strategyName(strategy),
    failed,
    peakConcurrent,
    throughBalancer: hops.length === 0 ? null : Math.max(...sums),
  };
}

/** Top of the value axis that all columns share. */
function useTop(columns: readonly ComparisonColumn[]): number {
  const highest = Math.max(
    ...columns.map(({ run }) =>
      Math.max(run?.summary?.peakConcurrent ?? 0, run?.scenario.targets.concurrent ?? 0),
    ),
  );
  return valueTicks(highest * 1.02, true).at(-1) ?? 1;
}

/** Renders again a few times a second while `active`. */
function useRefresh(active: boolean): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    if (!active) return undefined;
    const timer = setInterval(() => setCount((count) => count + 1), REFRESH_MS);
    return () => clearInterval(timer);
  }, [active]);
}
