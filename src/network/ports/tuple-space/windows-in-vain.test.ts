import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allInVainProbability, FOUND, FOUND_LATE, NOT_FOUND, windowsOf } from './windows-in-vain.ts';

/** As `nf_nat_l4proto_unique_tuple()` probes, from each of the 65,536 offsets. */
function byEveryOffset(probed: Uint8Array): number {
  const size = probed.length;
  return windowsOf(size).reduce((product, window) => {
    let inVain = 0;
    for (let offset = 0; offset < 65_536; offset++) {
      let probe = 0;
      for (; probe < window; probe++) {
        const kind = probed[((offset + probe) & 0xffff) % size];
        if (kind === FOUND || (kind === FOUND_LATE && window - probe <= 32)) break;
      }
      if (probe === window) inVain += 1;
    }
    return (product * inVain) / 65_536;
  }, 1);
}

describe('the windows of a claim', () => {
  it('are 128, 64, 32, 16 and 8 ports, or a small range as a whole', () => {
    expect(windowsOf(64_512)).toEqual([128, 64, 32, 16, 8]);
    expect(windowsOf(129)).toEqual([128, 64, 32, 16, 8]);
    expect(windowsOf(128)).toEqual([128]);
    expect(windowsOf(7)).toEqual([7]);
  });

  it('are in vain with the probability that trying every offset gives', () => {
    const states = fc.record({
      size: fc.constantFrom(1, 7, 31, 32, 33, 100, 128, 129, 150, 1000, 28_232, 64_512, 65_535),
      freeOneOf: fc.constantFrom(1.1, 3, 40, 500, 100_000),
      lateOneOf: fc.constantFrom(3, 40, 500, Infinity),
      seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
    });
    fc.assert(
      fc.property(states, ({ size, freeOneOf, lateOneOf, seed }) => {
        let state = seed;
        const chance = (): number => {
          state = (state * 48_271) % 2_147_483_647;
          return state / 2_147_483_647;
        };
        const probed = Uint8Array.from({ length: size }, () => {
          if (chance() < 1 / freeOneOf) return FOUND;
          return chance() < 1 / lateOneOf ? FOUND_LATE : NOT_FOUND;
        });
        const expected = byEveryOffset(probed);
        expect(Math.abs(allInVainProbability(probed) - expected)).toBeLessThanOrEqual(1e-12 * expected);
      }),
      { numRuns: 15 },
    );
  });
});
