import type { ScenarioFile } from '../../../src/scenario/file-format.ts';
import { arrivalsPerSec, BACKENDS, HOLD_SEC, MEAN_LIFETIME_SEC, PORTS, type Workload } from '../workload.ts';

/** Enough that no client's own port is ever short: 5,000 clients of ten million share an address, with 28,232 ports. */
export const CLIENT_ADDRESSES = 2000;

/** Servers that refuse nothing. */
export const BOUNDLESS_SERVERS: ScenarioFile['backends'] = {
  name: 'servers',
  count: BACKENDS,
  maxConnections: 'unlimited',
  fileDescriptors: 'unlimited',
  memory: 'unlimited',
  backlog: 'unlimited',
};

/**
 * Port-loss as anyone would write it into a file. Nothing that the workload does not have is left to a default: no
 * limits, no second timer on a closed connection, and a SYN that is dropped is lost.
 */
export function portLossScenario(workload: Workload): ScenarioFile {
  return {
    fivetuple: 1,
    name: `Port-loss, ${workload.clients} clients`,
    seed: workload.seed,
    duration: `${workload.seconds}s`,
    sampleEvery: '1s',
    clients: [
      {
        name: 'clients',
        addresses: CLIENT_ADDRESSES,
        timeWait: 0,
        connectTimeout: '1s',
        syn: { linearTimeouts: 0, retries: 0 },
        arrivals: { pattern: 'poisson', rate: `${arrivalsPerSec(workload)}/s` },
        session: {
          lifetime: { distribution: 'exponential', mean: `${MEAN_LIFETIME_SEC}s` },
          heartbeat: 'none',
          closes: 'server',
        },
        reconnect: { policy: 'none' },
      },
    ],
    path: [
      {
        name: 'edge',
        mode: 'snat',
        balance: 'random',
        snat: {
          addresses: workload.addresses,
          ports: `${PORTS.first}-${PORTS.first + workload.portsEach - 1}`,
          scope: 'destination',
          selection: workload.selection === 'random' ? 'random' : 'sequential',
          choose: 'round-robin',
          hold: `${HOLD_SEC}s`,
        },
        flowTable: { max: 'unlimited', established: 'none', timeWait: 0 },
      },
    ],
    backends: BOUNDLESS_SERVERS,
  };
}
