import { shareAt } from '../ui/track.ts';

/** Where a value stands between nothing and the highest, for lengths and strengths of colour. */
export interface ValueScale {
  readonly kind: 'linear' | 'log';
  /** The lowest value above nothing, and the highest. */
  readonly low: number;
  readonly high: number;
  /** 0..1; nothing is 0. */
  readonly share: (value: number) => number;
}

/** Values that lie further apart are told apart by their powers of ten. */
const MOST_LINEAR_RATIO = 300;
/** Of the scale, for the lowest value of powers of ten: it is still told from nothing. */
const LOWEST_SHARE = 0.12;

export function valueScale(values: readonly number[]): ValueScale {
  const some = values.filter((value) => value > 0);
  const high = some.length === 0 ? 1 : Math.max(...some);
  const low = some.length === 0 ? 0 : Math.min(...some);
  if (low === 0 || high / low <= MOST_LINEAR_RATIO)
    return { kind: 'linear', low, high, share: (value) => clamped(value / high) };
  return {
    kind: 'log',
    low,
    high,
    share: (value) =>
      value <= 0
        ? 0
        : clamped(LOWEST_SHARE + (1 - LOWEST_SHARE) * shareAt({ scale: 'log', min: low, max: high }, value)),
  };
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Every how manieth of `count` labels fits, `most` of them at most. */
export function labelStep(count: number, most: number): number {
  return Math.max(1, Math.ceil(count / Math.max(1, most)));
}
