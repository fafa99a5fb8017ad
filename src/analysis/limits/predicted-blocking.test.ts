import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryScenario } from '../../../test/support/arbitrary-scenario.ts';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { ClientFile, HopFile } from '../../scenario/file-format.ts';
import { engsetBlocking } from '../theory/engset.ts';
import { erlangB } from '../theory/erlang-b.ts';
import { netfilterBlockingBound } from '../theory/netfilter-drops.ts';
import { hashImbalanceOf, hashImbalanceText } from './hash-pool.ts';
import type { LimitRow } from './limit-row.ts';
import { ladderOfLimits } from './limits.ts';
import { pathBlocking } from './path-blocking.ts';
import { type BlockingPrediction, predictedBlocking } from './predicted-blocking.ts';

const OPEN: ClientFile = {
  addresses: 10_000,
  arrivals: { pattern: 'poisson', rate: '1/s' },
  session: { lifetime: { distribution: 'exponential', mean: 90 } },
  reconnect: { policy: 'none' },
};
const CLOSED: ClientFile = {
  count: 120,
  session: { lifetime: { distribution: 'exponential', mean: 60 } },
  reconnect: { policy: 'fixed', base: '20s' },
};
const pool = (snat: HopFile['snat'], more: Partial<HopFile> = {}): HopFile => ({
  name: 'edge',
  mode: 'snat',
  balance: 'random',
  snat: { scope: 'source', selection: 'random', ports: '1024-1123', hold: 0, ...snat },
  flowTable: { max: 'unlimited' },
  ...more,
});

function portsOf(clients: ClientFile, hop: HopFile, duration: string | number = '2h') {
  const scenario = buildScenario({ duration, clients: [clients], path: [hop], backends: { count: 2 } });
  const row = ladderOfLimits(scenario).find(({ station }) => station === 'path.0');
  if (row === undefined) throw new Error('no limit at the hop');
  return { scenario, row };
}

function predicted(clients: ClientFile, hop: HopFile, duration?: string | number): BlockingPrediction | null {
  const { scenario, row } = portsOf(clients, hop, duration);
  return predictedBlocking(row, scenario);
}

describe('open arrivals', () => {
  test('one space of ports is Erlang B', () => {
    const { scenario, row } = portsOf(OPEN, pool({}));
    expect(row.loss).toEqual({
      groups: 1,
      serversEach: 100,
      offeredEachErl: expect.closeTo(90, 0),
      split: 'none',
      hash: null,
      probedPorts: null,
    });
    expect(predictedBlocking(row, scenario)).toMatchObject({ theory: 'Erlang B', kind: 'exact' });
    expect(predictedBlocking(row, scenario)?.probability).toBeCloseTo(
      erlangB(100, row.loss!.offeredEachErl),
      12,
    );
  });

  test('a flow table and a maximum of connections are loss systems too, descriptors are not', () => {
    const hop: HopFile = { mode: 'dnat', flowTable: { max: 100, timeWait: 10 } };
    expect(portsOf(OPEN, hop).row.loss).toMatchObject({
      serversEach: 100,
      offeredEachErl: expect.closeTo(100, 0),
    });
    const proxy: HopFile = { mode: 'proxy', limits: { fileDescriptors: 200 }, snat: { hold: 0 } };
    const { row, scenario } = portsOf(OPEN, proxy);
    expect(row.resource).toBe('file-descriptors');
    expect(predictedBlocking(row, scenario)).toBeNull();
  });

  test('groups that are taken in turn are blocked less than is said, those by load are one', () => {
    const scoped = { scope: 'destination', ports: '1024-1073' } as const;
    const drawn = predicted(OPEN, pool(scoped));
    const inTurn = predicted(OPEN, pool(scoped, { balance: 'round-robin' }));
    const byLoad = predicted(OPEN, pool(scoped, { balance: 'least-connections' }));
    expect(drawn?.kind).toBe('exact');
    expect(inTurn).toMatchObject({ kind: 'upper bound', probability: drawn?.probability });
    expect(byLoad?.probability).toBeCloseTo(erlangB(100, 90), 3);
    expect(byLoad!.probability).toBeLessThan(drawn!.probability);
  });

  test('a rate that changes slowly is bounded by its peak, a fast one is near to its mean', () => {
    const profile = (every: number): ClientFile => ({
      ...OPEN,
      arrivals: {
        pattern: 'poisson',
        interpolation: 'linear',
        profile: [0, 1, 2, 3, 4].map((i) => ({ at: i * every, rate: i % 2 === 0 ? 0.5 : 1 })),
      },
    });
    const slow = predicted(profile(3000), pool({}), 12_000);
    expect(slow?.kind).toBe('upper bound');
    expect(slow?.probability).toBeCloseTo(erlangB(100, 90), 3);
    expect(slow?.theory).toMatch(/pointwise stationary/);
    const fast = predicted(profile(200), pool({}), 800);
    expect(fast?.kind).toBe('approximation');
    expect(fast?.theory).toMatch(/modified offered load/);
    expect(fast!.probability).toBeLessThan(slow!.probability);
  });

  test('a constant rate that a short run never settles under is an approximation', () => {
    expect(predicted(OPEN, pool({}), 100)?.theory).toMatch(/modified offered load/);
  });

  test('probes that give up make it a lower bound', () => {
    const given = predicted(OPEN, pool({ selection: 'netfilter', ports: '1024-1323', preservePort: false }));
    expect(given).toMatchObject({ kind: 'lower bound', theory: 'Loss system with independent probes' });
    const { row } = portsOf(OPEN, pool({ selection: 'netfilter', ports: '1024-1323', preservePort: false }));
    expect(given?.probability).toBe(netfilterBlockingBound(300, row.loss!.offeredEachErl));
  });

  test('a hash makes some addresses fuller than others: worse than an even spread, and less so the more sources', () => {
    const hashed = { addresses: 2, ports: '1024-1073', choose: 'source-hash' } as const;
    const even = erlangB(50, 45);
    const at = (addresses: number): number => predicted({ ...OPEN, addresses }, pool(hashed))!.probability;
    expect(at(10)).toBeGreaterThan(at(100));
    expect(at(100)).toBeGreaterThan(even);
    expect(at(1_000_000) / even).toBeCloseTo(1, 2);
    expect(predicted(OPEN, pool(hashed))).toMatchObject({
      theory: 'Erlang B over a binomial hash',
      kind: 'approximation',
    });
  });

  test('the mean over a hash is that of all its ways', () => {
    const hashed = pool({ addresses: 2, ports: '1024-1073', choose: 'source-hash' });
    const { row, scenario } = portsOf({ ...OPEN, addresses: 4 }, hashed);
    const load = row.loss!.offeredEachErl;
    // 0, 1, 2, 3, 4 of four sources at one address: 1, 4, 6, 4, 1 ways.
    const mean = [1, 4, 6, 4, 1].reduce(
      (sum, ways, k) => sum + ((ways / 16) * k * erlangB(50, (load * k) / 2)) / 2,
      0,
    );
    expect(predictedBlocking(row, scenario)?.probability).toBeCloseTo(mean, 12);
  });
});

describe('populations', () => {
  test('that come back after a delay are Engset’s sources', () => {
    const found = predicted(CLOSED, pool({ ports: '1024-1115' }));
    expect(found).toMatchObject({ theory: 'Engset', kind: 'exact' });
    expect(found?.probability).toBeCloseTo(engsetBlocking(120, 92, 3), 12);
  });

  test('that wait longer after each refusal are so where few are refused', () => {
    const growing = { ...CLOSED, reconnect: { policy: 'exponential', base: '20s', cap: '5m' } } as const;
    expect(predicted(growing, pool({ ports: '1024-1115' }))).toBeNull();
    expect(predicted(growing, pool({ ports: '1024-1130' }))?.kind).toBe('upper bound');
  });

  test.each<[string, ClientFile, HopFile]>([
    ['that come back at once', { ...CLOSED, reconnect: { policy: 'immediate' } }, pool({})],
    ['that never come back', { ...CLOSED, reconnect: { policy: 'none' } }, pool({})],
    ['whose old port is held', CLOSED, pool({ hold: 30 })],
    ['that share several groups', CLOSED, pool({ scope: 'destination', ports: '1024-1073' })],
    ['before a search that gives up', CLOSED, pool({ selection: 'netfilter', ports: '1024-1173' })],
  ])('%s are none', (_, clients, hop) => {
    expect(predicted(clients, hop)).toBeNull();
  });
});

describe('a hash over a pool', () => {
  const hashed = (addresses: number): LimitRow =>
    portsOf(
      { ...CLOSED, count: 160, addresses },
      pool({ addresses: 4, ports: '1024-1073', choose: 'source-hash' }),
    ).row;

  test('fills some address beyond what it has, though there are enough ports for all', () => {
    // 160 connections of 40 sources at 4 addresses of 50 ports: more than 12 sources at one are too many.
    const found = hashImbalanceOf(hashed(40))!;
    expect(found.someOverfull.low).toBe(found.someOverfull.high);
    expect(found.someOverfull.low).toBeGreaterThan(0.5);
    expect(found.refusedShare).toBeGreaterThan(0.005);
    expect(found.refusedShare).toBeLessThan(0.1);
    expect(hashImbalanceText(hashed(40))).toMatch(
      /^A hash fills one of its 4 parts beyond what it has with a probability of \d+ %; \d(\.\d)? % of the demand find no room there in the mean\.$/,
    );
  });

  test('does so less with many sources, and not where none chooses', () => {
    expect(hashImbalanceOf(hashed(160))!.refusedShare).toBeLessThan(
      hashImbalanceOf(hashed(40))!.refusedShare,
    );
    const inTurn = pool({ addresses: 4, ports: '1024-1073', choose: 'round-robin' });
    expect(hashImbalanceOf(portsOf(CLOSED, inTurn).row)).toBeNull();
    expect(hashImbalanceText(portsOf(CLOSED, inTurn).row)).toBeNull();
  });
});

test('of any scenario it is a probability or nothing', () => {
  fc.assert(
    fc.property(arbitraryScenario(), (scenario) => {
      for (const row of ladderOfLimits(scenario)) {
        const found = predictedBlocking(row, scenario);
        const imbalance = hashImbalanceOf(row);
        const all = [
          found?.probability ?? 0,
          imbalance?.someOverfull.high ?? 0,
          imbalance?.refusedShare ?? 0,
        ];
        for (const probability of all) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
      }
      const path = pathBlocking(scenario);
      if (path !== null) expect(path.probability).toBeLessThanOrEqual(1);
    }),
    { numRuns: 60 },
  );
});
