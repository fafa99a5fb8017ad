import type { Scenario } from '../../scenario/scenario.ts';
import type { Balancer } from '../balance/balancer.ts';
import type { WorkerProcesses } from '../balance/worker-processes.ts';
import type { NetworkState } from '../network-state.ts';
import type { SourcePool } from '../ports/source-pool.ts';
import type { HandshakeQueue } from '../stations/handshake-queue.ts';
import type { Listener } from '../stations/listener.ts';
import type { Station } from '../stations/station.ts';
import type { TokenBuckets } from '../stations/token-buckets.ts';

/** Stands for the clients where it says who picks. */
export const CLIENT = -1;

/** What the walk needs of a station, and of the hop that it is, at hand. */
export interface Stop {
  readonly station: Station;
  /** Null where every connection is admitted. */
  readonly admission: TokenBuckets | null;
  readonly listener: Listener | null;
  /** Where handshakes are done by a process that has accepted the connections; null elsewhere. */
  readonly handshakeQueue: HandshakeQueue | null;
  /** Who picks here, and counts what it has: a hop, the clients (-1), or nobody (a gateway). */
  readonly picker: number | null;
  readonly pickerBalancer: Balancer | null;
  readonly balancer: Balancer | null;
  readonly pool: SourcePool | null;
  readonly isProxy: boolean;
  /** True where the choice of a port depends on the sender's own. */
  readonly looksAtSender: boolean;
  readonly dialledStage: number;
  /** Endpoints that one instance of that stage listens on. */
  readonly endpointsEach: number;
  readonly retries: number;
  /** The first station that ends the clients' TCP connections. */
  readonly endsClients: boolean;
  /** True where a connection may have to wait before it goes on to the next station. */
  readonly hasQueues: boolean;
  /** True where who picks looks at open connections. */
  readonly isCounted: boolean;
  /** Null where the hop has no processes to tell apart; the same of the hop that picks here. */
  readonly processes: WorkerProcesses | null;
  readonly pickerProcesses: WorkerProcesses | null;
}

/** Looked up once for a run, so that the walk does not do it for every connection. */
export function stopAt(net: NetworkState, station: Station, index: number): Stop {
  const hop = net.plan.hops[index];
  const picker = net.pickerOf(index);
  const source = hop?.settings.source ?? null;
  const dialledStage = hop?.dialledStage ?? index;
  const waitsInBacklog = station.listener?.handshakes != null;
  const endsClients = index === firstEnd(net.plan.scenario);
  const hasRoundTrips = net.groups.some(({ settings }) => settings.roundTripSec > 0);
  return {
    station,
    admission: station.admission,
    listener: station.listener,
    handshakeQueue: waitsInBacklog ? null : station.handshakeQueue,
    picker,
    pickerBalancer: picker === null || picker === CLIENT ? null : net.balancers[picker]!,
    balancer: net.balancers[index] ?? null,
    pool: net.pools[index] ?? null,
    isProxy: hop?.settings.mode === 'proxy',
    looksAtSender: source !== null && (source.preservePort || source.takeOver),
    dialledStage,
    endpointsEach: hop === undefined ? 1 : hop.destinations / net.stations[dialledStage]!.instances,
    retries: hop?.settings.retries ?? 0,
    endsClients,
    hasQueues: station.listener !== null || station.handshakeQueue !== null || (endsClients && hasRoundTrips),
    isCounted:
      picker === CLIENT
        ? net.groups.some(({ balancer }) => balancer.counts)
        : picker !== null && net.balancers[picker]!.counts,
    processes: net.processes[index] ?? null,
    pickerProcesses: picker === null || picker === CLIENT ? null : net.processes[picker]!,
  };
}

/** The first station that ends the clients' TCP connections: a proxy, else the backends. */
export function firstEnd({ path }: Scenario): number {
  const firstProxy = path.findIndex(({ mode }) => mode === 'proxy');
  return firstProxy < 0 ? path.length : firstProxy;
}
