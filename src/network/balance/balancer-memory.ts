import type { Ring } from '../../scenario/balancing.ts';
import type { ClientPopulation, Scenario } from '../../scenario/scenario.ts';
import type { Plan } from '../plan.ts';
import { pointsOf } from './hash-ring.ts';

const MAGLEV_BYTES = 4 * 65_537;
const LARGE_MAGLEV_BYTES = 4 * 655_373;
/** Its place, as long as it is sorted twice, and its target. */
const RING_POINT_BYTES = 20;
const MAGLEV_MOST_TARGETS = 655;
/** What one cache of a DNS keeps. */
const DNS_ANSWER_BYTES = 12;
/** Counters of an instance: connections, flows, queues, tokens, its limits and its status. */
export const INSTANCE_BYTES = 160;

type Chooser = Pick<ClientPopulation, 'balance' | 'ring'>;

function ringPoints({ points }: Ring, { path, backends }: Scenario, stage: number): number {
  const hop = path[stage];
  if (hop !== undefined) return hop.instances * pointsOf(points, 1);
  return backends.weights.reduce((sum, weight) => sum + pointsOf(points, weight), 0);
}

/** What the balancers, the clients that choose for themselves and the backends take. */
export function balancerBytes({ scenario, clients, hops, dialledStage }: Plan): number {
  const { path, backends } = scenario;
  const targetsOf = (stage: number): number => path[stage]?.instances ?? backends.count;
  let bytes = backends.count * INSTANCE_BYTES;
  const add = ({ balance, ring }: Chooser, choosers: number, stage: number): void => {
    const targets = targetsOf(stage);
    bytes += choosers * (4 + targets * 8) + 4 * Math.max(4096, targets * 9);
    if (balance === 'maglev') bytes += targets > MAGLEV_MOST_TARGETS ? LARGE_MAGLEV_BYTES : MAGLEV_BYTES;
    if (ring !== null) bytes += ringPoints(ring, scenario, stage) * RING_POINT_BYTES;
  };
  for (const { settings } of clients) {
    add(settings, 1, dialledStage);
    if (settings.dns.ttlSec > 0)
      bytes += Math.min(settings.dns.resolvers, settings.addresses) * DNS_ANSWER_BYTES;
  }
  for (const { settings, dialledStage: stage } of hops)
    if (!settings.gateway) add(settings, settings.instances * (settings.workers?.count ?? 1), stage);
  return bytes;
}
