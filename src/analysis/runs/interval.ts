import { studentTQuantile } from '../../numeric/special.ts';

/** A mean of independent values with Student's confidence interval. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** For instance 0.95. */
  readonly confidence: number;
  readonly values: number;
}

/** Whether a difference with this interval may be chance. */
export function holdsZero({ low, high }: Pick<Interval, 'low' | 'high'>): boolean {
  return low <= 0 && high >= 0;
}

/** Of at least one value. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Student's interval of the mean; null for fewer than two values, which say nothing about their spread.
 * @throws RangeError unless 0 < confidence < 1.
 */
export function studentInterval(values: readonly number[], confidence = 0.95): Interval | null {
  checkConfidence(confidence);
  const count = values.length;
  if (count < 2) return null;
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const half = halfWidth(squares / (count - 1) / count, count, confidence);
  return { mean, low: mean - half, high: mean + half, confidence, values: count };
}

/**
 * Student's interval of the mean of a - b, pair by pair: of two alternatives under common random numbers, where chance
 * moves both the same way and much of it cancels (A. M. Law, Simulation Modeling and Analysis, 5th ed. 2015, section 10.2.1,
 * "A paired-t confidence interval"; section 11.2 on common random numbers). Null for fewer than two pairs.
 * @throws RangeError where there are not as many of one as of the other.
 */
export function pairedInterval(
  a: readonly number[],
  b: readonly number[],
  confidence = 0.95,
): Interval | null {
  if (a.length !== b.length) throw new RangeError(`${a.length} values cannot be paired with ${b.length}`);
  return studentInterval(
    a.map((value, i) => value - (b[i] ?? 0)),
    confidence,
  );
}

/**
 * Interval of a ratio of means, sum(part) / sum(whole), over batches or replications: the linearised ratio estimator
 * (W. G. Cochran, Sampling Techniques, 1977, chapter 6). Null for fewer than two pairs or an empty whole.
 */
export function ratioInterval(
  parts: readonly number[],
  wholes: readonly number[],
  confidence = 0.95,
): Interval | null {
  checkConfidence(confidence);
  const count = parts.length;
  const whole = wholes.reduce((sum, value) => sum + value, 0);
  if (count < 2 || whole === 0) return null;
  const mean = parts.reduce((sum, value) => sum + value, 0) / whole;
  const squares = parts.reduce((sum, part, i) => {
    const residual = part - mean * (wholes[i] ?? 0);
    return sum + residual * residual;
  }, 0);
  const wholeMean = whole / count;
  const half = halfWidth(squares / (count - 1) / count, count, confidence) / wholeMean;
  return { mean, low: Math.max(0, mean - half), high: mean + half, confidence, values: count };
}

/** With no event in n independent trials the 95 % bound is 1 - 0.05^(1/n), close to 3 / n. */
const RULE_OF_THREE = 3;

/** Upper 95 % bound of a probability after `trials` without the event; null after none. Takes trials as independent. */
export function boundWithoutEvents(trials: number): Interval | null {
  if (trials === 0) return null;
  return { mean: 0, low: 0, high: Math.min(1, RULE_OF_THREE / trials), confidence: 0.95, values: trials };
}

function halfWidth(varianceOfMean: number, count: number, confidence: number): number {
  return quantileOf(count, confidence) * Math.sqrt(varianceOfMean);
}

/** By confidence and number of values: a sweep asks for the same few some thousand times a second, and each is a search for a root. */
const quantiles = new Map<string, number>();

function quantileOf(count: number, confidence: number): number {
  const key = `${confidence} ${count}`;
  const known = quantiles.get(key);
  if (known !== undefined) return known;
  const quantile = studentTQuantile(0.5 + confidence / 2, count - 1);
  quantiles.set(key, quantile);
  return quantile;
}

function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is ${confidence}; it must lie between 0 and 1, both excluded`);
}
