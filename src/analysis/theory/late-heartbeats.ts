/**
 * Connections whose heartbeats are too late by chance: after each one the idle timer wins with the same probability p. The k-th
 * chance is taken at timeout + (k - 1) x the mean of the intervals that were short enough; what their sum differs from its
 * mean is left out, a few jitters of time.
 */
import type { IdleCut } from '../../network/two-ends/idle-timeout.ts';
import { exp, log, log1p } from '../../numeric/elementary.ts';
import { integrate } from './integrate.ts';

export interface LateHeartbeats {
  /** When the timer can win first: its own length. */
  readonly timeoutSec: number;
  /** Share of the intervals that are longer than the timeout, in 0..1 without its ends. */
  readonly share: number;
  /** Mean length of those that are not. */
  readonly everySec: number;
}

/** Survivals below this are nothing. */
const NOTHING_LEFT = 1e-12;
/** Below this share the steps of the survival are smoothed: there are too many of them to integrate between. */
const LEAST_STEP = 0.05;

/** Null where all connections end at the first chance, or none ever does. */
export function lateHeartbeatsOf(cut: IdleCut | null): LateHeartbeats | null {
  if (cut === null || cut.missShare === 1) return null;
  const { afterSec, silenceSec, jitterSec, missShare } = cut;
  return { timeoutSec: afterSec, share: missShare, everySec: (silenceSec - jitterSec + afterSec) / 2 };
}

/** Share of connections that no idle timer has ended at an age. */
export function lateSurvival(late: LateHeartbeats, sec: number): number {
  return exp(chancesUntil(late, sec) * log1p(-late.share));
}

/** How often the timer could have won until an age. */
function chancesUntil({ timeoutSec, share, everySec }: LateHeartbeats, sec: number): number {
  const intervals = (sec - timeoutSec) / everySec;
  if (share < LEAST_STEP) return Math.max(0, intervals + 0.5);
  return Math.max(0, Math.floor(intervals) + 1);
}

/** The age by which they are all gone. */
export function lateEndSec(late: LateHeartbeats): number {
  return late.timeoutSec + (late.everySec * log(NOTHING_LEFT)) / log1p(-late.share);
}

/** Ages between which the survival is smooth: its steps, or where an integral must not overlook the young ages. */
export function lateKnots(late: LateHeartbeats): number[] {
  const { timeoutSec, share, everySec } = late;
  const endSec = lateEndSec(late);
  const knots: number[] = [];
  if (share < LEAST_STEP) for (let sec = timeoutSec / 16; sec < endSec; sec *= 2) knots.push(sec);
  else for (let sec = timeoutSec; sec < endSec; sec += everySec) knots.push(sec);
  return knots;
}

/**
 * Share of connections that the timer ends.
 * @param others share of connections that nothing else has ended at an age
 */
export function lateShare(late: LateHeartbeats, others: (sec: number) => number): number {
  const knots = lateKnots(late);
  if (late.share >= LEAST_STEP)
    return knots.reduce((sum, sec, k) => sum + others(sec) * late.share * exp(k * log1p(-late.share)), 0);
  const fromSec = Math.max(0, late.timeoutSec - late.everySec / 2);
  const hazardPerSec = -log1p(-late.share) / late.everySec;
  const ended = (sec: number): number => others(sec) * hazardPerSec * lateSurvival(late, sec);
  return integrate(ended, fromSec, lateEndSec(late), knots);
}
