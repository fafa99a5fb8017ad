/** The balance of a stage in words: a line of figures for the command line, a sentence for the page. */

import type { Interval } from '../runs/interval.ts';
import type { ReplicatedBalance } from '../runs/replicated-balance.ts';
import type { Disturbance, StageBalance } from '../runs/stage-balance.ts';
import { EVEN_BELOW } from '../theory/imbalance.ts';
import { formatDuration } from '../wording/format-quantity.ts';
import { placeName } from '../wording/phrases.ts';

/** "1.34", "12.5": a ratio to the mean. */
export function formatRatio(ratio: number): string {
  return ratio.toFixed(ratio < 9.995 ? 2 : 1);
}

/** "worst max/mean 1.89 (1.87 to 1.91), 1.19 (1.18 to 1.20) at the end": means with 95 % intervals. Empty for a single run. */
export function replicatedFigures({ worst, end }: ReplicatedBalance): string {
  if (worst === null) return '';
  return `worst max/mean ${inInterval(worst)}${end === null ? '' : `, ${inInterval(end)} at the end`}`;
}

/** The same in a sentence of the answer, for the stage that was the least even. Empty where every stage stayed even. */
export function replicatedNote(balances: readonly ReplicatedBalance[]): string {
  const [most] = balances
    .filter(({ worst }) => (worst?.mean ?? 1) > EVEN_BELOW)
    .toSorted((a, b) => (b.worst?.mean ?? 1) - (a.worst?.mean ?? 1));
  if (most === undefined || most.worst === null) return '';
  const what = most.station === 'backends' ? 'server' : `instance of ${placeName(most.stationName)}`;
  const runs = `Over ${most.worst.values} runs the busiest ${what} carried`;
  const atEnd = most.end === null ? '' : `, and ${inInterval(most.end)} times at the end`;
  return `${runs} ${inInterval(most.worst)} times the mean at worst${atEnd} (means and 95 % intervals).`;
}

function inInterval({ mean, low, high }: Interval): string {
  return `${formatRatio(mean)} (${formatRatio(low)} to ${formatRatio(high)})`;
}

/** "backends (10)", "edge (4 of 6)" where some have left: the stage with the instances that are there at the end. */
export function balancedStage({ stationName, instances, end }: StageBalance): string {
  const there = end.instances === instances ? `${instances}` : `${end.instances} of ${instances}`;
  return `${stationName} (${there})`;
}

/** "max/mean 1.34 at 31 m, 1.02 at the end (1.05 by chance), variation 0.01; ..." */
export function balanceFigures(balance: StageBalance): string {
  const { worst, end, endAtRandom } = balance;
  if (worst === null) return 'too few connections an instance for a ratio';
  const chance = endAtRandom === null ? '' : ` (random choice ${formatRatio(endAtRandom)})`;
  const atEnd =
    end.maxOverMean === null || end.variation === null
      ? 'too few connections at the end'
      : `${formatRatio(end.maxOverMean)}${chance} at the end, variation ${formatRatio(end.variation)}`;
  const peak = `max/mean ${formatRatio(worst.maxOverMean)} at ${formatDuration(worst.atSec)}`;
  return [`${peak}, ${atEnd}`, ...recoveries(balance)].join('; ');
}

/**
 * "The busiest of 10 servers carried 1.34 times the mean at 31 m, and 1.02 times at the end." with what came after the last
 * event, for the stage that was the least even. Empty where every stage stayed even.
 */
export function balanceNote(balances: readonly StageBalance[]): string {
  const [most] = balances
    .filter(({ worst }) => (worst?.maxOverMean ?? 1) > EVEN_BELOW)
    .toSorted((a, b) => (b.worst?.maxOverMean ?? 1) - (a.worst?.maxOverMean ?? 1));
  if (most === undefined || most.worst === null) return '';
  const { station, stationName, worst, end } = most;
  const what = station === 'backends' ? 'servers' : `instances of ${placeName(stationName)}`;
  const atEnd = end.maxOverMean === null ? '' : `, and ${formatRatio(end.maxOverMean)} times at the end`;
  const peak = `${formatRatio(worst.maxOverMean)} times the mean at ${formatDuration(worst.atSec)}`;
  const after = recoveries(most).map((text) => ` It was ${text}.`);
  return `The busiest of ${worst.instances} ${what} carried ${peak}${atEnd}.${after.join('')}`;
}

/** What came after the last event that left the stage uneven, if any did. */
function recoveries({ disturbances }: StageBalance): string[] {
  const last = disturbances.findLast(({ evenAfterSec }) => evenAfterSec !== 0);
  return last === undefined || last.worst === null ? [] : [recovery(last)];
}

/** "below 1.1 again 12 m after the end of the restart of backends at 30 m". */
function recovery({ action, target, atSec, evenAfterSec }: Disturbance): string {
  const event = `the ${action} of ${target} at ${formatDuration(atSec)}`;
  return evenAfterSec === null
    ? `not below ${EVEN_BELOW} again in this run after ${event}`
    : `below ${EVEN_BELOW} again ${formatDuration(evenAfterSec)} after the end of ${event}`;
}
