import { idleCutOf } from '../network/idle-timeout.ts';
import { lifetimeMeanSec, lifetimeSurvival } from '../scenario/lifetime.ts';
import type { ClientPopulation, Lifetime, PoissonArrivals, Scenario } from '../scenario/scenario.ts';
import { integrate } from './integrate.ts';

/**
 * Expected connections when nothing refuses any: a system with infinitely many servers, empty at the start.
 * m(t) = integral over u from 0 to t of lambda(u) S(t - u) du, with the arrival rate lambda and the share S of
 * lifetimes that last longer. Exact for Poisson arrivals of a changing rate and any lifetime law (S. G. Eick, W. A. Massey and W. Whitt,
 * "The physics of the M_t/G/infinity queue", Operations Research 41, 1993); the mean, not the spread, is the same for any arrivals of that rate.
 */

/** How long connections last on a path: their lifetime, or the idle timeout that cuts them before. */
export interface HoldingTime {
  readonly lifetime: Lifetime;
  /** Silent connections are cut after this time; Infinity when they are not. */
  readonly cutSec: number;
}

export function holdingTimeOf(clients: ClientPopulation, scenario: Scenario): HoldingTime {
  return { lifetime: clients.session.lifetime, cutSec: idleCutOf(clients, scenario)?.afterSec ?? Infinity };
}

/** Share of connections that last longer than `sec`. */
export function survival(holding: HoldingTime, sec: number): number {
  return sec < holding.cutSec ? lifetimeSurvival(holding.lifetime, sec) : 0;
}

/** Mean time for which a connection lasts, in seconds; Infinity where its law has no mean. */
export function meanHoldingSec(holding: HoldingTime): number {
  if (holding.cutSec === Infinity) return lifetimeMeanSec(holding.lifetime);
  return survivalIntegral(holding, 0, holding.cutSec);
}

/**
 * Expected concurrent connections at `tSec` of arrivals at `ratePerSec` from `fromSec` on, until `toSec`.
 * For a Poisson process the number is Poisson distributed with this mean.
 */
export function expectedFromConstantRate(
  ratePerSec: number,
  fromSec: number,
  toSec: number,
  holding: HoldingTime,
  tSec: number,
): number {
  if (tSec <= fromSec || !(fromSec < toSec)) return 0;
  return ratePerSec * survivalIntegral(holding, Math.max(0, tSec - toSec), tSec - fromSec);
}

/** Expected concurrent connections at `tSec` of open arrivals that follow a rate profile. */
export function expectedFromProfile(arrivals: PoissonArrivals, holding: HoldingTime, tSec: number): number {
  let sum = 0;
  arrivals.profile.forEach((point, i) => {
    const next = arrivals.profile[i + 1];
    const endSec = Math.min(next?.atSec ?? Infinity, tSec);
    if (endSec <= point.atSec) return;
    if (arrivals.interpolation === 'step' || next === undefined || next.ratePerSec === point.ratePerSec) {
      sum += expectedFromConstantRate(point.ratePerSec, point.atSec, endSec, holding, tSec);
      return;
    }
    const slope = (next.ratePerSec - point.ratePerSec) / (next.atSec - point.atSec);
    const rateAt = (sec: number): number => point.ratePerSec + slope * (sec - point.atSec);
    sum += integrate(
      (age) => rateAt(tSec - age) * survival(holding, age),
      tSec - endSec,
      tSec - point.atSec,
      knotsOf(holding),
    );
  });
  return sum;
}

/**
 * Expected concurrent connections at `tSec` of one population when nothing refuses any.
 *
 * Clients that never come back leave as their lifetimes end. Clients that come back keep their connection from their start on:
 * exact where they do so at once, an upper bound where they wait first.
 */
export function expectedConcurrent(clients: ClientPopulation, holding: HoldingTime, tSec: number): number {
  const { arrivals, reconnect } = clients;
  if (arrivals.pattern === 'poisson') return expectedFromProfile(arrivals, holding, tSec);
  const connections = clients.count * clients.connectionsEach;
  const { startSec, rampUpSec } = arrivals;
  if (tSec < startSec) return 0;
  const returns = reconnect.policy !== 'none' && reconnect.maxAttempts > 0;
  if (returns) return connections * (rampUpSec === 0 ? 1 : Math.min(1, (tSec - startSec) / rampUpSec));
  if (rampUpSec === 0) return connections * survival(holding, tSec - startSec);
  return expectedFromConstantRate(connections / rampUpSec, startSec, startSec + rampUpSec, holding, tSec);
}

function survivalIntegral(holding: HoldingTime, fromSec: number, toSec: number): number {
  const to = Math.min(toSec, holding.cutSec);
  return integrate((age) => survival(holding, age), fromSec, to, knotsOf(holding));
}

/** Ages at which the survival jumps or bends sharply. */
function knotsOf({ lifetime, cutSec }: HoldingTime): number[] {
  const knots = [cutSec];
  if (lifetime.distribution === 'deterministic') knots.push(lifetime.valueSec);
  if (lifetime.distribution === 'pareto') knots.push(lifetime.minSec);
  if (lifetime.distribution === 'empirical') knots.push(...lifetime.valuesSec);
  return knots;
}
