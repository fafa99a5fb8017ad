import { type ReactElement, useEffect, useMemo, useState } from 'react';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { type Strategy, strategyOf } from '../../scenario/strategies.ts';
import { STRATEGY_NAMES } from '../controls/strategy-names.ts';
import { formatCount, formatTraffic } from '../format/numbers.ts';
import { bestColumns, comparisonSentence, type RankedColumn } from './best-columns.ts';
import { CompareTable } from './CompareTable.tsx';
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
  const best = isComplete ? bestColumns(ranked).flatMap((index) => done[index]?.strategy ?? []) : [];

  return (
    <section className="compare" aria-label="Comparison of strategies">
      <p className="compare-answer" aria-live={isComplete ? 'polite' : 'off'}>
        {isComplete
          ? comparisonSentence(ranked, { count: formatCount, traffic: formatTraffic })
          : `${done.length} of ${columns.length} strategies simulated on the same arrivals…`}
      </p>
      <CompareTable columns={columns} current={current} best={best} isComplete={isComplete} onOpen={onOpen} />
    </section>
  );
}

function rankedColumn({ strategy, run }: ComparisonColumn): RankedColumn | null {
  if (run === null || run.summary === null) return null;
  const { failed, peakConcurrent, traffic } = run.summary;
  const hops = traffic.filter(({ station }) => station.startsWith('path.'));
  const sums = hops.map((hop) => hop.towardBackendsBytesPerSec + hop.towardClientsBytesPerSec);
  return {
    name: STRATEGY_NAMES[strategy],
    failed,
    peakConcurrent,
    throughBalancer: hops.length === 0 ? null : Math.max(...sums),
  };
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
