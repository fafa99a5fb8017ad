import { scaleLinear } from 'd3';
import type { Figure, ValidationQuantity } from './validation-document.ts';

/** So much of the median at least lies on either side, so that a small difference looks small. */
const LEAST_REACH = 0.05;

/** Where measured points and the predicted band stand on one line, as shares 0..1 of its length. */
export interface IntervalPlaces {
  readonly measured: readonly number[];
  readonly band: { readonly low: number; readonly median: number; readonly high: number } | null;
}

/** Every quantity has a scale of its own; what never happened stands at its right end. */
export function intervalPlaces({
  measured,
  predicted,
}: Pick<ValidationQuantity, 'measured' | 'predicted'>): IntervalPlaces {
  const figures = [
    ...measured,
    ...(predicted === null ? [] : [predicted.low, predicted.median, predicted.high]),
  ];
  const numbers = figures.filter((figure) => figure !== 'never');
  const centre = middleOf(measured, predicted?.median);
  const reach = Math.max(Math.abs(centre) * LEAST_REACH, ...numbers.map((each) => Math.abs(each - centre)));
  // All are zero: any scale will do.
  const half = reach === 0 ? 1 : reach;
  const scale = scaleLinear([centre - half, centre + half], [0.04, 0.96]);
  const at = (figure: Figure): number => (figure === 'never' ? 1 : scale(figure));
  return {
    measured: measured.map(at),
    band: predicted && { low: at(predicted.low), median: at(predicted.median), high: at(predicted.high) },
  };
}

function middleOf(measured: readonly Figure[], median: Figure | undefined): number {
  return [median, ...measured].find((figure) => typeof figure === 'number') ?? 0;
}
