/**
 * Where a value lies on a track, straight or logarithmic. The scales of d3 do the same and more; with the colours and dates that
 * they bring they would be a sixteenth of what the page loads before its first answer. The charts, which come later, use them.
 */
export interface Track {
  readonly scale: 'linear' | 'log';
  readonly min: number;
  readonly max: number;
}

/** Share of the way from `min` (0) to `max` (1); below 0 or above 1 for a value outside. */
export function shareAt({ scale, min, max }: Track, value: number): number {
  if (scale === 'linear') return (value - min) / (max - min);
  // Differences of logarithms: a quotient may overflow.
  const from = Math.log(min);
  return (Math.log(value) - from) / (Math.log(max) - from);
}

/** The value at a share of the way. */
export function valueOf({ scale, min, max }: Track, share: number): number {
  return scale === 'linear' ? min + share * (max - min) : min * (max / min) ** share;
}
