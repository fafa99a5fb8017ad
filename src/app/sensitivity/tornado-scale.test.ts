import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Bar } from '../../analysis/sensitivity/tornado.ts';
import { tornadoScale } from './tornado-scale.ts';

const bar = (low: number, high: number): Bar => {
  const end = (value: number) => ({ text: '', value, problem: '', difference: null });
  const input = { field: 'a', label: 'a', base: '1', low: null, high: null, isRange: false };
  return { input, low: end(low), high: end(high), swing: Math.abs(high - low) };
};

it('spans all bars; what has no limit ends at the edge', () => {
  const { at } = tornadoScale(0, [bar(-1, 3), bar(0, Infinity)]);
  expect([at(-1), at(0), at(3), at(Infinity)]).toEqual([0, 0.25, 1, 1]);
});

it('puts a base that nothing moves in the middle', () => {
  expect(tornadoScale(5, []).at(5)).toBe(0.5);
});

it('keeps order and stays within 0..1', () => {
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(value, fc.array(fc.tuple(value, value)), (base, ends) => {
      const { at } = tornadoScale(
        base,
        ends.map(([low, high]) => bar(low, high)),
      );
      const shares = [base, ...ends.flat()].toSorted((a, b) => a - b).map(at);
      expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    }),
  );
});
