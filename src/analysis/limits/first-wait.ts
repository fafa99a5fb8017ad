/** How long clients that were cut wait before they first try again. */
import type { Reconnect } from '../../scenario/scenario.ts';

/** The longest that a client waits before it first tries again; Infinity where it does not. */
export function longestFirstWaitSec({ policy, baseSec, capSec, maxAttempts }: Reconnect): number {
  if (policy === 'none' || maxAttempts <= 0) return Infinity;
  if (policy === 'immediate') return 0;
  if (policy === 'fixed' || policy === 'window') return baseSec;
  return policy === 'decorrelated-jitter' ? Math.min(3 * baseSec, capSec) : Math.min(baseSec, capSec);
}

/** Time over which first attempts after a cut are spread evenly, up to the longest wait. */
export function firstWaitSpreadSec(reconnect: Reconnect): number {
  const { policy, baseSec } = reconnect;
  const longestSec = longestFirstWaitSec(reconnect);
  switch (policy) {
    case 'full-jitter':
    case 'window':
      return longestSec;
    case 'equal-jitter':
      return longestSec / 2;
    case 'decorrelated-jitter':
      return longestSec - baseSec;
    default:
      return 0;
  }
}
