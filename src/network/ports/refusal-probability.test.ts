import { describe, expect, it } from 'vitest';
import { streamFor } from '../../engine/random.ts';
import type { PoolChoice, SourcePool as SourcePoolSettings } from '../../scenario/scenario.ts';
import { sharesByHash } from './hashed-address.ts';
import { refusalProbability } from './refusal-probability.ts';
import { NO_PORT, SourcePool } from './source-pool.ts';

const SENDERS = { first: 7, count: 400 };
const DESTINATIONS = 2;
const SENDER_PORTS = Array.from({ length: 300 }, (_, i) => 1024 + i);
const CLAIMS = 20_000;

function crowdedPool(given: Partial<SourcePoolSettings>): SourcePool {
  const settings: SourcePoolSettings = {
    addresses: 2,
    ports: { first: 1024, last: 1323, reserved: [] },
    scope: 'destination',
    blockSize: 0,
    blockReuse: 'none',
    maxPortsPerClient: 0,
    selection: 'netfilter',
    choose: 'random',
    holdSec: 0,
    takeOver: false,
    preservePort: false,
    ...given,
  };
  const pool = new SourcePool({
    settings,
    instances: 1,
    destinations: DESTINATIONS,
    senders: { ...SENDERS, isRemapped: false },
    random: streamFor(1, 'ports'),
  });
  const random = streamFor(3, 'crowd');
  // Uneven between the addresses and between the destinations.
  for (let address = 0; address < 2; address++)
    for (let destination = 0; destination < DESTINATIONS; destination++)
      for (let port = 1024; port < 1324; port++)
        if (random.nextBelow(1000) >= 3 + address + 2 * destination)
          pool.spaces.claimPort(pool.spaceOf(address, destination), port);
  return pool;
}

describe('the probability that a pool refuses the next connection', () => {
  const rules: readonly PoolChoice[] = ['random', 'source-hash', 'source-destination-hash', 'least-used'];
  const cases = rules.flatMap((choose) => [false, true].map((preservePort) => ({ choose, preservePort })));

  it.each([...cases, { choose: 'round-robin' as const, preservePort: false }])(
    'is the share of claims that fail: $choose, sender’s port kept: $preservePort',
    ({ choose, preservePort }) => {
      const pool = crowdedPool({ choose, preservePort });
      const shares = sharesByHash(pool.settings, SENDERS, DESTINATIONS);
      for (let destination = 0; destination < DESTINATIONS; destination++) {
        const p = refusalProbability(pool, {
          instance: 0,
          destination,
          sequence: 0,
          senderPorts: SENDER_PORTS,
          shares: shares[destination]!,
        });
        const random = streamFor(2, 'senders');
        let failed = 0;
        for (let claim = 0; claim < CLAIMS; claim++) {
          const source = SENDERS.first + random.nextBelow(SENDERS.count);
          const tuple = pool.claim(0, source, SENDER_PORTS[random.nextBelow(300)]!, destination, 0);
          if (tuple === NO_PORT) failed += 1;
          else pool.release(tuple);
        }
        expect(p).toBeGreaterThan(1e-4);
        // Four standard deviations.
        expect(Math.abs(failed - p * CLAIMS)).toBeLessThan(4 * Math.sqrt(CLAIMS * p) + 1);
      }
    },
  );

  it('is 0 or 1 where every port is looked at', () => {
    const pool = crowdedPool({ selection: 'sequential', choose: 'round-robin' });
    const next = { instance: 0, destination: 0, sequence: 0, senderPorts: [], shares: [] };
    expect(refusalProbability(pool, next)).toBe(0);
    while (pool.claim(0, 7, 0, 0, 0) !== NO_PORT);
    expect(refusalProbability(pool, next)).toBe(1);
    expect(refusalProbability(pool, { ...next, destination: 1 })).toBe(0);
  });

  it('is not asked of ports in blocks', () => {
    const pool = crowdedPool({ scope: 'client-block', blockSize: 10, maxPortsPerClient: 10 });
    expect(() =>
      refusalProbability(pool, { instance: 0, destination: 0, sequence: 0, senderPorts: [], shares: [] }),
    ).toThrow('blocks');
  });
});
