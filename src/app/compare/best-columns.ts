import { joinWords } from './join-words.ts';

export interface RankedColumn {
  readonly name: string;
  readonly failed: number;
  /** Of the attempts those that failed, where the columns have not the same clients and their counts say little; else null. */
  readonly failedShare: number | null;
  readonly peakConcurrent: number;
  /** Bytes a second through the balancer; null where there is none. */
  readonly throughBalancer: number | null;
}

/** Peaks that differ by less than this are the same peak: strategies set up connections a moment apart. */
const SAME_PEAK_SHARE = 0.001;

/** Indices of the columns with the fewest failures and, of those, the highest peak. */
export function bestColumns(columns: readonly RankedColumn[]): number[] {
  const failuresOf = ({ failed, failedShare }: RankedColumn): number => failedShare ?? failed;
  const fewest = Math.min(...columns.map(failuresOf));
  const highest = Math.max(
    ...columns.filter((each) => failuresOf(each) === fewest).map(({ peakConcurrent }) => peakConcurrent),
  );
  return columns.flatMap((column, index) =>
    failuresOf(column) === fewest && column.peakConcurrent >= highest * (1 - SAME_PEAK_SHARE) ? [index] : [],
  );
}

/**
 * Which columns do best and why, in a sentence or two.
 * @param what the columns are, in the plural
 */
export function comparisonSentence(columns: readonly RankedColumn[], say: Say, what = 'strategies'): string {
  const best = bestColumns(columns).flatMap((index) => columns[index] ?? []);
  const [first] = best;
  if (first === undefined) return '';
  const names = joinWords(best.map(({ name }) => name));
  if (best.length === columns.length) {
    return `All ${columns.length} ${what} carry the same: ${say.count(first.peakConcurrent)} connections, ${failures(first, say)}.`;
  }
  const carries = best.length === 1 ? 'does' : 'do';
  const lightest = lightestOf(best);
  const traffic =
    lightest === null || best.length === 1
      ? ''
      : ` Of these, ${lightest.name} puts the least through the balancer (${say.traffic(lightest.throughBalancer ?? 0)}).`;
  return `${names} ${carries} best: ${say.count(first.peakConcurrent)} connections at the peak, ${failures(first, say)}.${traffic}`;
}

interface Say {
  readonly count: (value: number) => string;
  readonly traffic: (bytesPerSec: number) => string;
  readonly share: (share: number) => string;
}

function failures({ failed, failedShare }: RankedColumn, say: Say): string {
  if (failed === 0) return 'no attempt failed';
  if (failedShare !== null) return `${say.share(failedShare)} of the attempts failed`;
  return failed === 1 ? 'one attempt failed' : `${say.count(failed)} attempts failed`;
}

/** Of the strategies with a balancer, the one that burdens it least; null where it makes no difference. */
function lightestOf(columns: readonly RankedColumn[]): RankedColumn | null {
  const loaded = columns.filter(({ throughBalancer }) => throughBalancer !== null);
  const sorted = loaded.toSorted((a, b) => (a.throughBalancer ?? 0) - (b.throughBalancer ?? 0));
  const [first, second] = sorted;
  if (first === undefined || second === undefined) return null;
  return first.throughBalancer === second.throughBalancer ? null : first;
}
