import { formatClock } from '../../format/numbers.ts';

/** A moment of a run as a clock, with tenths where it lies between two seconds. */
export function clockText(atSec: number): string {
  return formatClock(atSec, Math.abs(atSec - Math.round(atSec)) > 1e-6);
}
