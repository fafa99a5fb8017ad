import { describe, expect, it } from 'vitest';
import { establishedConnections } from '../../../test/support/established-connections.ts';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import type { Simulation } from '../simulation.ts';

const STAYS = { lifetime: { distribution: 'deterministic', value: '1h' } } as const;

const through = (snat: object, clients: object = {}, hop: object = {}, backends: object = {}): TestFile => ({
  duration: '20s',
  clients: [
    {
      count: 400,
      addresses: 1,
      ports: '30000-30999',
      arrivals: { pattern: 'population', rampUp: '2s' },
      balance: 'round-robin',
      session: STAYS,
      reconnect: { policy: 'none' },
      ...clients,
    },
  ],
  path: [{ mode: 'snat', name: 'nat', gateway: true, snat: { ports: '1024-65535', ...snat }, ...hop }],
  backends: { count: 4, ...backends },
});

describe('a gateway', () => {
  it('leaves the destination to who dials: the client has a port space toward each server', () => {
    // Twelve ports toward each of four servers behind the gateway; a balancer would be one destination.
    const dials = { count: 100, ports: '30000-30011' };
    expect(finishedRun(through({}, dials)).summary().peakConcurrent).toBe(48);
    const balancer = through({}, dials, { gateway: false });
    expect(finishedRun(balancer).summary().peakConcurrent).toBe(12);
  });

  it('keeps a SYN that is sent again on its way to the server that was chosen', () => {
    // One address of the pool toward each server by hash, 20 ports each: a full pair never spills over to another.
    const run = finishedRun(
      through(
        { ports: '20000-20019', addresses: 2, choose: 'source-destination-hash', preservePort: false },
        { count: 120, connectTimeout: '10s' },
      ),
    );
    expect(run.summary().peakConcurrent).toBe(80);
    const perServer = [0, 1, 2, 3].map(
      (server) => establishedConnections(run.net).filter(({ instances }) => instances[1] === server).length,
    );
    expect(perServer).toEqual([20, 20, 20, 20]);
  });

  it('is passed on one instance by each source address', () => {
    const run = finishedRun(through({}, { addresses: 40 }, { instances: 3 }));
    const instancesOf = new Map<number, Set<number>>();
    for (const connection of establishedConnections(run.net)) {
      const source = run.net.sourceSeenAt(connection, 0);
      instancesOf.set(source, (instancesOf.get(source) ?? new Set()).add(connection.instances[0]!));
    }
    expect([...instancesOf.values()].every(({ size }) => size === 1)).toBe(true);
    expect(new Set([...instancesOf.values()].flatMap((each) => [...each])).size).toBe(3);
  });
});

describe('netfilter and the port of the sender', () => {
  const kept = (run: Simulation): number =>
    establishedConnections(run.net).filter(
      (connection) => run.net.sourcePortSeenAt(connection, 0) === run.net.sourcePortSeenAt(connection, 1),
    ).length;

  it('keeps it while it is free and in the range', () => {
    expect(kept(finishedRun(through({})))).toBe(400);
    expect(kept(finishedRun(through({ ports: '40000-49999' })))).toBe(0);
    expect(kept(finishedRun(through({ preservePort: false })))).toBeLessThan(5);
  });

  it('finds another one for the second client with the same port', () => {
    const run = finishedRun(
      through(
        {},
        { count: 800, addresses: 2, bind: 'explicit', ports: '30000-30399', balance: 'source-hash' },
        {},
        { count: 1 },
      ),
    );
    expect(run.summary().failed).toBe(0);
    // A port that the second client was given instead may be one that the first wants later.
    expect(kept(run)).toBeGreaterThan(390);
    expect(kept(run)).toBeLessThanOrEqual(400);
  });

  it('uses the mapping of an address and port again toward another server', () => {
    const pairs = { bind: 'explicit', reuseAddress: true, ports: '30000-30099' };
    const mappings = (preservePort: boolean): number => {
      const run = finishedRun(
        through(
          { ports: '20000-20999', addresses: 4, choose: 'source-destination-hash', preservePort },
          pairs,
        ),
      );
      const seen = new Set(
        establishedConnections(run.net).map(
          (connection) =>
            `${run.net.sourcePortSeenAt(connection, 0)}>${run.net.sourceSeenAt(connection, 1)}:${run.net.sourcePortSeenAt(connection, 1)}`,
        ),
      );
      return seen.size;
    };
    // 100 ports toward four servers each.
    expect(mappings(true)).toBe(100);
    expect(mappings(false)).toBeGreaterThan(380);
  });
});
