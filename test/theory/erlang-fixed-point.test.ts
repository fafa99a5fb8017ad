/** The reduced-load approximation against the exact product form of small networks, and the simulator between its bounds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathBlocking } from '../../src/analysis/limits/path-blocking.ts';
import { blockingFromSeries } from '../../src/analysis/runs/blocking.ts';
import { studentInterval } from '../../src/analysis/runs/interval.ts';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import { erlangB } from '../../src/analysis/theory/erlang-b.ts';
import { erlangFixedPoint } from '../../src/analysis/theory/erlang-fixed-point.ts';
import { buildScenario } from '../support/build-scenario.ts';

/** Blocking of three routes over two resources (the first, the second, both): the sum over all states that fit. */
function exactBlocking(
  servers: readonly [number, number],
  loads: readonly [number, number, number],
): number[] {
  let all = 0;
  const blocked = [0, 0, 0];
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  const weight = (load: number, n: number): number => load ** n / factorial(n);
  for (let a = 0; a <= servers[0]; a++)
    for (let b = 0; b <= servers[1]; b++)
      for (let both = 0; both <= Math.min(servers[0] - a, servers[1] - b); both++) {
        const w = weight(loads[0], a) * weight(loads[1], b) * weight(loads[2], both);
        const full = [a + both === servers[0], b + both === servers[1]];
        all += w;
        if (full[0]) blocked[0]! += w;
        if (full[1]) blocked[1]! += w;
        if (full[0] || full[1]) blocked[2]! += w;
      }
  return blocked.map((w) => w / all);
}

describe('Erlang fixed point', () => {
  test('is Erlang B for one resource', () => {
    const { routes } = erlangFixedPoint([100], [{ offeredErl: 90, uses: [0] }]);
    expect(routes[0]).toBeCloseTo(erlangB(100, 90), 14);
  });

  test('is near to the product form where each resource has much traffic of its own', () => {
    const loads = [6, 9, 3] as const;
    const { routes } = erlangFixedPoint(
      [12, 15],
      [
        { offeredErl: loads[0], uses: [0] },
        { offeredErl: loads[1], uses: [1] },
        { offeredErl: loads[2], uses: [0, 1] },
      ],
    );
    exactBlocking([12, 15], loads).forEach((exact, route) => {
      expect(Math.abs(routes[route]! / exact - 1), `route ${route}`).toBeLessThan(0.03);
    });
  });

  test('is too high where all connections take both resources, and the tightest one alone is the truth', () => {
    const exact = exactBlocking([20, 22], [0, 0, 15])[2]!;
    expect(exact).toBeCloseTo(erlangB(20, 15), 12);
    const { routes } = erlangFixedPoint([20, 22], [{ offeredErl: 15, uses: [0, 1] }]);
    expect(routes[0]).toBeGreaterThan(exact);
    expect(routes[0]).toBeLessThan(erlangB(20, 15) + erlangB(22, 15));
  });

  test('has settled at a solution for any network, whatever the loads', () => {
    const network = fc
      .array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 })
      .chain((servers) =>
        fc.record({
          servers: fc.constant(servers),
          routes: fc.array(
            fc.record({
              offeredErl: fc.double({ min: 0, max: 400, noNaN: true }),
              uses: fc.uniqueArray(fc.nat({ max: servers.length - 1 }), { minLength: 1 }),
            }),
            { minLength: 1, maxLength: 6 },
          ),
        }),
      );
    fc.assert(
      fc.property(network, ({ servers, routes }) => {
        const { resources, rounds } = erlangFixedPoint(servers, routes);
        expect(rounds).toBeLessThan(10_000);
        servers.forEach((count, resource) => {
          const load = routes
            .filter(({ uses }) => uses.includes(resource))
            .reduce(
              (sum, { offeredErl, uses }) =>
                sum +
                uses
                  .filter((other) => other !== resource)
                  .reduce((rest, other) => rest * (1 - resources[other]!), offeredErl),
              0,
            );
          expect(resources[resource]).toBeCloseTo(erlangB(count, load), 9);
        });
      }),
    );
  });
});

describe('blocking of a path', () => {
  test('lies between the tightest limit alone and the fixed point', () => {
    const scenario = buildScenario({
      duration: 40_000,
      sampleEvery: 100,
      clients: [
        {
          addresses: 1000,
          arrivals: { pattern: 'poisson', rate: 1.15 },
          session: { lifetime: { distribution: 'exponential', mean: 90 } },
          reconnect: { policy: 'none' },
        },
      ],
      path: [
        { mode: 'dnat', balance: 'random', limits: { maxConnections: 100 }, flowTable: { max: 'unlimited' } },
      ],
      backends: { count: 3, maxConnections: 42, fileDescriptors: 'unlimited' },
    });
    const predicted = pathBlocking(scenario)!;
    expect(predicted).toMatchObject({ theory: 'Erlang fixed point', kind: 'upper bound' });
    expect(predicted.parts.map(({ row }) => row.station)).toEqual(['path.0', 'backends']);
    const measured = replicationSeeds(1, 8).map(
      (seed) => blockingFromSeries(runToEnd({ ...scenario, seed }).series, 1000).probability!,
    );
    const { low, high, mean } = studentInterval(measured, 0.99)!;
    expect(high - low).toBeLessThan(0.25 * mean);
    expect(high).toBeGreaterThan(predicted.tightest);
    expect(low).toBeLessThan(predicted.probability);
    // And the fixed point is of use: within a third of what is measured.
    expect(predicted.probability / mean).toBeLessThan(1.34);
  });

  test('is the one limit’s own where no other refuses, and unknown where a hold fits no theory', () => {
    const clients = {
      addresses: 1000,
      arrivals: { pattern: 'poisson', rate: 1 },
      session: { lifetime: { distribution: 'exponential', mean: 90 } },
    } as const;
    const path = [{ mode: 'dnat' as const, limits: { maxConnections: 100 } }];
    const open = buildScenario({ duration: 50_000, clients: [clients], path, backends: { count: 1 } });
    expect(pathBlocking(open)).toMatchObject({
      theory: 'Erlang B',
      probability: expect.closeTo(erlangB(100, 90), 4),
    });
    const closed = buildScenario({ clients: [{ count: 100 }], path, backends: { count: 1 } });
    expect(pathBlocking(closed)).toBeNull();
  });
});
