/** How long connections last, what a drain meets and how often users come back: a line of figures each. */
import type { CloseReason } from '../../network/results/run-result.ts';
import type { DrainCurve } from '../runs/drain-curve.ts';
import type { PopulationLives } from '../runs/survival-curve.ts';
import type { UserRates } from '../runs/user-rates.ts';
import {
  counted,
  formatCount,
  formatDuration,
  formatNumber,
  formatShare,
} from '../wording/format-quantity.ts';

/** "idle timeout", after "by". */
function endWords(reason: CloseReason): string {
  if (reason === 'vanished') return 'vanishing';
  if (reason === 'rerouted') return 'rerouting';
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

/** The same of all users in a sentence, where anything but the end of a lifetime cuts them off; empty where nothing does. */
export function userRateNote([all]: readonly UserRates[]): string {
  const isCut = all?.byCause.some(({ reason }) => reason !== 'lifetime') ?? false;
  if (all === undefined || !isCut) return '';
  const causes = all.byCause.map(
    ({ reason, perUserHour }) => `${formatNumber(perUserHour)} by ${endWords(reason)}`,
  );
  return `A user is disconnected ${formatNumber(all.disconnectsPerUserHour)} times an hour: ${causes.join(', ')}.`;
}

/**
 * "restart of backends at 20 m: of 145,271 connections half end by themselves within 10 m 47 s, 90 % within 51 m, 99 % within
 * 2 h 41 m; 97 % outlast the drain of 30 s (settled, in closed form: 97 %)".
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
  const outlast =
    drainSec === 0
      ? 'there is no drain, all are cut'
      : `${formatShare(openAfterDrain)} outlast the drain of ${formatDuration(drainSec)} (settled, in closed form: ${formatShare(drain.closedForm(drainSec))})`;
  return `${event}: of ${counted(connections, 'connection')} ${ends.join(', ')}; ${outlast}`;
}

/** What the page says of the drain that met the most connections: how many would outlast it, and how long they all take. */
export function drainNote(drains: readonly DrainCurve[]): string {
  const [largest] = drains.toSorted((a, b) => b.connections - a.connections);
  if (largest === undefined || largest.nearlyAllGoneSec === null) return '';
  const { action, target, drainSec, nearlyAllGoneSec, openAfterDrain } = largest;
  const open = formatShare(openAfterDrain ?? 0);
  const gone = formatDuration(nearlyAllGoneSec);
  return drainSec === 0
    ? `The ${action} of ${target} has no drain; left alone, 99 % of its connections would be gone after ${gone}.`
    : `Left alone, ${open} of the connections would outlast the drain of ${formatDuration(drainSec)} of the ${action} of ${target}; 99 % would be gone after ${gone}.`;
}
