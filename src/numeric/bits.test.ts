import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countBits, lowestBit } from './bits.ts';

it('counts the bits that are set, as one would by looking at each', () => {
  fc.assert(
    fc.property(fc.integer(), (word) => {
      const bits = (word >>> 0).toString(2).replaceAll('0', '').length;
      expect(countBits(word | 0)).toBe(bits);
    }),
  );
  expect(countBits(-1)).toBe(32);
  expect(countBits(0)).toBe(0);
});

it('finds the lowest bit that is set, whatever stands above it', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 31 }), (above, bit) => {
      expect(lowestBit(((above | 1) << bit) | 0)).toBe(bit);
    }),
  );
});
