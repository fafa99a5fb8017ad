import { formatBytes, parseBytes, parseDuration, parseRate } from '../../src/scenario/units.ts';

/** The value of a number that is one unit smaller, as the file writes it; null for what is no number. */
export function oneLess(to: unknown): unknown {
  if (typeof to === 'number') return to - 1;
  if (typeof to !== 'string') return null;
  const range = /^(\d+)-(\d+)$/.exec(to);
  if (range !== null) return `${Number(range[1]) + 1}-${range[2]}`;
  const [rate, bytes, sec] = [parseRate(to), parseBytes(to), parseDuration(to)];
  if (to.includes('/s') && rate.ok) return `${rate.value - 1}/s`;
  if (to.endsWith('B') && bytes.ok) return formatBytes(bytes.value - 2 ** 20);
  if (sec.ok && Number.isInteger(sec.value)) return `${sec.value - 1}s`;
  return null;
}
