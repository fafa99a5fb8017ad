/** Stages that close connections when they are old, whatever they do. */
import type { Scenario } from './scenario.ts';

/** The ages at which one stage closes connections: each has one of its own, drawn evenly between the two. */
export interface AgeLimit {
  /** Index of the hop, or the number of hops for the backends. */
  readonly station: number;
  readonly fromSec: number;
  readonly toSec: number;
}

export function ageLimitsOf({ path, backends }: Scenario): AgeLimit[] {
  return [...path, backends].flatMap(({ limits: { maxAgeSec, maxAgeSpread } }, station) =>
    maxAgeSec === Infinity
      ? []
      : [{ station, fromSec: maxAgeSec * (1 - maxAgeSpread), toSec: maxAgeSec * (1 + maxAgeSpread) }],
  );
}

/** Share of connections that a stage still leaves alone at an age. */
export function ageSurvival({ fromSec, toSec }: AgeLimit, sec: number): number {
  if (sec < fromSec) return 1;
  return sec < toSec ? (toSec - sec) / (toSec - fromSec) : 0;
}
