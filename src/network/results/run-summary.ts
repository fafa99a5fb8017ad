import { SeriesHash } from '../../numeric/hash.ts';
import { closedByOf } from '../clients/connection-lives.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import type { NetworkState } from '../network-state.ts';
import type { Plan } from '../plan.ts';
import type { Station } from '../stations/station.ts';
import type { InstanceOperations } from '../timeline/instance-operations.ts';
import type { Recorder } from './recorder.ts';
import type { RunCounters } from './run-counters.ts';
import type { ReloadSummary, ResourceState, RunSeries, RunSummary } from './run-result.ts';
import { trafficAt } from './traffic.ts';

/** What a summary is made from. */
export interface RunState {
  readonly plan: Plan;
  readonly seed: number;
  readonly timeSec: number;
  readonly done: boolean;
  readonly net: NetworkState;
  readonly counters: RunCounters;
  readonly recorder: Recorder;
  readonly instances: Pick<InstanceOperations, 'autoscaling'>;
}

/** The numbers of a run so far. */
export function summarise(run: RunState): RunSummary {
  const { counters, net, plan } = run;
  const { ledger } = counters;
  const populations = net.groups.map(({ settings, comesBack, lives }) =>
    lives.summary(settings.name, comesBack, run.timeSec),
  );
  return {
    scenarioName: plan.scenario.name,
    engineVersion: ENGINE_VERSION,
    seed: run.seed,
    simulatedSec: run.timeSec,
    completed: run.done,
    events: counters.events,
    attempts: counters.attempts,
    established: counters.established,
    failed: ledger.total,
    peakConcurrent: counters.peakConcurrent,
    peakConcurrentAtSec: counters.peakConcurrentAtSec,
    meanConcurrent: counters.meanConcurrent(),
    finalConcurrent: counters.concurrent,
    peakClientEstablished: counters.peakClientEstablished,
    idle: { ...counters.idle },
    unnoticed: {
      ...counters.unnoticed,
      vanishedHeld: counters.vanishedHeld,
      peakVanishedHeld: counters.peakVanishedHeld,
    },
    closedBy: closedByOf(populations),
    populations,
    failures: ledger.failures(),
    droppedSyns: ledger.droppedSyns(),
    establishedAfterRetransmits: counters.establishedAfterRetransmits(),
    longestSetUpSec: counters.longestSetUpSec,
    firstFailure: ledger.first(),
    resources: [...clientResources(net), ...net.stations.flatMap((_, index) => stationResources(net, index))],
    handshakes: net.stations.flatMap(({ key, name, handshakeQueue }) =>
      handshakeQueue === null
        ? []
        : [{ station: key, stationName: name, ...handshakeQueue.doneUntil(run.timeSec) }],
    ),
    traffic: trafficAt(net, counters.peakByGroup),
    reloads: reloadSummaries(net),
    scaling: run.instances.autoscaling.summary(),
    seriesHash: run.done ? hashOf(run.recorder.series) : '',
  };
}

function reloadSummaries(net: NetworkState): ReloadSummary[] {
  return net.plan.hops.flatMap(({ index, isReloaded }) => {
    const processes = net.processes[index] ?? null;
    if (processes === null || !isReloaded) return [];
    const { key, name } = net.stations[index]!;
    return {
      station: key,
      stationName: name,
      reloads: processes.generation,
      peakGenerations: processes.peakGenerations,
      peakGenerationsAtSec: processes.peakGenerationsAtSec,
      peakOldConnections: processes.peakOldConnections,
      peakOldMemoryBytes: processes.peakOldMemoryBytes,
      cut: processes.cut,
    };
  });
}

function hashOf(series: RunSeries): string {
  const hash = new SeriesHash();
  for (const column of series.columns) hash.update(column, 0, series.length);
  return hash.hex();
}

function clientResources(net: NetworkState): ResourceState[] {
  return net.groups.map((group) => ({
    station: `clients.${group.plan.index}`,
    stationName: group.settings.name,
    resource: 'client-ports',
    capacity: group.ports.spaces * group.ports.capacity,
    instances: group.settings.addresses,
    peakUsed: group.peakPortsTaken,
    peakUsedOneInstance: group.peakPortsTakenOneSpace,
    capacityOneInstance: group.ports.capacity,
    used: group.portsTaken,
    held: group.portsHeld,
  }));
}

function stationResources(net: NetworkState, index: number): ResourceState[] {
  const station = net.stations[index]!;
  return [...connectionResources(station), ...flowResources(station), ...portResources(net, index)];
}

function connectionResources(station: Station): ResourceState[] {
  return station.countingLimits.flatMap(({ resource, unitsPerConnection }) => {
    const { total, one } = station.capacityOf(resource);
    // A limit that was not there all the time bounds nothing that it could be compared with.
    if (total === Infinity) return [];
    return {
      station: station.key,
      stationName: station.name,
      resource,
      capacity: total,
      instances: station.instances,
      ...usesOf(station, resource, unitsPerConnection),
      capacityOneInstance: one,
      held: 0,
    };
  });
}

/** Descriptors are taken when a connection is accepted, the rest as soon as it comes. */
function usesOf(
  { listener, peakOpen, peakOpenOneInstance, totalOpen }: Station,
  resource: ResourceState['resource'],
  units: number,
): Pick<ResourceState, 'peakUsed' | 'peakUsedOneInstance' | 'used'> {
  const [peak, peakOne, now] =
    resource === 'file-descriptors' && listener !== null
      ? [listener.peakAccepted, listener.peakAcceptedOneInstance, listener.totalAccepted]
      : [peakOpen, peakOpenOneInstance, totalOpen];
  return { peakUsed: peak * units, peakUsedOneInstance: peakOne * units, used: now * units };
}

function flowResources(station: Station): ResourceState[] {
  if (!station.limited.includes('flow-table')) return [];
  const { total, one } = station.capacityOf('flow-table');
  if (total === Infinity) return [];
  return [
    {
      station: station.key,
      stationName: station.name,
      resource: 'flow-table',
      capacity: total,
      instances: station.instances,
      peakUsed: station.peakFlows,
      peakUsedOneInstance: station.peakFlowsOneInstance,
      capacityOneInstance: one,
      used: station.totalFlows,
      held: station.totalFlows - station.totalOpen,
    },
  ];
}

function portResources(net: NetworkState, index: number): ResourceState[] {
  const pool = net.pools[index] ?? null;
  if (pool === null) return [];
  const { key, name } = net.stations[index]!;
  const at = { station: key, stationName: name } as const;
  const resources: ResourceState[] = [
    {
      ...at,
      resource: net.plan.hops[index]!.settings.mode === 'proxy' ? 'source-ports' : 'snat-ports',
      capacity: pool.capacity,
      instances: pool.addresses,
      peakUsed: pool.peakTaken,
      peakUsedOneInstance: pool.peakTakenOneSpace,
      capacityOneInstance: pool.spaces.capacity,
      used: pool.totalTaken,
      held: pool.totalHeld,
    },
  ];
  if (pool.clientBlocks !== null) {
    const { blocks, owned } = pool.clientBlocks;
    resources.push({
      ...at,
      resource: 'port-blocks',
      capacity: blocks,
      instances: pool.addresses,
      peakUsed: owned,
      peakUsedOneInstance: owned,
      capacityOneInstance: blocks,
      used: owned,
      held: 0,
    });
  }
  return resources;
}
