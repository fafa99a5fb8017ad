import { formatCount, formatDuration, formatPercent, formatTraffic } from '../format/numbers.ts';
import { bestColumns, comparisonSentence, type RankedColumn } from './best-columns.ts';
import { outcomeOf } from './compared-run.ts';
import { mostTraffic, roughly } from './comparison-rows.ts';
import { bestPolicies, policySentence, type RankedPolicy } from './policy-sentence.ts';
import { haveSameArrivals } from './same-arrivals.ts';
import type { ComparisonColumn } from './use-comparison.ts';
import type { ComparisonKind } from './variants.ts';

/** Which columns do best, and why. */
export interface Verdict {
  readonly sentence: string;
  /** Identities of the best columns. */
  readonly best: readonly string[];
}

export const NO_VERDICT: Verdict = { sentence: '', best: [] };

const SAY = {
  count: formatCount,
  traffic: formatTraffic,
  share: (share: number) => formatPercent(roughly(share)),
};

const byConnections = (done: readonly ComparisonColumn[], what: string): Verdict => {
  const ranked = done.flatMap((column) => rankedColumn(column, hasUnlikeArrivals(done)) ?? []);
  const sentence = comparisonSentence(ranked, SAY, what);
  return { sentence, best: idsAt(done, bestColumns(ranked)) };
};

export const VERDICTS: Readonly<Record<ComparisonKind, (done: readonly ComparisonColumn[]) => Verdict>> = {
  strategies: (done) => byConnections(done, 'strategies'),
  mine: (done) => byConnections(done, 'columns'),
  policies: (done) => {
    const ranked = done.flatMap((column) => rankedPolicy(column) ?? []);
    const sentence = policySentence(ranked, { count: formatCount, duration: formatDuration });
    return { sentence, best: idsAt(done, bestPolicies(ranked)) };
  },
};

function idsAt(columns: readonly ComparisonColumn[], indices: readonly number[]): string[] {
  return indices.flatMap((index) => columns[index]?.variant.id ?? []);
}

function rankedPolicy({ variant, run }: ComparisonColumn): RankedPolicy | null {
  if (run === null || run.summary === null) return null;
  const { peakAttemptsPerSec, recoveredAfterSec, failedAttempts } = outcomeOf(run, run.summary);
  return { name: variant.name, failed: failedAttempts, recoveredAfterSec, peakAttemptsPerSec };
}

function hasUnlikeArrivals(columns: readonly ComparisonColumn[]): boolean {
  const [first, ...others] = columns.flatMap(({ run }) => run?.scenario ?? []);
  return first !== undefined && others.some((each) => !haveSameArrivals(first, each));
}

function rankedColumn({ variant, run }: ComparisonColumn, byShare: boolean): RankedColumn | null {
  if (run === null || run.summary === null) return null;
  const { failed, attempts, peakConcurrent } = run.summary;
  return {
    name: variant.name,
    failed,
    failedShare: byShare ? failed / Math.max(1, attempts) : null,
    peakConcurrent,
    throughBalancer: mostTraffic(run.summary)?.bytesPerSec ?? null,
  };
}
