import { describe, expect, it } from 'vitest';
import {
  finishedRun,
  finishedSummary,
  resourceOf,
  type TestFile,
} from '../../../test/support/finished-run.ts';
import { streamFor } from '../../engine/random.ts';
import type { SourcePool as SourcePoolSettings } from '../../scenario/scenario.ts';
import { portMapChoices, portMapOf } from './port-map.ts';
import { NO_PORT, SourcePool } from './source-pool.ts';

const blocks = (change: Partial<SourcePoolSettings> = {}): SourcePoolSettings => ({
  addresses: 1,
  ports: { first: 1000, last: 1099, reserved: [] },
  scope: 'client-block',
  blockSize: 10,
  blockReuse: 'none',
  maxPortsPerClient: change.blockSize ?? 10,
  preservePort: false,
  selection: 'sequential',
  choose: 'source-hash',
  holdSec: 0,
  takeOver: false,
  ...change,
});

const poolOf = (
  settings: SourcePoolSettings,
  destinations: number,
  owners: number,
  instances = 1,
): SourcePool =>
  new SourcePool({
    settings,
    instances,
    destinations,
    senders: { first: 0, count: owners, isRemapped: false },
    random: streamFor(1, 'pool'),
  });

/** Claims for one owner toward one destination until the first refusal. */
function fill(pool: SourcePool, owner: number, destination: number, instance = 0): number[] {
  const tuples: number[] = [];
  for (;;) {
    const tuple = pool.claim(instance, owner, 0, destination, 0);
    if (tuple === NO_PORT) return tuples;
    tuples.push(tuple);
  }
}

describe('port blocks', () => {
  it('are spent on all destinations together when their ports are not used again', () => {
    const pool = poolOf(blocks(), 3, 2);
    expect(fill(pool, 0, 0)).toHaveLength(10);
    expect(fill(pool, 0, 1)).toHaveLength(0);
    expect(pool.capacity).toBe(100);
    expect(pool.destinationOf(fill(pool, 1, 2)[0]!)).toBeNull();
  });

  it('are there again for each destination when their ports are used again', () => {
    const pool = poolOf(blocks({ blockReuse: 'destination' }), 3, 2);
    const byDestination = [0, 1, 2].map((destination) => fill(pool, 0, destination));
    expect(byDestination.map((tuples) => tuples.length)).toEqual([10, 10, 10]);
    // One block, the same ten ports three times, told apart by the destination.
    const portsOf = (tuples: readonly number[]): number[] =>
      tuples.map((tuple) => pool.portOf(tuple)).sort((a, b) => a - b);
    expect(portsOf(byDestination[1]!)).toEqual(portsOf(byDestination[0]!));
    expect(byDestination.map((tuples) => pool.destinationOf(tuples[4]!))).toEqual([0, 1, 2]);
    expect(new Set(byDestination.flat()).size).toBe(30);
    expect(pool.capacity).toBe(300);
    expect(pool.clientBlocks?.blocks).toBe(10);
    expect(pool.clientBlocks?.owned).toBe(1);
    // A released port is free toward its own destination only.
    pool.release(byDestination[2]![3]!);
    expect(fill(pool, 0, 1)).toHaveLength(0);
    expect(fill(pool, 0, 2)).toHaveLength(1);
  });

  it('have one owner each, and none is left for the next', () => {
    const pool = poolOf(blocks({ blockReuse: 'destination', blockSize: 50 }), 2, 3);
    expect(fill(pool, 0, 0)).toHaveLength(50);
    expect(fill(pool, 1, 1)).toHaveLength(50);
    expect(fill(pool, 2, 0)).toHaveLength(0);
    expect(pool.outOfBlocks).toBe(true);
  });

  it('of whole addresses never span two, and leave a rest', () => {
    const pool = poolOf(blocks({ addresses: 3, blockSize: 40 }), 1, 20);
    expect(pool.clientBlocks?.blocks).toBe(6);
    const placed = [0, 1, 2, 3, 4, 5].map((owner) => fill(pool, owner, 0));
    expect(placed.map((tuples) => pool.addressOf(tuples[0]!))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(placed.map((tuples) => pool.portOf(tuples[0]!))).toEqual([1000, 1040, 1000, 1040, 1000, 1040]);
    expect(pool.capacityPerAddress).toBe(80);
  });

  it('laid end to end go on in the next address: floor(addresses x ports / size) of them', () => {
    const pool = poolOf(blocks({ addresses: 3, blockSize: 40, blockReuse: 'destination' }), 2, 20, 2);
    expect(pool.clientBlocks?.blocks).toBe(14);
    const third = (fill(pool, 0, 1, 1), fill(pool, 1, 1, 1), fill(pool, 2, 1, 1));
    // The third block of the second instance: ports 80 to 119 of 100 each, so 20 of the first address and 20 of the next.
    expect(third.map((tuple) => pool.addressOf(tuple))).toEqual([...Array(20).fill(3), ...Array(20).fill(4)]);
    expect(third.map((tuple) => pool.portOf(tuple))).toEqual([
      ...Array.from({ length: 20 }, (_, i) => 1080 + i),
      ...Array.from({ length: 20 }, (_, i) => 1000 + i),
    ]);
    expect([...pool.takenByAddress]).toEqual([0, 0, 0, 100, 20, 0]);
  });

  it('leave reserved ports out', () => {
    const ports = { first: 1000, last: 1009, reserved: [1000, 1003, 1004] };
    const pool = poolOf(blocks({ ports, blockSize: 3 }), 1, 2);
    expect(fill(pool, 0, 0).map((tuple) => pool.portOf(tuple))).toEqual([1001, 1002, 1005]);
    expect(fill(pool, 1, 0).map((tuple) => pool.portOf(tuple))).toEqual([1006, 1007, 1008]);
  });
});

describe('a run with blocks that are used again', () => {
  const file = (snat: object): TestFile => ({
    duration: '30s',
    clients: [
      {
        count: 8,
        connectionsEach: 60,
        arrivals: { pattern: 'population', rampUp: '2s' },
        session: { lifetime: { distribution: 'deterministic', value: '1h' } },
        reconnect: { policy: 'none' },
      },
    ],
    path: [
      {
        name: 'nat',
        mode: 'snat',
        snat: { ports: '2000-2099', scope: 'client-block', blockSize: 10, selection: 'sequential', ...snat },
      },
    ],
    backends: { count: 4 },
  });

  it('holds a block for each client and destination, and the books balance', () => {
    const once = finishedSummary(file({}));
    expect(once.peakConcurrent).toBe(8 * 10);
    const again = finishedSummary(file({ blockReuse: 'destination' }));
    expect(again.peakConcurrent).toBe(8 * 10 * 4);
    expect(again.firstFailure).toMatchObject({ resource: 'snat-ports' });
    expect(resourceOf(again, 'path.0', 'snat-ports')).toMatchObject({ capacity: 400, peakUsed: 320 });
    expect(resourceOf(again, 'path.0', 'port-blocks')).toMatchObject({ capacity: 10, peakUsed: 8 });
  });

  it('shows the ports of one address toward one destination', () => {
    const run = finishedRun(file({ blockReuse: 'destination' }));
    const [choice] = portMapChoices(run.net.plan);
    expect(choice).toMatchObject({ station: 'path.0', addresses: 1, destinations: 4 });
    const map = portMapOf(run, 'path.0', 0, 3);
    expect(map).toMatchObject({ destination: 3, inUse: 80, held: 0, capacity: 100 });
  });
});
