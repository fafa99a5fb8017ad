import type { Scenario } from '../../src/scenario/scenario.ts';
import { buildScenario } from './build-scenario.ts';
import type { TestFile } from './finished-run.ts';

const CLIENTS: TestFile['clients'][number] = {
  count: 600,
  arrivals: { rampUp: '1m' },
  session: { lifetime: { distribution: 'lognormal', median: '40s', p95: '4m' } },
  reconnect: { policy: 'full-jitter', base: '1s', cap: '20s' },
};

const FILES: readonly TestFile[] = [
  {
    name: 'SYNs are sent again when a NAT has no port',
    clients: [{ ...CLIENTS, syn: { retries: 3 }, connectTimeout: '20s' }],
    path: [
      {
        mode: 'snat',
        snat: { addresses: 1, ports: '1024-1423', scope: 'source', selection: 'netfilter', hold: '10s' },
      },
    ],
    backends: { count: 3 },
  },
  {
    name: 'a queue for handshakes at a proxy',
    clients: [{ ...CLIENTS, session: { lifetime: { distribution: 'exponential', mean: '20s' } } }],
    path: [
      {
        mode: 'proxy',
        instances: 2,
        balance: 'maglev',
        limits: { handshakesPerSecond: 12, backlog: 20, acceptsPerSecond: 40 },
        snat: { ports: '20000-20199', selection: 'linux-connect', hold: '60s' },
      },
    ],
    backends: { count: 3, weights: [3, 2, 1] },
  },
  {
    name: 'replies past the balancer',
    clients: [
      {
        ...CLIENTS,
        session: { heartbeat: '25s', messages: { rate: '1/s', size: '200B', replySize: '4kB' } },
      },
    ],
    path: [{ mode: 'dsr', balance: 'source-hash' }],
    backends: { count: 4, fileDescriptors: 180, reservedDescriptors: 20, backlog: 10 },
  },
  {
    name: 'flows that a gateway forgets',
    clients: [
      {
        ...CLIENTS,
        addresses: 30,
        session: { lifetime: { distribution: 'pareto', alpha: 1.5, min: '3m' }, heartbeat: '70s' },
      },
    ],
    path: [{ preset: 'aws-nat-gateway', flowTable: { established: '1m' } }],
    backends: { count: 2 },
  },
  {
    name: 'a restart under Poisson arrivals',
    clients: [
      {
        ...CLIENTS,
        arrivals: { pattern: 'poisson', rate: '8/s' },
        session: {
          lifetime: {
            distribution: 'hyperexponential',
            phases: [
              { weight: 3, mean: '10s' },
              { weight: 1, mean: '3m' },
            ],
          },
        },
      },
    ],
    path: [{ name: 'edge', mode: 'dnat', balance: 'power-of-two', flowTable: { max: 500, earlyDrop: true } }],
    backends: { name: 'servers', count: 4, maxConnections: 140 },
    events: [{ at: '2m', action: 'restart', target: 'backends', batch: 1, every: '30s', down: '10s' }],
  },
];

/** A fixed set that uses most of the model and runs in a moment; every change of the engine may change its results. */
export function smallScenarios(): readonly Scenario[] {
  return FILES.map((file, index) => buildScenario({ seed: 11 + index, duration: '6m', ...file }));
}
