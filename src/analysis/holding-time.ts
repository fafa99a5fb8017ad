import { idleCutOf } from '../network/idle-timeout.ts';
import { lifetimeMeanSec, lifetimeSurvival } from '../scenario/lifetime.ts';
import { type AgeLimit, ageLimitsOf, ageSurvival } from '../scenario/max-age.ts';
import type { ClientPopulation, Lifetime, Scenario } from '../scenario/scenario.ts';
import { integrate } from './integrate.ts';

/** How long connections last on a path: their lifetime, or the timeout or the age limit that ends them before. */
export interface HoldingTime {
  readonly lifetime: Lifetime;
  /** Silent connections are cut after this time; Infinity when they are not. */
  readonly cutSec: number;
  /** Stages that close old connections. */
  readonly ages: readonly AgeLimit[];
}

export function holdingTimeOf(clients: ClientPopulation, scenario: Scenario): HoldingTime {
  return {
    lifetime: clients.session.lifetime,
    cutSec: idleCutOf(clients, scenario)?.afterSec ?? Infinity,
    ages: ageLimitsOf(scenario),
  };
}

/** Share of connections that last longer than `sec`. */
export function survival(holding: HoldingTime, sec: number): number {
  if (sec >= holding.cutSec) return 0;
  return holding.ages.reduce(
    (share, age) => share * ageSurvival(age, sec),
    lifetimeSurvival(holding.lifetime, sec),
  );
}

/** Mean time for which a connection lasts, in seconds; Infinity where its law has no mean. */
export function meanHoldingSec(holding: HoldingTime): number {
  const endSec = Math.min(holding.cutSec, ...holding.ages.map(({ toSec }) => toSec));
  if (endSec === Infinity) return lifetimeMeanSec(holding.lifetime);
  return integrate((age) => survival(holding, age), 0, endSec, knotsOf(holding));
}

/** Share of connections that an age limit ends. */
export function agedOutShare(holding: HoldingTime, limit: AgeLimit): number {
  const others = { ...holding, ages: holding.ages.filter((age) => age !== limit) };
  const { fromSec, toSec } = limit;
  const endSec = Math.min(toSec, holding.cutSec);
  if (endSec <= fromSec) return fromSec < holding.cutSec ? survival(others, fromSec) : 0;
  return integrate((age) => survival(others, age) / (toSec - fromSec), fromSec, endSec, knotsOf(others));
}

/** Ages at which the survival jumps or bends sharply. */
export function knotsOf({ lifetime, cutSec, ages }: HoldingTime): number[] {
  const knots = ages.flatMap(({ fromSec, toSec }) => [fromSec, toSec]);
  if (cutSec !== Infinity) knots.push(cutSec);
  if (lifetime.distribution === 'deterministic') knots.push(lifetime.valueSec);
  if (lifetime.distribution === 'pareto') knots.push(lifetime.minSec);
  if (lifetime.distribution === 'empirical') knots.push(...lifetime.valuesSec);
  return knots;
}
