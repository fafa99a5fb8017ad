/** Poisson arrivals whose rate follows a profile. */
import type { RatePoint } from '../scenario/scenario.ts';
import type { RandomSource } from './random.ts';
import { fillExponential } from './ziggurat.ts';

/**
 * A Poisson process whose rate is piecewise constant (`step`: a rate holds until the next point) or piecewise linear
 * (`linear`); nothing arrives before the first point, and the last rate holds for ever.
 *
 * Arrivals come from inverting the integral of the rate: unit exponentials are laid end to end on its axis. Within
 * a piece the integral is quadratic, so the inverse needs one square root and, unlike thinning, no draw is wasted:
 * the n-th arrival always comes from the n-th exponential.
 */
export class PoissonProcess {
  private readonly source: RandomSource;
  /** Piece i runs from startsSec[i] to startsSec[i + 1], the last one for ever. */
  private readonly startsSec: Float64Array;
  private readonly ratesPerSec: Float64Array;
  /** Change of the rate within the piece, per second squared. */
  private readonly slopes: Float64Array;
  private piece = 0;
  private endSec: number;
  nowSec: number;
  private readonly one = new Float64Array(1);

  /** @throws RangeError when the profile is empty, runs back in time or has a negative or infinite rate. */
  constructor(profile: readonly RatePoint[], interpolation: 'step' | 'linear', source: RandomSource) {
    checkProfile(profile);
    this.source = source;
    this.startsSec = Float64Array.from(profile, (point) => point.atSec);
    this.ratesPerSec = Float64Array.from(profile, (point) => point.ratePerSec);
    this.slopes = Float64Array.from(profile, (point, i) => {
      const next = profile[i + 1];
      if (interpolation === 'step' || next === undefined || next.atSec === point.atSec) return 0;
      return (next.ratePerSec - point.ratePerSec) / (next.atSec - point.atSec);
    });
    this.nowSec = this.startsSec[0]!;
    this.endSec = this.startsSec[1] ?? Infinity;
  }

  /** The rate where it stays as it is from now on, else 0. */
  get constantRatePerSec(): number {
    const isLast = this.endSec === Infinity && this.slopes[this.piece] === 0;
    return isLast ? this.ratesPerSec[this.piece]! : 0;
  }

  /** Time of the next arrival in seconds; Infinity when none will come. */
  next(): number {
    this.fill(this.one);
    return this.one[0]!;
  }

  /** The next arrivals, in order, into the whole of an array; Infinity where none will come. */
  fill(timesSec: Float64Array): void {
    fillExponential(this.source, timesSec);
    for (let i = 0; i < timesSec.length; i++) {
      const slope = this.slopes[this.piece]!;
      const expected = timesSec[i]!;
      const rate = this.ratesPerSec[this.piece]!;
      // The common case, a constant rate, without a look at what comes after it.
      const nextSec = this.nowSec + expected / rate;
      if (slope === 0 && nextSec < this.endSec) {
        this.nowSec = nextSec;
        timesSec[i] = nextSec;
      } else timesSec[i] = this.goOn(expected);
    }
  }

  /** Goes on until the rate has integrated to `expected`. */
  private goOn(unitsAhead: number): number {
    let expected = unitsAhead;
    for (;;) {
      const slope = this.slopes[this.piece]!;
      const rate = this.ratesPerSec[this.piece]! + slope * (this.nowSec - this.startsSec[this.piece]!);
      const leftSec = this.endSec - this.nowSec;
      const left = slope === 0 ? (rate === 0 ? 0 : rate * leftSec) : leftSec * (rate + 0.5 * slope * leftSec);
      if (expected < left) {
        this.nowSec = Math.min(this.endSec, this.nowSec + waitingSec(expected, rate, slope));
        return this.nowSec;
      }
      if (this.endSec === Infinity) return Infinity;
      expected -= left;
      this.nowSec = this.endSec;
      this.piece += 1;
      this.endSec = this.startsSec[this.piece + 1] ?? Infinity;
    }
  }
}

/** The time in which a rate that starts at `rate` and changes by `slope` integrates to `expected`. */
function waitingSec(expected: number, rate: number, slope: number): number {
  if (slope === 0) return expected / rate;
  // The root of slope/2 t^2 + rate t = expected in the form that does not cancel.
  return (2 * expected) / (rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * expected)));
}

function checkProfile(profile: readonly RatePoint[]): void {
  if (profile.length === 0) throw new RangeError('rate profile: needs at least one point');
  profile.forEach(({ atSec, ratePerSec }, i) => {
    const before = profile[i - 1]?.atSec ?? 0;
    if (!(atSec >= before) || atSec === Infinity) {
      throw new RangeError(
        `rate profile: point ${i} at ${atSec} s must be finite and not before ${before} s`,
      );
    }
    if (!(ratePerSec >= 0) || ratePerSec === Infinity) {
      throw new RangeError(`rate profile: rate ${ratePerSec} of point ${i} must be finite and not negative`);
    }
  });
}
