/** How long connections last, what a drain meets and how often users come back: a line of figures each. */
import type { CloseReason } from '../network/run-result.ts';
import type { DrainCurve } from './drain-curve.ts';
import { counted, formatCount, formatDuration, formatNumber, formatShare } from './format-quantity.ts';
import { type PopulationLives, shareAt } from './survival-curve.ts';
import type { UserRates } from './user-rates.ts';

/** "idle timeout". */
export function endWords(reason: CloseReason): string {
  return reason.replaceAll('-', ' ');
}

/** "half of 597,689 last 7 m 41 s or less; 59 % ended by lifetime, 24 % by restart, 17 % still open". */
export function livesFigures({ established, stillOpen, medianSec, causes }: PopulationLives): string {
  const median =
    medianSec === null
      ? `${counted(established, 'connection')}, more than half still open`
      : `half of ${formatCount(established)} last ${formatDuration(medianSec)} or less`;
  const share = (connections: number): string => formatShare(connections / Math.max(1, established));
  const ends = causes.map(({ reason, connections }) => `${share(connections)} ended by ${endWords(reason)}`);
  const open = stillOpen === 0 ? [] : [`${share(stillOpen)} open at the end of the run`];
  return [median, [...ends, ...open].join(', ')].join('; ');
}

/** "5.43 reconnects and 5.43 disconnects a user-hour (3.87 lifetime, 1.56 restart); 3.31 settled, without events". */
export function userRateFigures(rates: UserRates): string {
  const { reconnectsPerUserHour, disconnectsPerUserHour, byCause, settledPerUserHour } = rates;
  const causes = byCause.map(({ reason, perUserHour }) => `${formatNumber(perUserHour)} ${endWords(reason)}`);
  const settled =
    settledPerUserHour === null ? '' : `; ${formatNumber(settledPerUserHour)} when settled, without events`;
  const cut = `${formatNumber(disconnectsPerUserHour)} disconnects`;
  const why = causes.length === 0 ? '' : ` (${causes.join(', ')})`;
  return `${formatNumber(reconnectsPerUserHour)} reconnects and ${cut} a user-hour${why}${settled}`;
}

/**
 * "restart of backends at 20 m: of 145,271 connections half end by themselves within 10 m 47 s, 90 % within 51 m, 99 % within
 * 2 h 41 m; a drain of 30 s cuts 97 % (settled, in closed form: 97 %)".
 */
export function drainFigures(drain: DrainCurve): string {
  const { action, target, atSec, connections, drainSec, openAfterDrain } = drain;
  const event = `${action} of ${target} at ${formatDuration(atSec)}`;
  if (openAfterDrain === null) return `${event}: nobody was connected`;
  const within = [
    ['half', drain.halfGoneSec],
    ['90 %', drain.mostGoneSec],
    ['99 %', drain.nearlyAllGoneSec],
  ] as const;
  const ends = within.flatMap(([share, sec]) =>
    sec === null
      ? []
      : [`${share} ${share === 'half' ? 'end by themselves ' : ''}within ${formatDuration(sec)}`],
  );
  const cut =
    drainSec === 0
      ? 'there is no drain, all are cut'
      : `a drain of ${formatDuration(drainSec)} cuts ${formatShare(openAfterDrain)} (settled, in closed form: ${formatShare(drain.closedForm(drainSec))})`;
  return `${event}: of ${counted(connections, 'connection')} ${ends.join(', ')}; ${cut}`;
}

/** What the page says of a drain beside the verdict: whom it cuts, and how long it would take to cut nobody. */
export function drainNote(drains: readonly DrainCurve[]): string {
  const [longest] = drains.toSorted((a, b) => b.connections - a.connections);
  if (longest === undefined || longest.nearlyAllGoneSec === null) return '';
  const { action, target, drainSec, nearlyAllGoneSec, points } = longest;
  const cut = shareAt(points, drainSec) ?? 0;
  const what = drainSec === 0 ? 'without a drain' : `with a drain of ${formatDuration(drainSec)}`;
  return (
    `The ${action} of ${target} ${what} cuts ${formatShare(cut)} of the connections of its instances; ` +
    `left alone, 99 % would be gone after ${formatDuration(nearlyAllGoneSec)}.`
  );
}
