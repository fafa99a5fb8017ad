import { formatCount, formatDifference, formatDuration, formatTraffic } from '../format/numbers.ts';

/** What a figure of a comparison is measured in. */
export type FigureUnit = 'count' | 'rate' | 'duration' | 'share' | 'traffic';

const IN_UNIT: Readonly<Record<Exclude<FigureUnit, 'share'>, (size: number) => string>> = {
  count: formatCount,
  rate: (perSec) => `${formatCount(perSec)}/s`,
  duration: formatDuration,
  traffic: formatTraffic,
};

/**
 * How a figure differs from that of the baseline, as a number with its sign: absolute and in percent of the baseline; shares in
 * points of percent. Empty where one of them has no such figure, or never gets there.
 */
export function differenceText(unit: FigureUnit, baseline: number, value: number): string {
  if (!Number.isFinite(baseline) || !Number.isFinite(value)) return '';
  const change = value - baseline;
  if (change === 0) return '±0';
  if (unit === 'share') return pointsText(change);
  const absolute = signed(change, IN_UNIT[unit]);
  return baseline === 0 ? absolute : `${absolute} (${formatDifference(roughly(change / baseline))})`;
}

/** A difference of two shares in points of percent: "−87 points", "+0.4 points". */
export function pointsText(change: number): string {
  const points = Math.abs(change) * 100;
  const text = new Intl.NumberFormat('en-US', { maximumSignificantDigits: points < 10 ? 2 : 3 }).format(
    points,
  );
  return change === 0 ? '±0' : `${sign(change)}${text} ${text === '1' ? 'point' : 'points'}`;
}

function signed(change: number, format: (size: number) => string): string {
  return `${sign(change)}${format(Math.abs(change))}`;
}

function sign(change: number): string {
  return change > 0 ? '+' : '−';
}

/** Three digits of a percentage do. */
function roughly(share: number): number {
  return Math.abs(share) < 0.01 ? share : Math.round(share * 1000) / 1000;
}
