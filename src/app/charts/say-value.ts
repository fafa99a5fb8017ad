import { formatRatio } from '../../analysis/answer/balance-sentences.ts';
import { formatCount, formatRate } from '../format/numbers.ts';
import type { Scale } from './chart-model.ts';

/** A value as the labels, the table and the summary of a chart say it; "–" where there is none. */
export function sayValue(value: number, scale: Scale): string {
  if (scale === 'rate') return formatRate(value);
  return scale === 'ratio' && !Number.isNaN(value) ? formatRatio(value) : formatCount(value);
}
