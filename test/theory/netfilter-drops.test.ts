/** The closed lower bound of netfilter's drops against its published values, against a plain sum, and below what the mechanism does. */
import { describe, expect, test } from 'vitest';
import { erlangB } from '../../src/analysis/theory/erlang-b.ts';
import { netfilterBlockingBound, netfilterDropBound } from '../../src/analysis/theory/netfilter-drops.ts';
import { streamFor } from '../../src/engine/random.ts';
import { NetfilterSpaces } from '../../src/network/ports/tuple-space/netfilter-spaces.ts';
import { zOf } from '../support/statistics.ts';

describe('the bound of independent probes', () => {
  test.each([
    [0.8, 9.25e-25],
    [0.9, 4.49e-12],
    [0.95, 2.99e-6],
    [0.98, 0.00667],
    [0.99, 0.0827],
  ])('at %d in use is %d', (share, expected) => {
    expect(netfilterDropBound(100_000, share * 100_000) / expected).toBeCloseTo(1, 2);
  });

  test('a small range is looked at as a whole', () => {
    expect([netfilterDropBound(128, 127), netfilterDropBound(128, 128)]).toEqual([0, 1]);
    expect(netfilterBlockingBound(100, 90)).toBeCloseTo(erlangB(100, 90), 12);
  });

  test('in the long run it is the sum over all states', () => {
    const ports = 300;
    for (const load of [200, 290, 330]) {
      const weights = [1];
      for (let k = 0; k < ports; k++)
        weights.push((weights[k]! * load * (1 - netfilterDropBound(ports, k))) / (k + 1));
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      const dropped = weights.reduce((sum, weight, k) => sum + weight * netfilterDropBound(ports, k), 0);
      expect(netfilterBlockingBound(ports, load) / (dropped / all)).toBeCloseTo(1, 10);
      expect(netfilterBlockingBound(ports, load)).toBeGreaterThan(erlangB(ports, load));
    }
    expect(netfilterBlockingBound(64_512, 0)).toBe(0);
    expect(netfilterBlockingBound(64_512, 1000)).toBe(0);
  });

  test('refuses what is no number of ports or erlangs', () => {
    expect(() => netfilterDropBound(1000, 1001)).toThrow(RangeError);
    expect(() => netfilterBlockingBound(1000, Infinity)).toThrow(RangeError);
  });
});

describe('the mechanism drops more', () => {
  test.each([0.98, 0.99])('at %d in use of 8,192 ports, after much coming and going', (share) => {
    const size = 8192;
    const random = streamFor(7, 'netfilter drops', Math.round(share * 100));
    const range = { first: 1024, last: 1023 + size, reserved: [] };
    const spaces = new NetfilterSpaces(1, range, false, random);
    const held: number[] = [];
    const wanted = Math.floor(share * size);
    const trials = 40_000;
    let drops = 0;
    const open = (): boolean => {
      const tuple = spaces.claim(0);
      if (tuple >= 0) held.push(tuple);
      return tuple >= 0;
    };
    const close = (): void => {
      const at = random.nextBelow(held.length);
      const [tuple] = held.splice(at, 1);
      if (tuple !== undefined) spaces.release(tuple);
    };
    while (held.length < wanted) open();
    for (let turn = 0; turn < 2 * size; turn++) {
      close();
      while (held.length < wanted) open();
    }
    // Each trial: a SYN at that many in use; what it got is given back at once, and a random other one moves.
    for (let trial = 0; trial < trials; trial++) {
      if (open()) close();
      else drops += 1;
      while (held.length < wanted) open();
    }
    const bound = netfilterDropBound(size, wanted);
    const half = zOf(0.999) * Math.sqrt((bound * (1 - bound)) / trials);
    expect(drops / trials).toBeGreaterThan(bound + half);
  });
});
