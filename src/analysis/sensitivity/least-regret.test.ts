import { describe, expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseCount } from '../../scenario/units.ts';
import { designOf, HYPERCUBE_POINTS, triangularQuantile } from './design.ts';
import { type Alternative, closedFormMisses, leastRegret } from './least-regret.ts';

/** 1,000 ports an address, each held no longer than its connection. */
const FILE: ScenarioFile = {
  fivetuple: 1,
  clients: [{ name: 'phones', count: 1000, addresses: 1000 }],
  path: [
    {
      name: 'edge',
      mode: 'snat',
      snat: { scope: 'source', selection: 'random', choose: 'round-robin', hold: 0, ports: '1024-2023' },
    },
  ],
  backends: { count: 2 },
  uncertain: [{ field: 'clients.0.count', low: 800, high: 2900 }],
};
const addresses = (count: number, cost = count): Alternative => ({
  name: `${count} addresses`,
  changes: [{ path: 'path.0.snat.addresses', to: count }],
  cost,
});
const withRanges = (uncertain: ScenarioFile['uncertain']): ScenarioFile => ({ ...FILE, uncertain });
const designFor = (uncertain: ScenarioFile['uncertain']) =>
  designOf(withRanges(uncertain), buildScenario(withRanges(uncertain)));
/** Five ranges are too many for all combinations. */
const FIVE: NonNullable<ScenarioFile['uncertain']> = [
  { field: 'clients.0.count', low: 800, high: 2900 },
  { field: 'clients.0.arrivals.rampUp', low: '1m', likely: '2m', high: '10m' },
  { field: 'clients.0.session.lifetime.median', low: '5m', high: '15m' },
  { field: 'path.0.snat.hold', low: 0, likely: 0, high: '1m' },
  { field: 'backends.count', low: 1, high: 4 },
];
const withLifetime: ScenarioFile = {
  ...FILE,
  clients: [
    { ...FILE.clients[0], session: { lifetime: { distribution: 'lognormal', median: '10m', p95: '1h' } } },
  ],
  uncertain: FIVE,
};

const countOf = (text: string): number => {
  const parsed = parseCount(text);
  return parsed.ok ? parsed.value : Number.NaN;
};

describe('the combinations of ranges', () => {
  test('are all of low, likely and high while they are few, the likeliest first', () => {
    const design = designFor(FILE.uncertain);
    expect(design.kind).toBe('full factorial');
    expect(design.points.map(({ values }) => values)).toEqual([['1k'], ['800'], ['2900']]);
    // What is all of the addresses stays so.
    expect(design.points[2]?.changes).toEqual([
      { path: 'clients.0.count', to: '2900' },
      { path: 'clients.0.addresses', to: '2900' },
    ]);
    const two = designFor([
      { field: 'clients.0.count', low: 800, likely: 800, high: 2900 },
      { field: 'path.0.snat.hold', low: 0, likely: '10s', high: '1m' },
    ]);
    expect(two.points).toHaveLength(2 * 3);
    expect(two.points[0]?.values).toEqual(['800', '10s']);
  });

  test('are a Latin hypercube beyond that: each stratum of each input once, the same ones again', () => {
    const scenario = buildScenario(withLifetime);
    const design = designOf(withLifetime, scenario);
    expect(design).toMatchObject({ kind: 'Latin hypercube', fields: FIVE.map(({ field }) => field) });
    expect(design.points).toHaveLength(1 + HYPERCUBE_POINTS);
    expect(design.points[0]?.values).toEqual(['1k', '2m', '10m', '0s', '2']);
    const counts = design.points.slice(1).map(({ values }) => countOf(values[0]!));
    expect(Math.min(...counts)).toBe(800);
    expect(Math.max(...counts)).toBe(2900);
    expect(counts.every(Number.isInteger)).toBe(true);
    // 25 of 100 points lie below the lower quartile of the law; rounding may move one.
    const quartile = triangularQuantile({ low: 800, likely: 1000, high: 2900 }, 0.25);
    expect(Math.abs(counts.filter((count) => count < quartile).length - 25)).toBeLessThanOrEqual(1);
    expect(designOf(withLifetime, scenario)).toEqual(design);
  });

  test('the triangular law has its ends and its mode where they are given', () => {
    const law = { low: 0, likely: 2, high: 10 };
    expect(triangularQuantile(law, 0)).toBe(0);
    expect(triangularQuantile(law, 1)).toBe(10);
    // A fifth of the mass lies below the mode.
    expect(triangularQuantile(law, 0.2)).toBeCloseTo(2, 12);
    expect(triangularQuantile({ low: 1, likely: 1, high: 3 }, 0.75)).toBeCloseTo(2, 12);
  });
});

describe('least regret', () => {
  const choose = (penalty: number) =>
    leastRegret(
      FILE,
      buildScenario(FILE),
      [1, 2, 3].map((count) => addresses(count)),
      { penalty },
    );

  test('takes the dearer choice where a miss is dear', () => {
    // 1 address carries 800 and 1,000, 3 carry 2,900: best costs are 1, 1 and 3.
    const { chosen, alternatives, sentence } = choose(10);
    expect(alternatives.map(({ worstRegret }) => worstRegret)).toEqual([1 + 10 - 3, 2 + 10 - 3, 3 - 1]);
    expect(alternatives.map(({ meets }) => meets)).toEqual([2, 2, 3]);
    expect(chosen.alternative.name).toBe('3 addresses');
    expect(sentence).toBe(
      '3 addresses has the least regret: its worst case is clients.0.count 1k, where the best choice costs 2 less. It meets the targets in all 3 cases.',
    );
  });

  test('and the cheaper one where it is not', () => {
    // The best of the worst case is then to miss it: 1 + 1 against 3.
    const { chosen, sentence } = choose(1);
    expect(chosen.alternative.name).toBe('1 addresses');
    expect(chosen.worstRegret).toBe(0);
    expect(sentence).toBe(
      '1 addresses: nothing else is better in any case. It meets the targets in 2 of 3 cases.',
    );
  });

  test('says what is missed in the worst case', () => {
    const two = leastRegret(FILE, buildScenario(FILE), [addresses(2), addresses(3, 9)], { penalty: 8 });
    expect(two.chosen).toMatchObject({ worstRegret: 1, missedThere: ['concurrent'] });
    expect(two.sentence).toContain(
      '2 addresses has the least regret: its worst case is clients.0.count 2900, where the best choice costs 1 less and it misses concurrent.',
    );
  });

  test('of equal regrets takes the cheapest; an impossible choice misses', () => {
    const never = { name: 'none', changes: [{ path: 'path.0.snat.addresses', to: 0 }], cost: 0 };
    const same = { ...addresses(3), name: 'the same again' };
    const { chosen, alternatives } = leastRegret(FILE, buildScenario(FILE), [never, addresses(3), same], {
      penalty: 100,
    });
    expect(alternatives[0]?.meets).toBe(0);
    expect(alternatives[0]?.missedThere).toEqual(['not possible']);
    expect(chosen.alternative.name).toBe('3 addresses');
  });

  test('needs a range and a choice', () => {
    expect(() => leastRegret(FILE, buildScenario(FILE), [], { penalty: 1 })).toThrow(RangeError);
    const fixed = withRanges([]);
    expect(() => leastRegret(fixed, buildScenario(fixed), [addresses(1)], { penalty: 1 })).toThrow(
      RangeError,
    );
  });
});

test('targets that are missed in closed form', () => {
  expect(closedFormMisses(buildScenario(FILE))).toEqual([]);
  expect(closedFormMisses(buildScenario({ ...FILE, targets: { concurrent: 1001 } }))).toEqual(['concurrent']);
  const open: ScenarioFile = {
    ...FILE,
    uncertain: [],
    clients: [
      {
        addresses: 1000,
        arrivals: { pattern: 'poisson', rate: 9 },
        session: { lifetime: { distribution: 'exponential', mean: 100 } },
      },
    ],
  };
  expect(closedFormMisses(buildScenario({ ...open, targets: { blocking: 1e-9 } }))).toEqual(['blocking']);
  expect(closedFormMisses(buildScenario({ ...open, targets: { blocking: 0.1 } }))).toEqual([]);
});
