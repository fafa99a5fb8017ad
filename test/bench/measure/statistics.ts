/** The middle value, or the mean of the middle two. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('median of nothing');
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/**
 * How many times as fast as the other one is: the median of the ratios of the rounds in which both ran, so that what
 * else the machine did in a round cancels. Null where they share no round.
 */
export function speedRatio(
  oneNsPerEvent: readonly (number | null)[],
  otherNsPerEvent: readonly (number | null)[],
): number | null {
  const ratios: number[] = [];
  for (const [round, one] of oneNsPerEvent.entries()) {
    const other = otherNsPerEvent[round] ?? null;
    if (one !== null && other !== null) ratios.push(other / one);
  }
  return ratios.length === 0 ? null : median(ratios);
}
