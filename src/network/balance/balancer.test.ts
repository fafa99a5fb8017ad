import { describe, expect, it } from 'vitest';
import { streamFor } from '../../engine/random.ts';
import { BACKEND_LIMITS } from '../../scenario/defaults.ts';
import type { Limits } from '../../scenario/limits.ts';
import { ringOf } from '../../scenario/ring.ts';
import type { Balance } from '../../scenario/scenario.ts';
import { DOWN, Station, UP } from '../stations/station.ts';
import { Balancer, smoothSchedule } from './balancer.ts';
import { maglevTable } from './maglev.ts';

const NO_LIMITS: Limits = { ...BACKEND_LIMITS, fileDescriptors: Infinity, memoryPerConnectionBytes: 0 };

const farm = (count: number): Station => new Station('backends', 'servers', count, NO_LIMITS, 1, null, 1);

function balancer(
  rule: Balance,
  target: Station,
  weights: number[],
  choosers = 1,
  avoidsDown = true,
): Balancer {
  return new Balancer(
    { rule, ring: ringOf(rule, undefined), ringSalt: 1, choosers, target, weights, endpoints: 1, avoidsDown },
    streamFor(1, 'balance'),
  );
}

/** Connections each target gets out of `picks`, none of which closes. */
function shares(rule: Balance, weights: number[], picks: number): number[] {
  const chosen = new Array<number>(weights.length).fill(0);
  const picker = balancer(rule, farm(weights.length), weights);
  for (let i = 0; i < picks; i++) {
    const target = picker.pick(0, i, i * 2654435761);
    picker.opened(0, target);
    chosen[target]! += 1;
  }
  return chosen;
}

describe('Balancer', () => {
  it('round robin and least connections give exact shares', () => {
    expect(shares('round-robin', [1, 1, 1, 1], 1000)).toEqual([250, 250, 250, 250]);
    expect(shares('round-robin', [2, 1, 1], 1000)).toEqual([500, 250, 250]);
    expect(shares('least-connections', [1, 1, 1, 1], 1000)).toEqual([250, 250, 250, 250]);
    expect(shares('least-connections', [3, 1], 1000)).toEqual([750, 250]);
  });

  it('least connections sends new connections to the emptiest target', () => {
    const picker = balancer('least-connections', farm(3), [1, 1, 1]);
    picker.opened(0, 0);
    picker.opened(0, 0);
    picker.opened(0, 2);
    expect(picker.pick(0, 1, 1)).toBe(1);
  });

  it.each(['random', 'source-hash', 'maglev'] as const)('%s spreads by weight within 4 sigma', (rule) => {
    const picks = 40000;
    const weights = [1, 2, 1];
    shares(rule, weights, picks).forEach((count, target) => {
      const share = weights[target]! / 4;
      const sigma = Math.sqrt(picks * share * (1 - share));
      expect(Math.abs(count - picks * share)).toBeLessThan(
        4 * sigma + (rule === 'maglev' ? picks * 0.01 : 0),
      );
    });
  });

  it('two choices come far closer to even than one', () => {
    const excess = (rule: Balance): number =>
      Math.max(...shares(rule, new Array<number>(10).fill(1), 10000)) - 1000;
    expect(excess('power-of-two')).toBeLessThan(10);
    expect(excess('random')).toBeGreaterThan(20);
  });

  it('source hash keeps a source at its target', () => {
    const picker = balancer('source-hash', farm(7), new Array<number>(7).fill(1));
    for (let source = 0; source < 50; source++) {
      const first = picker.pick(0, source, 1);
      for (let flow = 2; flow < 6; flow++) expect(picker.pick(0, source, flow)).toBe(first);
    }
  });

  it('source modulo gives addresses in a row to the targets in turn', () => {
    const picker = balancer('source-modulo', farm(7), new Array<number>(7).fill(1));
    const picks = Array.from({ length: 70 }, (_, source) => picker.pick(0, source, source));
    for (let target = 0; target < 7; target++)
      expect(picks.filter((pick) => pick === target)).toHaveLength(10);
  });

  it('source hash spreads the sources of one that is away over all others, and takes them back', () => {
    const target = farm(10);
    const picker = balancer('source-hash', target, new Array<number>(10).fill(1));
    const picks = (): number[] => Array.from({ length: 9000 }, (_, source) => picker.pick(0, source, 0));
    const before = picks();
    target.setStatus(4, DOWN);
    const meanwhile = picks();
    for (const other of [0, 1, 2, 3, 5, 6, 7, 8, 9])
      expect(
        meanwhile.filter((pick, source) => before[source] === 4 && pick === other).length,
      ).toBeGreaterThan(60);
    target.setStatus(4, UP);
    expect(picks()).toEqual(before);
  });

  it('consistent hash moves only the sources of an instance that goes away, leaves or joins', () => {
    const target = farm(10);
    const picker = balancer('consistent-hash', target, new Array<number>(10).fill(1));
    const picks = (): number[] => Array.from({ length: 9000 }, (_, source) => picker.pick(0, source, 0));
    const before = picks();
    target.setStatus(4, DOWN);
    const meanwhile = picks();
    expect(meanwhile.filter((pick, source) => pick !== before[source] && before[source] !== 4)).toEqual([]);
    expect(meanwhile).not.toContain(4);
    target.setStatus(4, UP);
    target.setStatus(9, DOWN);
    picker.resize(9);
    const fewer = picks();
    expect(fewer.filter((pick, source) => pick !== before[source] && before[source] !== 9)).toEqual([]);
    expect(fewer).not.toContain(9);
    target.setStatus(9, UP);
    picker.resize(10);
    expect(picks()).toEqual(before);
  });

  it('draws through a ring where it is given one', () => {
    const target = farm(2);
    const choice = { choosers: 1, target, weights: [1, 1], endpoints: 1, avoidsDown: true, ringSalt: 1 };
    const ring = { points: 1, pick: 'next' } as const;
    const drawn = new Balancer({ ...choice, rule: 'random', ring }, streamFor(1, 'b'));
    const hashed = new Balancer({ ...choice, rule: 'consistent-hash', ring }, streamFor(1, 'b'));
    const shareOf = (picker: Balancer): number =>
      Array.from({ length: 20_000 }, (_, source) => picker.pick(0, source, 0)).filter((pick) => pick === 0)
        .length / 20_000;
    expect(Math.abs(shareOf(drawn) - 0.5)).toBeGreaterThan(0.05);
    expect(Math.abs(shareOf(drawn) - shareOf(hashed))).toBeLessThan(4 * Math.sqrt(0.5 / 20_000));
  });

  it.each([
    'round-robin',
    'random',
    'least-connections',
    'power-of-two',
    'source-hash',
    'consistent-hash',
    'maglev',
  ] as const)('%s avoids what is down, and says so when nothing is up', (rule) => {
    const target = farm(3);
    const picker = balancer(rule, target, [1, 1, 1]);
    target.setStatus(1, DOWN);
    for (let i = 0; i < 200; i++) expect(picker.pick(0, i, i)).not.toBe(1);
    target.setStatus(0, DOWN);
    target.setStatus(2, DOWN);
    expect(picker.pick(0, 1, 1)).toBe(-1);
  });

  it('clients without health checks pick what is down', () => {
    const target = farm(2);
    const picker = balancer('round-robin', target, [1, 1], 1, false);
    target.setStatus(0, DOWN);
    expect([picker.pick(0, 1, 1), picker.pick(0, 1, 1)].sort((a, b) => a - b)).toEqual([0, 1]);
  });

  it('each chooser counts for itself', () => {
    const picker = balancer('least-connections', farm(2), [1, 1], 2);
    picker.opened(0, 0);
    expect(picker.pick(0, 1, 1)).toBe(1);
    expect([picker.pick(1, 1, 1), picker.pick(1, 1, 1)].sort((a, b) => a - b)).toEqual([0, 1]);
  });

  it('uses the endpoints of a target in turn', () => {
    const picker = new Balancer(
      {
        rule: 'round-robin',
        ring: null,
        ringSalt: 1,
        choosers: 1,
        target: farm(2),
        weights: [1, 1],
        endpoints: 3,
        avoidsDown: true,
      },
      streamFor(1, 'b'),
    );
    expect([0, 0, 0, 0].map(() => picker.nextEndpoint(0, 1))).toEqual([3, 4, 5, 3]);
  });
});

describe('smoothSchedule', () => {
  it('spreads a heavy target out, as nginx does', () => {
    expect([...smoothSchedule([5, 1, 1])]).toEqual([0, 0, 1, 0, 2, 0, 0]);
  });

  it('reduces weights to the shortest turn', () => {
    expect([...smoothSchedule([100, 100])]).toEqual([0, 1]);
    expect(smoothSchedule([200, 100])).toHaveLength(3);
  });
});

describe('maglevTable', () => {
  it('gives shares that are even to 2 percent', () => {
    const table = maglevTable(new Array<number>(10).fill(1));
    const shares = new Array<number>(10).fill(0);
    for (const target of table) shares[target]! += 1;
    for (const share of shares) expect(Math.abs(share / 6553.7 - 1)).toBeLessThan(0.02);
  });

  it('moves little more than the share of the backend that leaves', () => {
    const ten = maglevTable(new Array<number>(10).fill(1));
    const nine = maglevTable(new Array<number>(9).fill(1));
    let moved = 0;
    ten.forEach((target, slot) => {
      if (target !== 9 && nine[slot] !== target) moved += 1;
    });
    expect(moved / ten.length).toBeLessThan(0.06);
  });
});
