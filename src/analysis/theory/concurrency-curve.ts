import type { ClientPopulation } from '../../scenario/scenario.ts';
import { type HoldingTime, knotsOf, survival } from './holding-time.ts';
import { presentAtOnce, type RatePiece, ratePiecesOf } from './infinite-server.ts';

/** Ages between the start and the longest one at which the integrals of the survival are tabulated. */
const AGES = 400;
/** Gauss-Legendre nodes and weights on [-1, 1] for polynomials up to degree 9. */
const NODES = [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664] as const;
const WEIGHTS = [
  0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189,
] as const;
/** Share of an age by which a value is taken before a jump there. */
const JUST_BEFORE = 1 - 1e-12;

/**
 * `expectedConcurrent` for many times up to `untilSec`: the integrals of the survival are tabulated once, after which a
 * point costs a few operations a piece of the profile. Relative error below 1e-3.
 */
export function expectedCurve(
  clients: ClientPopulation,
  holding: HoldingTime,
  untilSec: number,
): (tSec: number) => number {
  if (presentAtOnce(clients, holding, 0) !== null)
    return (tSec) => presentAtOnce(clients, holding, tSec) ?? 0;
  const pieces = ratePiecesOf(clients);
  const table = new SurvivalTable(holding, untilSec);
  return (tSec) => pieces.reduce((sum, piece) => sum + fromPiece(piece, table, tSec), 0);
}

function fromPiece(
  { fromSec, toSec, ratePerSec, slope }: RatePiece,
  table: SurvivalTable,
  tSec: number,
): number {
  const lastSec = Math.min(toSec, tSec);
  if (lastSec <= fromSec) return 0;
  const [countOld, momentOld] = table.upTo(tSec - fromSec);
  const [countYoung, momentYoung] = table.upTo(tSec - lastSec);
  // The rate at age x is ratePerSec + slope (tSec - fromSec - x).
  return (
    (ratePerSec + slope * (tSec - fromSec)) * (countOld - countYoung) - slope * (momentOld - momentYoung)
  );
}

/** Integrals of S(x) and of x S(x) from 0 to an age, by cubic interpolation between tabulated ages. */
class SurvivalTable {
  private readonly ages: Float64Array;
  private readonly counts: Float64Array;
  private readonly moments: Float64Array;
  /** S at the start of each interval and just before its end. */
  private readonly atStart: Float64Array;
  private readonly atEnd: Float64Array;

  constructor(holding: HoldingTime, untilSec: number) {
    this.ages = tabulatedAges(holding, untilSec);
    const size = this.ages.length;
    this.counts = new Float64Array(size);
    this.moments = new Float64Array(size);
    this.atStart = new Float64Array(size);
    this.atEnd = new Float64Array(size);
    for (let i = 0; i + 1 < size; i++) {
      const from = this.ages[i] ?? 0;
      const to = this.ages[i + 1] ?? 0;
      let count = 0;
      let moment = 0;
      NODES.forEach((node, n) => {
        const age = (from + to + node * (to - from)) / 2;
        const weighted = survival(holding, age) * (WEIGHTS[n] ?? 0);
        count += weighted;
        moment += weighted * age;
      });
      this.counts[i + 1] = (this.counts[i] ?? 0) + (count * (to - from)) / 2;
      this.moments[i + 1] = (this.moments[i] ?? 0) + (moment * (to - from)) / 2;
      this.atStart[i] = survival(holding, from);
      this.atEnd[i] = survival(holding, to * JUST_BEFORE);
    }
  }

  upTo(age: number): [count: number, moment: number] {
    if (age <= 0) return [0, 0];
    const i = this.intervalOf(age);
    const from = this.ages[i] ?? 0;
    const to = this.ages[i + 1] ?? from;
    const share = Math.min(1, (age - from) / (to - from));
    const start = this.atStart[i] ?? 0;
    const end = this.atEnd[i] ?? 0;
    return [
      hermite(share, to - from, this.counts[i] ?? 0, this.counts[i + 1] ?? 0, start, end),
      hermite(share, to - from, this.moments[i] ?? 0, this.moments[i + 1] ?? 0, from * start, to * end),
    ];
  }

  private intervalOf(age: number): number {
    let low = 0;
    let high = this.ages.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.ages[middle] ?? 0) <= age) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** Dense at young ages, where most lifetimes end: the cube of even steps; and every knot. */
function tabulatedAges(holding: HoldingTime, untilSec: number): Float64Array {
  const ages = new Set<number>();
  for (let k = 0; k <= AGES; k++) ages.add(untilSec * (k / AGES) * (k / AGES) * (k / AGES));
  for (const knot of knotsOf(holding)) if (knot > 0 && knot < untilSec) ages.add(knot);
  return Float64Array.from(ages).sort();
}

/** Cubic through two values with the slopes there, at a share of the interval of that width. */
function hermite(
  share: number,
  width: number,
  value0: number,
  value1: number,
  slope0: number,
  slope1: number,
): number {
  const rest = 1 - share;
  return (
    value0 * (1 + 2 * share) * rest * rest +
    value1 * (1 + 2 * rest) * share * share +
    width * share * rest * (slope0 * rest - slope1 * share)
  );
}
