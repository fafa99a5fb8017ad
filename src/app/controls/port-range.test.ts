import { describe, expect, it } from 'vitest';
import { rangeOfSize, sizeOf } from './port-range.ts';

describe('rangeOfSize', () => {
  it.each([
    [28_232, 32_768, 60_999],
    [64_512, 1024, 65_535],
    [55_000, 10_536, 65_535],
    [16_384, 49_152, 65_535],
    [65_535, 1, 65_535],
    [1, 65_535, 65_535],
    [90_000, 1, 65_535],
  ])('%d ports are %d-%d', (count, first, last) => {
    expect(rangeOfSize(count)).toEqual({ first, last });
  });

  it('has the size asked for', () => {
    for (let count = 1; count <= 65_535; count += 97) expect(sizeOf(rangeOfSize(count))).toBe(count);
  });
});
