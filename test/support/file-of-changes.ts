import type { ScenarioFile } from '../../src/scenario/file-format.ts';

const limitsSet = {
  admission: { rate: 20, burst: 9 },
  maxConnections: 500,
  memory: '64MiB',
  handshakesPerSecond: 50,
  idleTimeout: '1m',
};
const socketsSet = { ...limitsSet, fileDescriptors: 2000, backlog: 64, acceptsPerSecond: 90 };
/** A file with changes of all that can be changed. */
export const changes: ScenarioFile = {
  fivetuple: 1,
  clients: [{ count: 10 }],
  backends: { count: 6, autoscale: { min: 2, target: 4000, drain: '10s' } },
  events: [
    { at: '1m', action: 'change', set: socketsSet },
    { at: '2m', action: 'change', set: { backlog: 7 }, instances: 2, for: '5m' },
    { at: '3m', action: 'change', target: 'vip', set: { limits: limitsSet } },
    {
      at: '4m',
      action: 'change',
      target: 'edge',
      set: { flowTable: { max: 5000, established: '1h', timeWait: '1m' }, snat: { addresses: 3 } },
      cut: true,
    },
    { at: '5m', action: 'change', target: 'proxy', set: { limits: socketsSet } },
    { at: '6m', action: 'crash', target: 'route', down: '0s' },
  ],
  path: [
    { name: 'edge', mode: 'snat', instances: 3 },
    { name: 'vip', mode: 'dnat', instances: 4, autoscale: { target: 100, ready: '5s' } },
    { name: 'proxy', mode: 'proxy' },
    { name: 'route', mode: 'router', instances: 2 },
  ],
};
