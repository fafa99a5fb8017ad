import { describe, expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { examples } from '../../scenario/examples.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { erlangB } from '../theory/erlang-b.ts';
import type { SensitivityInput } from './inputs.ts';
import { closedFormBars, closedFormSensitivity, sensitivityPlan, sortedBars } from './tornado.ts';

/** 1,000 ports of one address, 800 clients. */
const FILE: ScenarioFile = {
  fivetuple: 1,
  clients: [{ name: 'phones', count: 800, arrivals: { rampUp: '1m' } }],
  path: [
    {
      name: 'edge',
      mode: 'snat',
      snat: { scope: 'source', selection: 'random', hold: 0, ports: '1024-2023' },
    },
  ],
  backends: { count: 2 },
};
const planOf = (file: ScenarioFile, spread?: number) => sensitivityPlan(file, buildScenario(file), spread);
const inputsOf = (file: ScenarioFile): SensitivityInput[] => planOf(file).inputs.map(({ input }) => input);
const inputOf = (file: ScenarioFile, field: string): SensitivityInput =>
  inputsOf(file).find((input) => input.field === field)!;
const barsOf = (file: ScenarioFile, measure: 'headroom' | 'capacity' | 'blocking') =>
  closedFormBars(closedFormSensitivity(planOf(file)), measure);

describe('the inputs of a scenario', () => {
  test('are the numbers that it gives and those that the ladder reads, a fifth either way', () => {
    expect(inputOf(FILE, 'clients.0.count')).toMatchObject({
      label: 'phones count',
      base: '800',
      low: { text: '640' },
      high: { text: '960' },
      isRange: false,
    });
    expect(inputOf(FILE, 'clients.0.arrivals.rampUp')).toMatchObject({
      low: { text: '48s' },
      high: { text: '72s' },
    });
    // By default: 262,144 entries.
    expect(inputOf(FILE, 'path.0.flowTable.max').label).toBe('edge flowTable.max');
    const fields = inputsOf(FILE).map(({ field }) => field);
    // Nothing is a fifth more than 0; a seed, a target and what has no limit are no inputs.
    for (const field of ['path.0.snat.hold', 'seed', 'targets.concurrent', 'backends.maxConnections'])
      expect(fields).not.toContain(field);
  });

  test('of whole numbers move by one at least, and stay above 0', () => {
    expect(inputOf(FILE, 'path.0.snat.addresses')).toMatchObject({
      base: '1',
      low: null,
      high: { text: '2' },
    });
    expect(inputOf(FILE, 'backends.count')).toMatchObject({ low: { text: '1' }, high: { text: '3' } });
  });

  test('of port ranges move their size', () => {
    expect(inputOf(FILE, 'path.0.snat.ports')).toMatchObject({
      low: { text: '1024-1823' },
      high: { text: '1024-2223' },
    });
    const snat = { scope: 'source' as const, ports: '1024-65535' };
    const wide: ScenarioFile = { ...FILE, path: [{ mode: 'snat', snat }] };
    expect(inputOf(wide, 'path.0.snat.ports').high?.text).toBe('1-65535');
  });

  test('take the range of the file where it gives one, from its likeliest value', () => {
    const ranged: ScenarioFile = {
      ...FILE,
      uncertain: [{ field: 'clients.0.count', low: 100, likely: 500, high: '2k' }],
    };
    expect(inputOf(ranged, 'clients.0.count')).toMatchObject({
      base: '500',
      low: { text: '100' },
      high: { text: '2k' },
      isRange: true,
    });
    expect(planOf(ranged).base.clients[0]?.count).toBe(500);
  });

  test('take along what follows: addresses one a client, and a target that was all of the clients', () => {
    const [clients] = FILE.clients;
    const file: ScenarioFile = {
      ...FILE,
      clients: [{ ...clients, addresses: 800 }, { count: 200 }],
      targets: { concurrent: 1000 },
    };
    expect(inputOf(file, 'clients.0.count').high?.changes).toEqual([
      { path: 'clients.0.count', to: '960' },
      { path: 'clients.0.addresses', to: '960' },
      { path: 'targets.concurrent', to: 1160 },
    ]);
    const other = { ...file, targets: { concurrent: 5000 } };
    expect(inputOf(other, 'clients.0.count').high?.changes).toHaveLength(2);
  });

  test.each(examples.map(({ id, file }) => [id, file] as const))('of %s can be tried', (_, file) => {
    const plan = planOf(file);
    expect(plan.inputs.length).toBeGreaterThan(5);
    const tried = plan.inputs.flatMap(({ low, high }) => [low, high]).filter((end) => end !== null);
    const impossible = tried.filter((end) => !end.ok);
    expect(impossible.length).toBeLessThan(tried.length / 4);
    for (const end of impossible) expect(end.ok ? '' : end.problem).not.toBe('');
  });
});

describe('the tornado', () => {
  test('has the widest swing on top, and none that moves nothing', () => {
    const bars = barsOf(FILE, 'headroom');
    const swings = bars.map(({ swing }) => swing);
    expect(swings).toEqual(swings.toSorted((a, b) => b - a));
    expect(swings.every((swing) => swing > 0)).toBe(true);
    // 1 - 800 / 1000 at the base: 2 addresses make it 0.6, 800 ports 0 and 1,200 a third, 640 clients 0.36.
    expect(bars.map(({ input }) => input.field)).toEqual([
      'path.0.instances',
      'path.0.snat.addresses',
      'path.0.snat.ports',
      'clients.0.count',
    ]);
    const count = bars[3]!;
    expect(count.low?.value).toBeCloseTo(1 - 640 / 1000, 12);
    expect(count.high?.value).toBeCloseTo(1 - 960 / 1000, 12);
    expect(count.swing).toBeCloseTo(0.32, 12);
    expect(bars[2]?.low?.value).toBeCloseTo(0, 12);
  });

  test('of capacity is not moved by who asks for it', () => {
    expect(barsOf(FILE, 'capacity').map(({ input }) => input.field)).not.toContain('clients.0.count');
  });

  test('of blocking is Erlang’s at both ends, and empty where no theory fits', () => {
    expect(barsOf(FILE, 'blocking')).toEqual([]);
    const open: ScenarioFile = {
      ...FILE,
      clients: [
        {
          addresses: 1000,
          arrivals: { pattern: 'poisson', rate: 10 },
          session: { lifetime: { distribution: 'exponential', mean: 100 } },
        },
      ],
      duration: '1h',
    };
    const rate = barsOf(open, 'blocking').find(({ input }) => input.field === 'clients.0.arrivals.rate')!;
    expect(rate.low?.value).toBeCloseTo(erlangB(1000, 800), 12);
    expect(rate.high?.value).toBeCloseTo(erlangB(1000, 1200), 12);
  });

  test('keeps an end that is not possible, with the reason', () => {
    const file: ScenarioFile = {
      ...FILE,
      backends: { count: 4 },
      events: [{ at: '1m', action: 'restart', batch: 4 }],
    };
    const { inputs } = planOf(file);
    const { low } = inputs.find(({ input }) => input.field === 'backends.count')!;
    expect(low).toMatchObject({ ok: false, text: '3' });
    expect(low?.ok === false && low.problem).toContain('a batch of 4 is more than the 3');
  });

  test('a limit that goes away swings the most', () => {
    const input = inputOf(FILE, 'clients.0.count');
    const end = (value: number | null) => ({ text: '', value, problem: '', difference: null });
    const bars = sortedBars(100, [
      { input: { ...input, field: 'a' }, low: end(50), high: null },
      { input: { ...input, field: 'b' }, low: end(90), high: end(Infinity) },
      { input: { ...input, field: 'c' }, low: end(null), high: end(100) },
    ]);
    expect(bars.map(({ input: { field }, swing }) => [field, swing])).toEqual([
      ['b', Infinity],
      ['a', 50],
    ]);
    expect(sortedBars(null, [])).toEqual([]);
  });
});
