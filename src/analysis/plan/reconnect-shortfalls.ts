/** What keeps clients that were all cut at once from being back in time, in closed form. */
import { flowHoldSec, tupleHoldSec } from '../../network/connections/hold-times.ts';
import type { ResourceId } from '../../network/results/run-result.ts';
import type { ClientPopulation, Scenario } from '../../scenario/scenario.ts';
import type { Demand } from '../limits/demand.ts';
import { firstWaitSpreadSec, longestFirstWaitSec } from '../limits/first-wait.ts';
import { isSameLimit, type LimitRow } from '../limits/limit-row.ts';
import { type Stage, stagesOf } from '../limits/stage-spread.ts';
import { mostClientsThatRecover, stormTierOf } from '../runs/storm-recovery.ts';
import { formatDuration } from '../wording/format-quantity.ts';
import { ofWanted, placeName, resourceName } from '../wording/phrases.ts';
import type { Shortfall, Strain } from './shortfall.ts';

/**
 * All N clients come back within T only if
 * - the longest first wait of their policy is at most T;
 * - every queue takes N of them in that time: N <= rate x T + places. Handshakes of clients that have given up are work too,
 *   see `servedInTime`, and N <= N* where later attempts would only find stale work (`runs/storm-recovery.ts`);
 * - what their old connections still hold leaves room: ports and flow entries that are held for longer than T count twice.
 */
export function reconnectShortfalls(
  scenario: Scenario,
  demand: Demand,
  rows: readonly LimitRow[],
  strains: readonly Strain[],
): Shortfall[] {
  const withinSec = scenario.targets.reconnectWithinSec;
  if (withinSec === null) return [];
  const returning = demand.populations.filter(({ clients }) => clients.arrivals.pattern === 'population');
  const connections = returning.reduce((sum, each) => sum + each.connections, 0);
  if (connections === 0) return [];
  const wave: ReturnWave = { connections, withinSec, strains };
  const clientsOf = returning.map(({ clients }) => clients);
  return [
    ...returning.flatMap(({ clients, index }) => waitShortfall(clients, index, withinSec)),
    ...stagesOf(scenario, demand).flatMap((stage) => [
      ...rateShortfalls(stage, clientsOf, wave),
      ...heldShortfalls(stage, scenario, rows, wave),
    ]),
  ];
}

/** Connections that all come back. */
interface ReturnWave {
  readonly connections: number;
  readonly withinSec: number;
  readonly strains: readonly Strain[];
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

function rateShortfalls(stage: Stage, clients: readonly ClientPopulation[], wave: ReturnWave): Shortfall[] {
  const { limits, evenInstances } = stage;
  const { withinSec } = wave;
  const { acceptsPerSec, handshakesPerSec, handshake, admission, backlog } = limits;
  const queued = (perSec: number, places: number): number => (perSec * withinSec + places) * evenInstances;
  const resumedPerSec = handshakesPerSec / (1 - handshake.resumed * (1 - handshake.resumedCost));
  const recover = clients.flatMap((each) => {
    const tier = stormTierOf(each, limits, evenInstances);
    return tier === null ? [] : [mostClientsThatRecover(tier)];
  });
  const served = clients.map((each) =>
    servedInTime(each, resumedPerSec * evenInstances, handshake.abandonedCost, withinSec),
  );
  const carried: [ResourceId, number][] = [
    ['admission', queued(admission.ratePerSec, admission.burst)],
    ['accept-queue', queued(acceptsPerSec, Math.min(backlog + 1, acceptsPerSec * withinSec))],
    ['handshakes', Math.min(...served, ...recover)],
  ];
  return carried.flatMap(([resource, most]) => late(stage, resource, most, wave));
}

/**
 * Clients whose handshakes are done in time, all coming back at once. Whoever waits for longer than the timeout P leaves
 * behind c of a handshake that nobody wants, so N take N / mu + c (N - mu P) / mu; those who spread their return over W
 * wait less by as much.
 */
function servedInTime(
  { connectTimeoutSec, reconnect }: ClientPopulation,
  perSec: number,
  abandonedCost: number,
  withinSec: number,
): number {
  const patientSec = connectTimeoutSec + firstWaitSpreadSec(reconnect);
  if (perSec === Infinity || withinSec <= patientSec) return perSec * withinSec;
  return (perSec * (withinSec + abandonedCost * patientSec)) / (1 + abandonedCost);
}

/** Old and new connections side by side. */
function heldShortfalls(
  stage: Stage,
  scenario: Scenario,
  rows: readonly LimitRow[],
  wave: ReturnWave,
): Shortfall[] {
  const { key, source, flowTable } = stage;
  const { withinSec } = wave;
  const close = scenario.clients[0]?.session.close ?? 'fin';
  const found: Shortfall[] = [];
  const check = (resource: ResourceId, units: number): void => {
    found.push(...late(stage, resource, units / 2, wave));
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
  { key, name }: Stage,
  resource: ResourceId,
  most: number,
  { connections, withinSec, strains }: ReturnWave,
): Shortfall[] {
  const strain = strains.find((each) => isSameLimit(each, { station: key, resource }))?.factor ?? 1;
  if (most >= connections * strain) return [];
  return [
    {
      station: key,
      stationName: name,
      resource,
      target: 'reconnectWithin',
      factor: most === 0 ? Infinity : (connections * strain) / most,
      text: `${resourceName({ resource, stationName: name })} (${ofWanted(most, connections)} are back within ${formatDuration(withinSec)})`,
    },
  ];
}
