/** Values as a file has them: undefined where they are what applies when nothing is written. */
import { compact } from './plain-value.ts';
import { formatBytes, formatDuration, formatRate } from './units.ts';

export function unless<T>(fallback: T, value: T): T | undefined {
  return value === fallback ? undefined : value;
}

export function durationUnless(fallback: number, sec: number, infinityWord = 'none'): string | undefined {
  if (sec === fallback) return undefined;
  return sec === Infinity ? infinityWord : formatDuration(sec);
}

export function bytesUnless(fallback: number, bytes: number): string | undefined {
  if (bytes === fallback) return undefined;
  return bytes === Infinity ? 'unlimited' : formatBytes(bytes);
}

export function rateUnless(fallback: number, perSec: number): string | undefined {
  if (perSec === fallback) return undefined;
  return perSec === Infinity ? 'unlimited' : formatRate(perSec);
}

export function countUnless(fallback: number, count: number): number | string | undefined {
  return count === fallback ? undefined : countText(count);
}

export function countText(count: number): number | string {
  return count === Infinity ? 'unlimited' : count;
}

export function unlessEmpty<T extends object>(fields: T): T | undefined {
  const kept = compact(fields);
  return Object.keys(kept).length === 0 ? undefined : kept;
}
