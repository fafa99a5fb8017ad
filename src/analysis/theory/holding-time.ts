import { idleCutOf } from '../../network/two-ends/idle-timeout.ts';
import { lifetimeMeanSec, lifetimeQuantileSec, lifetimeSurvival } from '../../scenario/lifetime.ts';
import { type AgeLimit, ageLimitsOf, ageSurvival } from '../../scenario/max-age.ts';
import type { ClientPopulation, Lifetime, Scenario } from '../../scenario/scenario.ts';
import { integrate } from './integrate.ts';
import {
  type LateHeartbeats,
  lateEndSec,
  lateHeartbeatsOf,
  lateKnots,
  lateShare,
  lateSurvival,
} from './late-heartbeats.ts';

/** How long connections last on a path: their lifetime, or the timeout or the age limit that ends them before. */
export interface HoldingTime {
  readonly lifetime: Lifetime;
  /** Silent connections are all cut after this time; Infinity when they are not. */
  readonly cutSec: number;
  /** Where it is a matter of chance whether the heartbeat or the idle timeout comes first. */
  readonly late: LateHeartbeats | null;
  /** Stages that close old connections. */
  readonly ages: readonly AgeLimit[];
}

export function holdingTimeOf(clients: ClientPopulation, scenario: Scenario): HoldingTime {
  const cut = idleCutOf(clients, scenario);
  const late = lateHeartbeatsOf(cut);
  return {
    lifetime: clients.session.lifetime,
    cutSec: cut === null || late !== null ? Infinity : cut.afterSec,
    late,
    ages: ageLimitsOf(scenario),
  };
}

/** Share of connections that last longer than `sec`. */
export function survival(holding: HoldingTime, sec: number): number {
  if (sec >= holding.cutSec) return 0;
  const { lifetime, late, ages } = holding;
  const kept = late === null ? 1 : lateSurvival(late, sec);
  return ages.reduce((share, age) => share * ageSurvival(age, sec), kept * lifetimeSurvival(lifetime, sec));
}

/** Mean time for which a connection lasts, in seconds; Infinity where its law has no mean. */
export function meanHoldingSec(holding: HoldingTime): number {
  const { cutSec, late, ages } = holding;
  const lastSec = late === null ? cutSec : lateEndSec(late);
  const endSec = Math.min(lastSec, ...ages.map(({ toSec }) => toSec));
  if (endSec === Infinity) return lifetimeMeanSec(holding.lifetime);
  return integrate((age) => survival(holding, age), 0, endSec, knotsOf(holding));
}

/** Share of connections that an idle timeout ends. */
export function idleShare(holding: HoldingTime): number {
  const { cutSec, late } = holding;
  if (late === null) return cutSec === Infinity ? 0 : survival({ ...holding, cutSec: Infinity }, cutSec);
  return lateShare(late, (sec) => survival({ ...holding, late: null }, sec));
}

/** Share of connections that an age limit ends. */
export function agedOutShare(holding: HoldingTime, limit: AgeLimit): number {
  const others = { ...holding, ages: holding.ages.filter((age) => age !== limit) };
  const { fromSec, toSec } = limit;
  const endSec = Math.min(toSec, holding.cutSec);
  if (endSec <= fromSec) return fromSec < holding.cutSec ? survival(others, fromSec) : 0;
  return integrate((age) => survival(others, age) / (toSec - fromSec), fromSec, endSec, knotsOf(others));
}

/** Where these shares of the lifetimes are over the survival falls from one to nothing, step by step. */
const NEARLY_ALL = [0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12] as const;

/**
 * Ages at which the survival jumps or bends sharply, and those by which it has fallen: a life of seconds would be lost
 * between the nodes of an integral up to an idle timeout of days.
 */
export function knotsOf({ lifetime, cutSec, late, ages }: HoldingTime): number[] {
  const knots = [
    ...NEARLY_ALL.map((share) => lifetimeQuantileSec(lifetime, share)),
    ...ages.flatMap(({ fromSec, toSec }) => [fromSec, toSec]),
  ];
  if (cutSec !== Infinity) knots.push(cutSec);
  if (late !== null) knots.push(...lateKnots(late));
  if (lifetime.distribution === 'deterministic') knots.push(lifetime.valueSec);
  if (lifetime.distribution === 'pareto') knots.push(lifetime.minSec);
  if (lifetime.distribution === 'empirical') knots.push(...lifetime.valuesSec);
  return knots;
}
