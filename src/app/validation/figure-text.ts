import { formatDifference, formatFigure } from '../format/numbers.ts';
import type { Figure } from './validation-document.ts';
import { rangeOf, type ValidationRow } from './validation-rows.ts';

/** "1,000", or "923 to 973". */
export function rangeText(figures: readonly Figure[]): string {
  const { low, high } = rangeOf(figures);
  return low === high ? figureText(low) : `${figureText(low)} to ${figureText(high)}`;
}

export function bandText({ predicted }: ValidationRow): string {
  return predicted === null ? '' : rangeText([predicted.low, predicted.high]);
}

/** Empty where it says no more than the band. */
export function medianText({ predicted }: ValidationRow): string {
  if (predicted === null || predicted.low === predicted.high) return '';
  return `median ${figureText(predicted.median)}`;
}

export function errorText({ error }: ValidationRow): string {
  if (error === null) return '';
  return error === 'never' ? 'never' : formatDifference(error);
}

export function figureText(figure: Figure): string {
  return figure === 'never' ? 'never' : formatFigure(figure);
}
