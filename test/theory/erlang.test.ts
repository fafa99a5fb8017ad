import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangB, loadForBlocking, serversForBlocking } from '../../src/analysis/theory/erlang-b.ts';
import vectors from './erlang-vectors.json' with { type: 'json' };

function relativeError(value: number, expected: number): number {
  return Math.abs(value - expected) / expected;
}

describe('Erlang B', () => {
  test.each(vectors.erlangB)('B($servers, $offeredLoadErl) = $blocking', (vector) => {
    const blocking = erlangB(vector.servers, vector.offeredLoadErl);
    expect(relativeError(blocking, vector.blocking)).toBeLessThan(1e-12);
  });

  test('equals the plain recurrence where that is cheap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.double({ min: 1e-3, max: 6000, noNaN: true }),
        (servers, load) => {
          let blocking = 1;
          for (let n = 1; n <= servers; n++) blocking = (load * blocking) / (n + load * blocking);
          // Below the normal doubles the plain recurrence loses digits; the inverse does not.
          if (blocking > 1e-300) expect(relativeError(erlangB(servers, load), blocking)).toBeLessThan(1e-11);
        },
      ),
    );
  });

  test('ten million servers at full load meet the limit sqrt(2 / (pi N)) in milliseconds', () => {
    const servers = 1e7;
    const started = performance.now();
    const blocking = erlangB(servers, servers);
    expect(performance.now() - started).toBeLessThan(100);
    expect(relativeError(blocking, Math.sqrt(2 / (Math.PI * servers)))).toBeLessThan(1e-3);
  });

  test('has its exact values at the edges', () => {
    expect(erlangB(0, 5)).toBe(1);
    expect(erlangB(0, 0)).toBe(1);
    expect(erlangB(3, 0)).toBe(0);
    expect(erlangB(1e6, 10)).toBe(0);
  });

  test.each([
    [-1, 1],
    [1.5, 1],
    [1, -1],
    [1, NaN],
    [1, Infinity],
  ])('refuses %d servers with %d erlangs', (servers, load) => {
    expect(() => erlangB(servers, load)).toThrow(RangeError);
  });
});

describe('inverses of Erlang B', () => {
  test.each(vectors.erlangBInverse)(
    '$servers servers block $blocking of $offeredLoadErl erlangs',
    ({ servers, blocking, offeredLoadErl }) => {
      // The vectors give nine decimals.
      expect(Math.abs(loadForBlocking(servers, blocking) - offeredLoadErl)).toBeLessThan(6e-10);
    },
  );

  test.each(vectors.erlangBInverse)(
    '$offeredLoadErl erlangs at $blocking need $servers servers',
    ({ servers, blocking, offeredLoadErl }) => {
      expect(serversForBlocking(offeredLoadErl * (1 - 1e-6), blocking)).toBe(servers);
      expect(serversForBlocking(offeredLoadErl * (1 + 1e-6), blocking)).toBe(servers + 1);
    },
  );

  test('the number of servers is the smallest that meets the target', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e5, noNaN: true }),
        fc.double({ min: 1e-9, max: 0.9, noNaN: true }),
        (load, target) => {
          const servers = serversForBlocking(load, target);
          expect(erlangB(servers, load)).toBeLessThanOrEqual(target * (1 + 1e-10));
          expect(erlangB(servers - 1, load)).toBeGreaterThan(target * (1 - 1e-10));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('work for ten million servers', () => {
    const load = loadForBlocking(1e7, 1e-6);
    expect(relativeError(erlangB(1e7, load), 1e-6)).toBeLessThan(1e-6);
    expect(serversForBlocking(load, 1e-6)).toBeLessThanOrEqual(1e7 + 1);
    expect(serversForBlocking(load, 1e-6)).toBeGreaterThanOrEqual(1e7);
  });

  test('refuse a blocking that is not a probability', () => {
    expect(() => serversForBlocking(10, 0)).toThrow(RangeError);
    expect(() => serversForBlocking(10, 1)).toThrow(RangeError);
    expect(() => loadForBlocking(10, NaN)).toThrow(RangeError);
    expect(() => loadForBlocking(0, 0.1)).toThrow(RangeError);
  });
});
