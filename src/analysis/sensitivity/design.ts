/** Which combinations of uncertain inputs are looked at. */
import { hash3 } from '../../numeric/hash.ts';
import { getField } from '../../scenario/edit.ts';
import type { FieldChange } from '../../scenario/field-change.ts';
import { fieldDoc } from '../../scenario/field-docs/field-docs.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { changesTo } from '../../scenario/following-fields.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatQuantity, isQuantityKind, parseQuantity, type QuantityKind } from '../../scenario/units.ts';

/** One combination: a value for each range. */
export interface DesignPoint {
  /** Values as they would be written, in the order of the ranges. */
  readonly values: readonly string[];
  readonly changes: readonly FieldChange[];
}

export interface Design {
  readonly kind: 'full factorial' | 'Latin hypercube';
  readonly fields: readonly string[];
  /** The first has every input at its likeliest value. */
  readonly points: readonly DesignPoint[];
}

/** Of so many ranges every combination of low, likely and high is looked at: at most 81. */
const MOST_FACTORIAL_RANGES = 4;
/** Beyond that, so many are drawn, and every low and every high value is in one of them. */
export const HYPERCUBE_POINTS = 100;
/** Of the draw: the same ranges are always looked at in the same combinations. */
const HYPERCUBE_SEED = 1979;
const TWO_32 = 4_294_967_296;

interface Range {
  readonly field: string;
  readonly kind: QuantityKind;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/**
 * The combinations of a file's ranges: all of low, likely and high while they are few, else a Latin hypercube (M. D. McKay,
 * R. J. Beckman, W. J. Conover, Technometrics 21, 1979) over triangular laws with that mode.
 */
export function designOf(file: ScenarioFile, scenario: Scenario): Design {
  const ranges = rangesOf(file, scenario);
  const fields = ranges.map(({ field }) => field);
  const isFew = ranges.length <= MOST_FACTORIAL_RANGES;
  const rows = isFew ? factorial(ranges) : latinHypercube(ranges);
  return {
    kind: isFew ? 'full factorial' : 'Latin hypercube',
    fields,
    points: rows.map((row) => pointOf(file, ranges, row)),
  };
}

/** The likeliest value is the file's own where the range gives none, drawn in where that lies outside. */
function rangesOf(file: ScenarioFile, { uncertain }: Scenario): Range[] {
  return uncertain.map(({ field, low, likely, high }) => {
    const kind = fieldDoc(field)?.kind;
    if (kind === undefined || !isQuantityKind(kind)) throw new TypeError(`${field} holds no number`);
    const read = (value: number | string): number => {
      const parsed = parseQuantity(kind, value);
      if (!parsed.ok) throw new TypeError(`${field}: ${parsed.message}`);
      return parsed.value;
    };
    const [from, to] = [read(low), read(high)];
    const own = likely ?? getField(file, field);
    const mode = typeof own === 'number' || typeof own === 'string' ? read(own) : (from + to) / 2;
    return { field, kind, low: from, high: to, likely: Math.min(to, Math.max(from, mode)) };
  });
}

/** All at their likeliest first; a likeliest value at an end of its range is one value. */
function factorial(ranges: readonly Range[]): number[][] {
  return ranges.reduce<number[][]>(
    (rows, { low, likely, high }) =>
      rows.flatMap((row) => [...new Set([likely, low, high])].map((value) => [...row, value])),
    [[]],
  );
}

function latinHypercube(ranges: readonly Range[]): number[][] {
  const strata = ranges.map((_, input) => shuffled(HYPERCUBE_POINTS, input));
  const drawn = Array.from({ length: HYPERCUBE_POINTS }, (_, point) =>
    ranges.map((range, input) => {
      const stratum = strata[input]?.[point] ?? 0;
      // The outermost strata give the ends themselves: what is worst lies there more often than not.
      if (stratum === 0) return range.low;
      if (stratum === HYPERCUBE_POINTS - 1) return range.high;
      const within = hash3(HYPERCUBE_SEED, input, HYPERCUBE_POINTS + point) / TWO_32;
      return triangularQuantile(range, (stratum + within) / HYPERCUBE_POINTS);
    }),
  );
  return [ranges.map(({ likely }) => likely), ...drawn];
}

/** 0 to count - 1 in an order that depends on the input alone (Fisher and Yates). */
function shuffled(count: number, input: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let i = count - 1; i > 0; i--) {
    const j = hash3(HYPERCUBE_SEED, input, i) % (i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

/** Of the triangular law on low..high with its mode at the likeliest value. */
export function triangularQuantile(
  { low, likely, high }: Pick<Range, 'low' | 'likely' | 'high'>,
  share: number,
): number {
  const width = high - low;
  const shareBelow = (likely - low) / width;
  return share < shareBelow
    ? low + Math.sqrt(share * width * (likely - low))
    : high - Math.sqrt((1 - share) * width * (high - likely));
}

/** Each range changes what it names, and what goes along with that in the file as the ranges before have made it. */
function pointOf(file: ScenarioFile, ranges: readonly Range[], row: readonly number[]): DesignPoint {
  const values = ranges.map(({ kind, low, high, likely }, input) => {
    const value = row[input] ?? likely;
    // Counts between whole ends are whole.
    const isWhole = kind === 'count' && Number.isInteger(low) && Number.isInteger(high);
    return formatQuantity(kind, isWhole ? Math.round(value) : Number(value.toPrecision(6)));
  });
  const changes = ranges.flatMap(({ field }, input) => changesTo(file, field, values[input] ?? ''));
  return { values, changes };
}
