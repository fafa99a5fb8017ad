import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryScenarioFile } from '../../../test/support/arbitrary-scenario.ts';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { examples } from '../../scenario/examples.ts';
import { withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import { returnLevers } from './client-levers.ts';
import type { Lever } from './lever.ts';
import { withListedWeights } from './listed-weights.ts';
import { loneLevers } from './lone-levers.ts';
import { productsOf } from './products.ts';
import { leversOn } from './resource-levers.ts';

/** Every lever of the file once: limits share some. */
function leversOf(file: ScenarioFile): Lever[] {
  const scenario = buildScenario(file);
  const products = productsOf(file);
  const levers = [
    ...ladderOfLimits(scenario).flatMap((row) => [
      ...leversOn(row, scenario, products),
      ...loneLevers(row, scenario, products),
    ]),
    ...scenario.clients.flatMap((_, index) => returnLevers(index, scenario)),
  ];
  return [...new Map(levers.map((lever) => [`${lever.id} ${lever.phrase(lever.most)}`, lever])).values()];
}

/** Values just above the present one and far above it. */
function valuesOf({ now, most, step }: Lever): number[] {
  const first = Math.floor(now / step) + 1;
  return [first, 7 * first].map((units) => units * step).filter((value) => value <= most);
}

/** The scenario at a value is the one that the file has once the value is written into it. */
function expectAgreement(file: ScenarioFile): number {
  let compared = 0;
  for (const lever of leversOf(file)) {
    for (const value of valuesOf(lever)) {
      const changes = withListedWeights(file, lever.write(value));
      const outcome = parseScenarioValue(withChanges(file, changes));
      // A rule between fields may forbid what each of them allows.
      if (!outcome.ok) continue;
      expect(outcome.scenario, `${lever.id} at ${value}`).toEqual(lever.scenarioAt(value));
      const plain = lever.settings(value).map(({ path, to }) => ({ path, to }));
      const settled = withChanges(file, withListedWeights(file, plain));
      expect(buildScenario(settled), `settings of ${lever.id} at ${value}`).toEqual(outcome.scenario);
      compared += 1;
    }
  }
  return compared;
}

describe('every lever', () => {
  test.each(examples)('of $id says the same of the file and of the scenario', ({ file }) => {
    expect(expectAgreement({ ...file, targets: { ...file.targets, reconnectWithin: '2m' } })).toBeGreaterThan(
      5,
    );
  });

  test('of a random scenario says the same of the file and of the scenario', () => {
    fc.assert(
      fc.property(arbitraryScenarioFile(), (file) => {
        expectAgreement(file);
      }),
      { numRuns: 10 },
    );
  });

  test('of a limit has a field of its own', () => {
    for (const { file } of examples) {
      const scenario = buildScenario(file);
      for (const row of ladderOfLimits(scenario)) {
        const ids = leversOn(row, scenario, productsOf(file)).map(({ id }) => id);
        expect(new Set(ids).size, `${row.station} ${row.resource}`).toBe(ids.length);
      }
    }
  });
});

describe('backends with a weight each', () => {
  test('get the last weight where they are new', () => {
    const file: ScenarioFile = {
      fivetuple: 1,
      clients: [{ count: 100 }],
      backends: { count: 3, weights: [1, 2, 2], maxConnections: 10 },
    };
    const limit = { station: 'backends', resource: 'max-connections' } as const;
    const more = leversOn(limit, buildScenario(file)).find(({ kind }) => kind === 'backends')!;
    expect(more.write(5)).toEqual([
      { path: 'backends.count', to: 5 },
      { path: 'backends.weights', to: [1, 2, 2, 2, 2] },
    ]);
    expect(expectAgreement(file)).toBeGreaterThan(0);
    expect(expectAgreement({ ...file, backends: { ...file.backends, weights: [2, 2, 2] } })).toBeGreaterThan(
      0,
    );
  });
});

describe('a product', () => {
  const file: ScenarioFile = {
    fivetuple: 1,
    clients: [{ count: 100_000 }],
    path: [{ preset: 'aws-nat-gateway' }],
    backends: { count: 1 },
  };
  const limit = { station: 'path.0', resource: 'snat-ports' } as const;

  test('caps what its users choose, and sets the rest', () => {
    const levers = leversOn(limit, buildScenario(file), productsOf(file));
    expect(levers.map(({ kind, now, most, mostBecause }) => [kind, most > now, mostBecause])).toEqual([
      ['source-addresses', true, 'AWS NAT gateway takes at most 8'],
      ['source-ports', false, 'AWS NAT gateway sets it'],
      ['backend-addresses', true, null],
      ['backend-ports', true, null],
      ['instances', true, null],
    ]);
  });

  test('more of it comes before what others listen on, where it caps its addresses', () => {
    const kinds = (products = productsOf(file)): string[] =>
      loneLevers(limit, buildScenario(file), products).map(({ kind }) => kind);
    expect(kinds()).toEqual(['source-addresses', 'instances', 'backend-addresses']);
    expect(kinds(new Map())).not.toContain('instances');
  });
});
