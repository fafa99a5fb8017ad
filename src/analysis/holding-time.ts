import { idleCutOf } from '../network/idle-timeout.ts';
import { lifetimeMeanSec, lifetimeSurvival } from '../scenario/lifetime.ts';
import type { ClientPopulation, Lifetime, Scenario } from '../scenario/scenario.ts';
import { integrate } from './integrate.ts';

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
  return integrate((age) => survival(holding, age), 0, holding.cutSec, knotsOf(holding));
}

/** Ages at which the survival jumps or bends sharply. */
export function knotsOf({ lifetime, cutSec }: HoldingTime): number[] {
  const knots = cutSec === Infinity ? [] : [cutSec];
  if (lifetime.distribution === 'deterministic') knots.push(lifetime.valueSec);
  if (lifetime.distribution === 'pareto') knots.push(lifetime.minSec);
  if (lifetime.distribution === 'empirical') knots.push(...lifetime.valuesSec);
  return knots;
}
