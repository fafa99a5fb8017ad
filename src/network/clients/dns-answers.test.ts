import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import type { Simulation } from '../simulation.ts';

const CLIENTS: TestFile['clients'][number] = {
  count: 4000,
  arrivals: { rampUp: '100s' },
  balance: 'round-robin',
  session: { lifetime: { distribution: 'deterministic', value: '1d' } },
  reconnect: { policy: 'fixed', base: '1s' },
};

const run = (client: object, more: Partial<TestFile> = {}): Simulation =>
  finishedRun({
    duration: '5m',
    sampleEvery: '1s',
    clients: [{ ...CLIENTS, ...client }],
    backends: { count: 4, fileDescriptors: 'unlimited' },
    ...more,
  });

const atServers = ({ net }: Simulation): number[] => [...net.stations.at(-1)!.open];

describe('DNS answers that are kept', () => {
  it('send all who ask one cache to one server until the answer is too old', () => {
    // One cache for all, asked anew every 25 s: the four servers get the four quarters of the ramp.
    const quarters = run({ dns: { ttl: '25s', resolvers: 1 } });
    for (const connections of atServers(quarters)) expect(Math.abs(connections - 1000)).toBeLessThan(3);
    expect(atServers(run({ dns: { ttl: '1h', resolvers: 1 } }))).toEqual([4000, 0, 0, 0]);
    // Six caches in turn: two servers are the answer of two caches each.
    expect(atServers(run({ dns: { ttl: '1h', resolvers: 6 } }))).toEqual([1333, 1333, 667, 667]);
  });

  it('do not matter where each client has a cache of its own and asks once', () => {
    expect(atServers(run({ dns: { ttl: '1h' } }))).toEqual(atServers(run({})));
  });

  it('lead to a server that has left until they are too old', () => {
    const events: TestFile['events'] = [{ at: '2m', action: 'scale-in', instances: 2 }];
    const asked = run({}, { events });
    expect(asked.summary().failed).toBe(0);
    const kept = run({ dns: { ttl: '4m' } }, { events });
    // Clients of the two that left try every second until their answer, which is up to 100 s old, is 4 minutes old.
    expect(kept.summary().failures.map(({ resource }) => resource)).toEqual(['availability']);
    expect(kept.summary().finalConcurrent).toBeLessThan(4000);
    expect(kept.summary().finalConcurrent).toBeGreaterThan(2000);
    expect(atServers(kept).slice(2)).toEqual([0, 0]);
  });
});
