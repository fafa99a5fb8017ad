import type { HopFile, ScenarioFile } from '../../../src/scenario/file-format.ts';
import { workloadOf } from '../workload.ts';
import { portLossScenario } from './port-loss.ts';

const base = portLossScenario(workloadOf('100k'));
const [clients] = base.clients;

function withHop(name: string, hop: HopFile): ScenarioFile {
  return { ...base, name, path: [hop] };
}

/** Every connection waits in the proxy's accept and handshake queues, then in its backend's; both are 90 % busy. */
const handshakeQueues: ScenarioFile = {
  ...withHop('Handshake and accept queues at 90 %', {
    name: 'edge',
    mode: 'proxy',
    balance: 'random',
    snat: { addresses: 1, ports: '32768-60999', selection: 'random', hold: '60s' },
    limits: {
      acceptsPerSecond: '185/s',
      handshakesPerSecond: '185/s',
      backlog: 4096,
      fileDescriptors: 'unlimited',
      memory: 'unlimited',
    },
  }),
  clients: [{ ...clients, connectTimeout: '10s' }],
  backends: { ...base.backends, acceptsPerSecond: '18.5/s' },
};

/** One range of 64,512 ports for 100,000 clients: most of the run it is full, and probes find little or nothing. */
const netfilterNearFull: ScenarioFile = {
  ...withHop('netfilter probes in a full range', {
    name: 'edge',
    mode: 'snat',
    balance: 'random',
    snat: { addresses: 1, ports: '1024-65535', scope: 'source', selection: 'netfilter', hold: '60s' },
    flowTable: { max: 'unlimited', established: 'none', timeWait: '60s' },
  }),
  clients: [{ ...clients, connectTimeout: '10s', syn: { linearTimeouts: 4, retries: 6 } }],
};

/** All ten servers restart at once, and 100,000 clients come back with full jitter through limited handshakes. */
const reconnectStorm: ScenarioFile = {
  ...base,
  name: 'Reconnect storm of 100k clients',
  clients: [
    {
      ...clients,
      count: 100_000,
      connectTimeout: '10s',
      arrivals: { pattern: 'population', rampUp: '5m' },
      reconnect: { policy: 'full-jitter', base: '1s', cap: '1m' },
    },
  ],
  backends: { ...base.backends, acceptsPerSecond: '500/s', backlog: 1024 },
  events: [{ at: '10m', action: 'restart', target: 'backends', batch: 10, down: '10s' }],
};

export const HEAVY_SCENARIOS: Readonly<Record<string, () => ScenarioFile>> = {
  'handshake queues': () => handshakeQueues,
  'netfilter near full': () => netfilterNearFull,
  'reconnect storm': () => reconnectStorm,
};
