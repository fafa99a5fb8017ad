import type { Scenario } from '../../scenario/scenario.ts';
import { type Demand, demandOf } from '../limits/demand.ts';
import { carriedWithoutDrops } from '../limits/lift.ts';
import { isSameLimit, type LimitRow } from '../limits/limit-row.ts';
import { ladderFor } from '../limits/limits.ts';
import { type PathBlocking, pathBlocking } from '../limits/path-blocking.ts';
import { estimatedBlocking } from '../rare/estimated-blocking.ts';
import { serversForBlocking } from '../theory/erlang-b.ts';
import { formatProbability } from '../wording/format-quantity.ts';
import { ofWanted, resourceName } from '../wording/phrases.ts';
import { reconnectShortfalls } from './reconnect-shortfalls.ts';
import type { Shortfall, Strain } from './shortfall.ts';

/** The least that counts as growth, where the shortfall itself gives no measure. */
const LEAST_FACTOR = 1.000_001;

/** Every limit that keeps the scenario from its targets, the one that is shortest first; empty where all are met. */
export function shortfallsOf(scenario: Scenario, strains: readonly Strain[] = []): Shortfall[] {
  const demand = demandOf(scenario);
  const rows = ladderFor(scenario, demand);
  const tooSmall = rows.flatMap((row) => capacityShortfall(row, scenario, demand, strains));
  return [
    ...tooSmall,
    // What does not fit at all refuses more than chance: there is no need to know how much.
    ...(tooSmall.length > 0 ? [] : blockingShortfall(scenario, rows, demand)),
    ...reconnectShortfalls(scenario, demand, rows, strains),
  ].sort((a, b) => b.factor - a.factor);
}

/**
 * Share of a limit that may be in use: less than the free share that is asked, and before a bounded search fails at all, or
 * where blocking is a target, as long as it fails no more often than that (`blockingShortfall`).
 */
function usableShare({ firstDropShare }: LimitRow, { targets, path }: Scenario): number {
  const isEstimated =
    targets.blocking !== null && path.every(({ source }) => source?.scope !== 'client-block');
  return Math.min(isEstimated ? 1 : firstDropShare, 1 - (targets.headroom ?? 0));
}

/** Connections that a limit carries within the headroom asked. */
export function usableConnections(row: LimitRow, scenario: Scenario): number {
  return row.capacityConnections * usableShare(row, scenario);
}

function capacityShortfall(
  row: LimitRow,
  scenario: Scenario,
  { connections }: Demand,
  strains: readonly Strain[],
): Shortfall[] {
  const strain = strains.find((each) => isSameLimit(each, row));
  const needed = connections * (strain?.factor ?? 1);
  const usable = usableConnections(row, scenario);
  if (usable >= needed) return [];
  const { station, stationName, resource } = row;
  const isFull = usable / (1 - (scenario.targets.headroom ?? 0)) < connections;
  return [
    {
      station,
      stationName,
      resource,
      target: isFull || strain !== undefined ? 'concurrent' : 'headroom',
      factor: usable === 0 ? Infinity : needed / usable,
      text: `${resourceName({ resource, stationName })} (${ofWanted(usable, connections)})`,
    },
  ];
}

function blockingShortfall(
  scenario: Scenario,
  rows: readonly LimitRow[],
  { connections }: Demand,
): Shortfall[] {
  const target = scenario.targets.blocking;
  const blocking = target === null ? null : tooMuchBlocking(scenario, rows, target);
  const row = blocking?.parts[0]?.row;
  if (target === null || blocking === null || row === undefined) return [];
  const { station, stationName, resource, loss } = row;
  const safe = carriedWithoutDrops(row);
  // Of a search that fails too rarely to be estimated it is known where it begins to fail at all.
  if (blocking.isLoose && safe >= connections) return [];
  const servers =
    loss === null || target >= 1 ? 0 : serversForBlocking(loss.offeredEachErl, target) / loss.serversEach;
  return [
    {
      station,
      stationName,
      resource,
      target: 'blocking',
      factor: Math.max(LEAST_FACTOR, servers, connections / safe),
      text: `${resourceName({ resource, stationName })} (blocking ${formatProbability(blocking.probability)}, at most ${formatProbability(target)})`,
    },
  ];
}

/** Null where the target is met, or nothing is known. The closed form comes first: where it refuses, nothing need be estimated. */
function tooMuchBlocking(scenario: Scenario, rows: readonly LimitRow[], target: number): PathBlocking | null {
  const closed = pathBlocking(scenario, rows);
  if (closed !== null && closed.low > target) return closed;
  const estimated = pathBlocking(scenario, rows, estimatedBlocking);
  return estimated === null || estimated.probability <= target ? null : estimated;
}
