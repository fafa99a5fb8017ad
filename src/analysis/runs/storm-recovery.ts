import type { Limits } from '../../scenario/limits.ts';
import type { ClientPopulation } from '../../scenario/scenario.ts';

/** What decides whether a tier recovers when all its clients come back at once. */
export interface StormTier {
  /** Full handshakes a second of all instances together. */
  readonly handshakesPerSec: number;
  /** How long a client waits for its handshake. */
  readonly timeoutSec: number;
  /** How long it waits after that before it tries again. */
  readonly retrySec: number;
  /** Work on a handshake whose client has left, over that of a good one. */
  readonly abandonedCost: number;
}

/**
 * Most clients that can come back at once, so that the storm ends by itself: N* = mu (T + (T + d) / c). The first mu T
 * of them are served in time. The work on the others is done for nobody, c / mu each; the storm ends if that is over when the
 * second attempt of the first of them still has time, at T + d + T. Beyond N* every later attempt finds a queue of stale
 * work longer than its patience, and no handshake is of use any more: a metastable failure. Holds for a queue that is
 * bounded by patience alone, attempts all at once, and a delay d that does not grow. Measured on nginx with
 * RSA-2048: recovered below, not above, a coin toss near it.
 */
export function mostClientsThatRecover({
  handshakesPerSec,
  timeoutSec,
  retrySec,
  abandonedCost,
}: StormTier): number {
  if (abandonedCost === 0) return Infinity;
  return handshakesPerSec * (timeoutSec + (timeoutSec + retrySec) / abandonedCost);
}

/** The tier that clients meet, where the closed form has something to say about it; null otherwise. */
export function stormTierOf(
  { connectTimeoutSec, reconnect, arrivals }: ClientPopulation,
  { handshakesPerSec, handshake }: Limits,
  instances: number,
): StormTier | null {
  const isConstant = reconnect.policy === 'immediate' || reconnect.policy === 'fixed';
  if (handshakesPerSec === Infinity || !isConstant || arrivals.pattern !== 'population') return null;
  return {
    handshakesPerSec: handshakesPerSec * instances,
    timeoutSec: connectTimeoutSec,
    retrySec: reconnect.policy === 'fixed' ? reconnect.baseSec : 0,
    abandonedCost: handshake.abandonedCost,
  };
}
