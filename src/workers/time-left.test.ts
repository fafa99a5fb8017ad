import { expect, test } from 'vitest';
import { secondsLeft } from './time-left.ts';

test('the time left is that of the rest at the pace so far, once enough is done to tell', () => {
  expect(secondsLeft(0.25, 10_000)).toBe(30);
  expect(secondsLeft(1, 10_000)).toBe(0);
  expect(secondsLeft(0.001, 10_000)).toBeNull();
  expect(secondsLeft(0.5, 100)).toBeNull();
});
