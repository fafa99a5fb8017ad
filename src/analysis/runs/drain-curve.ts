/** How long a drain takes if nothing is closed by force, and whom a shorter one cuts. */
import type { DrainTable, StationKey } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { holdingTimeOf } from '../theory/holding-time.ts';
import { shareStillOpen } from '../theory/share-still-open.ts';
import { ageAtShare, endingPoints, type SurvivalPoint, shareAt } from './survival-curve.ts';

/** The connections of the instances of one event as their drains began, the beginnings laid upon each other. */
export interface DrainCurve {
  readonly event: number;
  readonly action: string;
  readonly target: string;
  readonly atSec: number;
  readonly station: StationKey;
  readonly instances: number;
  readonly connections: number;
  /** Share of them that would still be open: what a grace period of so long cuts. */
  readonly points: readonly SurvivalPoint[];
  /** Seconds until half of them, nine tenths and 99 % would have ended by themselves; null for no connections. */
  readonly halfGoneSec: number | null;
  readonly mostGoneSec: number | null;
  readonly nearlyAllGoneSec: number | null;
  /** The drain of the event, and the share that would have been open at its end. */
  readonly drainSec: number;
  readonly openAfterDrain: number | null;
  /** That share at any time by the law of the residual life, for populations that have settled (see `share-still-open.ts`). */
  readonly closedForm: (afterSec: number) => number;
}

/** One an event that made instances drain, or cut them without a drain, in order of time. */
export function drainCurves(scenario: Scenario, tables: readonly DrainTable[]): DrainCurve[] {
  return tables.map(({ event, station, instances, connections, endAfter }) => {
    const given = scenario.events[event]!;
    const all = connections.reduce((sum, count) => sum + count, 0);
    const drainSec = 'drainSec' in given ? given.drainSec : 0;
    const points = endingPoints(endAfter);
    return {
      event,
      action: given.action,
      target: given.target,
      atSec: given.atSec,
      station,
      instances,
      connections: all,
      points,
      halfGoneSec: ageAtShare(points, 0.5),
      mostGoneSec: ageAtShare(points, 0.1),
      nearlyAllGoneSec: ageAtShare(points, 0.01),
      drainSec,
      openAfterDrain: shareAt(points, drainSec),
      closedForm: residualLife(scenario, connections),
    };
  });
}

/** Of each population its own law, as many connections of each as there were. */
function residualLife(scenario: Scenario, connections: readonly number[]): (afterSec: number) => number {
  const all = connections.reduce((sum, count) => sum + count, 0);
  const parts = scenario.clients.flatMap((clients, index) => {
    const weight = all === 0 ? 0 : (connections[index] ?? 0) / all;
    return weight === 0 ? [] : [{ weight, law: shareStillOpen(holdingTimeOf(clients, scenario)) }];
  });
  return (afterSec) => parts.reduce((sum, { weight, law }) => sum + weight * law(afterSec), 0);
}
