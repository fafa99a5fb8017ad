import type { ClientPopulation } from '../../scenario/scenario.ts';
import { type HoldingTime, knotsOf, survival } from './holding-time.ts';
import { integrate } from './integrate.ts';

/**
 * Expected connections when nothing refuses any: a system with infinitely many servers, empty at the start.
 * m(t) = integral over u from 0 to t of lambda(u) S(t - u) du, with the arrival rate lambda and the share S of
 * lifetimes that last longer. Exact for Poisson arrivals of a changing rate and any lifetime law, when the number is Poisson
 * distributed (S. G. Eick, W. A. Massey and W. Whitt, "The physics of the M_t/G/infinity queue", Operations Research 41,
 * 1993); the mean, not the spread, is the same for any arrivals of that rate.
 */

/** Arrivals at `ratePerSec + slope x (t - fromSec)` a second, from `fromSec` until `toSec`. */
export interface RatePiece {
  readonly fromSec: number;
  readonly toSec: number;
  readonly ratePerSec: number;
  readonly slope: number;
}

/**
 * Expected concurrent connections at `tSec` of one population when nothing refuses any.
 *
 * Clients that never come back leave as their lifetimes end. Clients that come back keep their connection from their start
 * on: exact where they do so at once, an upper bound where they wait first.
 */
export function expectedConcurrent(clients: ClientPopulation, holding: HoldingTime, tSec: number): number {
  return (
    presentAtOnce(clients, holding, tSec) ??
    ratePiecesOf(clients).reduce((sum, piece) => sum + expectedFromPiece(piece, holding, tSec), 0)
  );
}

/** What is left at `tSec` of the arrivals of one piece. */
export function expectedFromPiece(piece: RatePiece, holding: HoldingTime, tSec: number): number {
  const { fromSec, ratePerSec, slope } = piece;
  const toSec = Math.min(piece.toSec, tSec);
  if (toSec <= fromSec) return 0;
  const rateAtAge = (age: number): number => ratePerSec + slope * (tSec - age - fromSec);
  return integrate(
    (age) => rateAtAge(age) * survival(holding, age),
    tSec - toSec,
    tSec - fromSec,
    knotsOf(holding),
  );
}

/**
 * The number where it needs no integral: clients that hold their connection for good, or that all start in one instant.
 * Null for all others.
 */
export function presentAtOnce(clients: ClientPopulation, holding: HoldingTime, tSec: number): number | null {
  const { arrivals, reconnect } = clients;
  if (arrivals.pattern === 'poisson') return null;
  const connections = clients.count * clients.connectionsEach;
  const sinceStartSec = tSec - arrivals.startSec;
  const { rampUpSec } = arrivals;
  if (reconnect.policy !== 'none' && reconnect.maxAttempts > 0) {
    if (sinceStartSec < 0) return 0;
    return connections * (rampUpSec === 0 ? 1 : Math.min(1, sinceStartSec / rampUpSec));
  }
  if (rampUpSec > 0) return null;
  return sinceStartSec < 0 ? 0 : connections * survival(holding, sinceStartSec);
}

/** The arrival rate of a population, piece by piece: first arrivals only, for clients that never come back. */
export function ratePiecesOf({ arrivals, count, connectionsEach }: ClientPopulation): RatePiece[] {
  if (arrivals.pattern === 'population') {
    const { startSec, rampUpSec } = arrivals;
    const ratePerSec = (count * connectionsEach) / rampUpSec;
    return [{ fromSec: startSec, toSec: startSec + rampUpSec, ratePerSec, slope: 0 }];
  }
  const { profile, interpolation } = arrivals;
  return profile.map((point, i) => {
    const next = profile[i + 1];
    const straight = interpolation === 'linear' && next !== undefined && next.atSec > point.atSec;
    return {
      fromSec: point.atSec,
      toSec: next?.atSec ?? Infinity,
      ratePerSec: point.ratePerSec,
      slope: straight ? (next.ratePerSec - point.ratePerSec) / (next.atSec - point.atSec) : 0,
    };
  });
}
