import { expect, test } from 'vitest';
import { exp } from '../../numeric/elementary.ts';
import { integrate } from './integrate.ts';

test.each([0, 1, 2, 5, 10, 22])('integrates x^%d exactly', (power) => {
  expect(integrate((x) => x ** power, 0, 1)).toBeCloseTo(1 / (power + 1), 14);
});

test('follows an exponential over many decades', () => {
  expect(integrate((x) => exp(-x), 0, 1e4)).toBeCloseTo(1, 8);
});

test('takes a jump at a knot', () => {
  const step = (x: number): number => (x < 3 ? 1 : 0);
  expect(integrate(step, 0, 10, [3])).toBeCloseTo(3, 12);
});

test('meets a kink that no knot announces', () => {
  expect(integrate((x) => Math.abs(x - Math.SQRT2), 0, 3)).toBeCloseTo((2 + (3 - Math.SQRT2) ** 2) / 2, 8);
});

test('an empty or reversed interval is 0', () => {
  expect(integrate(() => 1, 2, 2)).toBe(0);
  expect(integrate(() => 1, 3, 2)).toBe(0);
});
