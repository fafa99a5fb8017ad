import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PoissonProcess } from './poisson.ts';
import { streamFor } from './random.ts';
import { sampleExponential } from './ziggurat.ts';

type Profile = readonly { readonly atSec: number; readonly ratePerSec: number }[];

/** Integral of the rate from the first point to `untilSec`. */
function integral(profile: Profile, interpolation: 'step' | 'linear', untilSec: number): number {
  return profile.reduce((sum, { atSec, ratePerSec }, i) => {
    const next = profile[i + 1];
    const end = Math.min(untilSec, next?.atSec ?? Infinity);
    if (end <= atSec) return sum;
    const slope =
      interpolation === 'linear' && next !== undefined
        ? (next.ratePerSec - ratePerSec) / (next.atSec - atSec)
        : 0;
    return sum + (end - atSec) * (ratePerSec + (slope / 2) * (end - atSec));
  }, 0);
}

const profiles = fc
  .array(
    fc.record({
      gapSec: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 100, noNaN: true })),
      ratePerSec: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 50, noNaN: true })),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((points) => {
    let atSec = 0;
    return points.map(({ gapSec, ratePerSec }) => ({ atSec: (atSec += gapSec), ratePerSec }));
  });

describe('PoissonProcess', () => {
  it('puts the n-th arrival where the integral of the rate reaches the sum of n exponentials', () => {
    fc.assert(
      fc.property(
        profiles,
        fc.constantFrom('step' as const, 'linear' as const),
        fc.nat(),
        (profile, how, seed) => {
          const process = new PoissonProcess(profile, how, streamFor(seed, 'arrivals'));
          const source = streamFor(seed, 'arrivals');
          let expected = 0;
          let before = 0;
          for (let n = 0; n < 200; n++) {
            expected += sampleExponential(source);
            const atSec = process.next();
            expect(atSec).toBeGreaterThanOrEqual(before);
            if (atSec === Infinity) {
              expect(integral(profile, how, 1e9)).toBeLessThan(expected * (1 + 1e-9));
              return;
            }
            expect(Math.abs(integral(profile, how, atSec) - expected)).toBeLessThan(1e-9 * (1 + expected));
            before = atSec;
          }
        },
      ),
    );
  });

  it('gives the same arrivals for a constant rate, whether it is written as steps or as a line', () => {
    const steps = new PoissonProcess([{ atSec: 0, ratePerSec: 3 }], 'step', streamFor(1, 'a'));
    const line = new PoissonProcess(
      [
        { atSec: 0, ratePerSec: 3 },
        { atSec: 10, ratePerSec: 3 },
      ],
      'linear',
      streamFor(1, 'a'),
    );
    for (let n = 0; n < 100; n++) expect(line.next()).toBeCloseTo(steps.next(), 9);
  });

  it('has no arrivals before the first point, in pieces of rate zero, or after a last rate of zero', () => {
    const profile = [
      { atSec: 5, ratePerSec: 10 },
      { atSec: 10, ratePerSec: 0 },
      { atSec: 1000, ratePerSec: 10 },
      { atSec: 1005, ratePerSec: 0 },
    ];
    const process = new PoissonProcess(profile, 'step', streamFor(2, 'a'));
    const times: number[] = [];
    for (let time = process.next(); time < Infinity; time = process.next()) times.push(time);
    expect(times.length).toBeGreaterThan(50);
    expect(times.every((time) => (time >= 5 && time <= 10) || (time >= 1000 && time <= 1005))).toBe(true);
    expect(process.next()).toBe(Infinity);
    expect(new PoissonProcess([{ atSec: 0, ratePerSec: 0 }], 'linear', streamFor(2, 'a')).next()).toBe(
      Infinity,
    );
  });

  it('rises from zero as the square root of time', () => {
    const ramp = [
      { atSec: 0, ratePerSec: 0 },
      { atSec: 1e6, ratePerSec: 2e6 },
    ];
    const first = new PoissonProcess(ramp, 'linear', streamFor(3, 'a')).next();
    expect(first).toBeCloseTo(Math.sqrt(sampleExponential(streamFor(3, 'a'))), 12);
  });

  it('names the point of a profile that it cannot follow', () => {
    const make = (profile: Profile) => () => new PoissonProcess(profile, 'step', streamFor(1, 'a'));
    expect(make([])).toThrow('at least one point');
    expect(make([{ atSec: 0, ratePerSec: -1 }])).toThrow('rate -1 of point 0');
    expect(make([{ atSec: 0, ratePerSec: Infinity }])).toThrow('rate Infinity of point 0');
    expect(
      make([
        { atSec: 5, ratePerSec: 1 },
        { atSec: 4, ratePerSec: 1 },
      ]),
    ).toThrow('point 1 at 4 s must be finite and not before 5 s');
  });
});
