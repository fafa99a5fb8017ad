import type { ScenarioFile } from '../../../src/scenario/file-format.ts';

/** A million clients on a hundred servers that are drained and restarted one after the other while everyone reconnects. */
export function rollingDeployScenario(): ScenarioFile {
  return {
    fivetuple: 1,
    name: 'Rolling deploy under a million connections',
    seed: 1,
    duration: '1h',
    clients: [
      {
        name: 'browsers',
        count: 1_000_000,
        addresses: 2000,
        timeWait: 0,
        arrivals: { pattern: 'population', rampUp: '5m' },
        session: {
          lifetime: { distribution: 'lognormal', median: '10m', p95: '1h' },
          heartbeat: '25s',
          closes: 'client',
        },
        reconnect: { policy: 'full-jitter', base: '1s', cap: '1m' },
      },
    ],
    path: [
      {
        name: 'edge',
        mode: 'snat',
        balance: 'least-connections',
        snat: {
          addresses: 4,
          ports: '1024-65535',
          scope: 'destination',
          selection: 'random',
          choose: 'source-hash',
          hold: '60s',
        },
        flowTable: { max: 'unlimited' },
      },
    ],
    backends: { name: 'servers', count: 100, backlog: 4096, fileDescriptors: 1_048_576 },
    events: [
      {
        at: '10m',
        action: 'restart',
        target: 'backends',
        batch: 1,
        every: '20s',
        drain: '15s',
        down: '10s',
      },
    ],
  };
}
