import { describe, expect, it } from 'vitest';
import { highWord, lowWord, nextUp, powerOfTwo } from './float-bits.ts';

describe('float-bits', () => {
  it('reads the words of a double', () => {
    expect([highWord(1), lowWord(1)]).toEqual([0x3ff00000, 0]);
    expect([highWord(-2), lowWord(1 + 2 ** -52)]).toEqual([0xc0000000 | 0, 1]);
    expect(lowWord(Number.MAX_VALUE)).toBe(-1);
  });

  it('goes on to the next double', () => {
    expect(nextUp(0)).toBe(Number.MIN_VALUE);
    expect(nextUp(1)).toBe(1 + Number.EPSILON);
    expect(nextUp(2 - Number.EPSILON)).toBe(2);
    expect(nextUp(3600)).toBe(3600 + 2 ** -41);
    expect(nextUp(Infinity)).toBe(Infinity);
  });

  it('has every power of two, subnormal ones too', () => {
    for (let k = -1074; k <= 1023; k++) expect(powerOfTwo(k)).toBe(2 ** k);
  });
});
