/** What keeps clients that were all cut at once from being back in time, in closed form. */
import { flowHoldSec, tupleHoldSec } from '../../network/connections/hold-times.ts';
import type { ResourceId } from '../../network/results/run-result.ts';
import type { ClientPopulation, Reconnect, Scenario } from '../../scenario/scenario.ts';
import type { Demand } from '../limits/demand.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import { type Stage, stagesOf } from '../limits/stage-spread.ts';
import { mostClientsThatRecover, stormTierOf } from '../runs/storm-recovery.ts';
import { formatDuration } from '../wording/format-quantity.ts';
import { ofWanted, placeName, resourceName } from '../wording/phrases.ts';
import type { Shortfall } from './shortfall.ts';

/**
 * All N clients come back within T only if
 * - the longest first wait of their policy is at most T;
 * - every queue takes N of them in that time: N <= rate x T + places, and N <= N* where later attempts would only find
 *   stale work (`runs/storm-recovery.ts`);
 * - what their old connections still hold leaves room: ports and flow entries that are held for longer than T count twice.
 */
export function reconnectShortfalls(
  scenario: Scenario,
  demand: Demand,
  rows: readonly LimitRow[],
): Shortfall[] {
  const withinSec = scenario.targets.reconnectWithinSec;
  if (withinSec === null) return [];
  const returning = demand.populations.filter(({ clients }) => clients.arrivals.pattern === 'population');
  const connections = returning.reduce((sum, each) => sum + each.connections, 0);
  if (connections === 0) return [];
  return [
    ...returning.flatMap(({ clients, index }) => waitShortfall(clients, index, withinSec)),
    ...stagesOf(scenario).flatMap((stage) => [
      ...rateShortfalls(
        stage,
        returning.map(({ clients }) => clients),
        connections,
        withinSec,
      ),
      ...heldShortfalls(stage, scenario, rows, connections, withinSec),
    ]),
  ];
}

/** The longest that a client waits before it first tries again; Infinity where it does not. */
export function longestFirstWaitSec({ policy, baseSec, capSec, maxAttempts }: Reconnect): number {
  if (policy === 'none' || maxAttempts <= 0) return Infinity;
  if (policy === 'immediate') return 0;
  if (policy === 'fixed' || policy === 'window') return baseSec;
  return policy === 'decorrelated-jitter' ? Math.min(3 * baseSec, capSec) : Math.min(baseSec, capSec);
}

function waitShortfall({ name, reconnect }: ClientPopulation, index: number, withinSec: number): Shortfall[] {
  const waitSec = longestFirstWaitSec(reconnect);
  if (waitSec <= withinSec) return [];
  const wait = waitSec === Infinity ? 'never come back' : `wait up to ${formatDuration(waitSec)}`;
  return [
    {
      station: `clients.${index}`,
      stationName: name,
      resource: 'reconnect',
      target: 'reconnectWithin',
      factor: waitSec / withinSec,
      text: `${placeName(name)}, who ${wait} (at most ${formatDuration(withinSec)})`,
    },
  ];
}

function rateShortfalls(
  { key, name, limits, evenInstances }: Stage,
  clients: readonly ClientPopulation[],
  connections: number,
  withinSec: number,
): Shortfall[] {
  const { acceptsPerSec, handshakesPerSec, handshake, admission, backlog } = limits;
  const queued = (perSec: number, places: number): number => (perSec * withinSec + places) * evenInstances;
  const resumedPerSec = handshakesPerSec / (1 - handshake.resumed * (1 - handshake.resumedCost));
  const recover = clients.flatMap((each) => {
    const tier = stormTierOf(each, limits, evenInstances);
    return tier === null ? [] : [mostClientsThatRecover(tier)];
  });
  const carried: [ResourceId, number][] = [
    ['admission', queued(admission.ratePerSec, admission.burst)],
    ['accept-queue', queued(acceptsPerSec, Math.min(backlog + 1, acceptsPerSec * withinSec))],
    ['handshakes', Math.min(queued(resumedPerSec, 0), ...recover)],
  ];
  return carried.flatMap(([resource, most]) => late(key, name, resource, most, connections, withinSec));
}

/** Old and new connections side by side. */
function heldShortfalls(
  stage: Stage,
  scenario: Scenario,
  rows: readonly LimitRow[],
  connections: number,
  withinSec: number,
): Shortfall[] {
  const { key, name, source, flowTable } = stage;
  const close = scenario.clients[0]?.session.close ?? 'fin';
  const found: Shortfall[] = [];
  const check = (resource: ResourceId, units: number): void => {
    found.push(...late(key, name, resource, units / 2, connections, withinSec));
  };
  if (source !== null && !source.takeOver) {
    const holdSec = flowTable === null ? source.holdSec : tupleHoldSec(source, 'snat', flowTable, close);
    const row = rows.find(({ station, loss }) => station === key && loss !== null);
    if (holdSec > withinSec && row?.loss)
      check(row.resource, row.loss.groups * row.loss.serversEach * row.firstDropShare);
  }
  if (flowTable !== null && flowTable.maxEntries < Infinity && flowHoldSec(flowTable, close) > withinSec)
    check('flow-table', flowTable.maxEntries * stage.evenInstances);
  return found;
}

function late(
  station: Shortfall['station'],
  stationName: string,
  resource: ResourceId,
  most: number,
  connections: number,
  withinSec: number,
): Shortfall[] {
  if (most >= connections) return [];
  return [
    {
      station,
      stationName,
      resource,
      target: 'reconnectWithin',
      factor: most === 0 ? Infinity : connections / most,
      text: `${resourceName({ resource, stationName })} (${ofWanted(most, connections)} are back within ${formatDuration(withinSec)})`,
    },
  ];
}
