import { dialledFrom } from '../../network/plan.ts';
import type { ClientPopulation, PortRange, Scenario } from '../../scenario/scenario.ts';
import type { Demand } from '../limits/demand.ts';
import { holdingOf } from '../limits/hold-share.ts';
import { meanHeldSec } from '../limits/pool-limits.ts';
import { stagesOf } from '../limits/stage-spread.ts';
import type { PoolDemand } from './pool-blocking.ts';

/**
 * What comes to the source pool of a hop once the scenario's demand is there, taken as Poisson arrivals: a population of clients
 * that each keep their connections varies less. Null where the hop puts no address of its own into connections.
 */
export function poolDemandOf(scenario: Scenario, hop: number, demand: Demand): PoolDemand | null {
  const stages = stagesOf(scenario, demand);
  const stage = stages[hop];
  const next = stages[dialledFrom(scenario, hop)];
  const source = stage?.source ?? null;
  if (stage === undefined || next === undefined || source === null) return null;
  const held = holdingOf(demand, (population) => meanHeldSec(stage, source, population, hop));
  const instances = stage.usedInstances;
  return {
    source,
    instances,
    destinations: next.endpointsEach * next.evenInstances,
    senders: stage.sourcesSeen,
    sendersEach: stage.hashedBefore ? Math.ceil(stage.sourcesSeen / instances) : stage.sourcesSeen,
    senderPorts: stage.sourcesAreClients ? portsOfClients(scenario.clients) : [],
    openErl: demand.connections,
    holdLifetimes: held.unitsPerConnection - 1,
    lifetimes: scenario.clients.every(({ session }) => session.lifetime.distribution === 'deterministic')
      ? 'constant'
      : 'exponential',
  };
}

/** A client address with few connections has them on the ports that connect() takes first: those of its range's first parity. */
function portsOfClients(clients: readonly ClientPopulation[]): Int32Array {
  return Int32Array.from(clients.flatMap(({ ports }) => firstParity(ports)));
}

function firstParity({ first, last }: PortRange): number[] {
  return Array.from({ length: (last - first + 2) >> 1 }, (_, i) => first + 2 * i);
}
