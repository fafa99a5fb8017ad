import type { RandomSource } from '../../engine/random.ts';
import type { Reconnect } from '../../scenario/scenario.ts';

/** Doublings after which base x 2^n exceeds any cap in use; keeps the power finite. */
const MAX_DOUBLINGS = 60;

/** A failed attempt takes no simulated time, but a client that retries at once still takes a turn of its loop. */
const IMMEDIATE_RETRY_SEC = 0.01;

/**
 * Seconds until the client tries again, after `failures` failed attempts in a row (0: its connection was just
 * closed); -1 when it never does. The jittered policies are those of the AWS architecture blog, "Exponential
 * backoff and jitter": full = U(0, ceiling), equal = ceiling/2 + U(0, ceiling/2), ceiling = min(cap, base 2^n);
 * decorrelated = min(cap, U(base, 3 previous)).
 *
 * @param previousSec what the client waited last since it was connected; anything below the base stands for the base
 */
export function reconnectDelaySec(
  policy: Reconnect,
  failures: number,
  previousSec: number,
  random: RandomSource,
): number {
  if (failures >= policy.maxAttempts) return -1;
  switch (policy.policy) {
    case 'none':
      return -1;
    case 'immediate':
      return failures === 0 ? 0 : IMMEDIATE_RETRY_SEC;
    case 'fixed':
      return policy.baseSec;
    case 'exponential':
      return ceilingSec(policy, failures);
    case 'full-jitter':
      return ceilingSec(policy, failures) * random.nextDouble();
    case 'equal-jitter': {
      const half = ceilingSec(policy, failures) / 2;
      return half + half * random.nextDouble();
    }
    case 'decorrelated-jitter':
      return decorrelatedSec(policy, previousSec, random);
    case 'window':
      return policy.baseSec * random.nextDouble();
  }
}

function decorrelatedSec({ baseSec, capSec }: Reconnect, previousSec: number, random: RandomSource): number {
  const highestSec = 3 * Math.max(baseSec, previousSec);
  return Math.min(capSec, baseSec + (highestSec - baseSec) * random.nextDouble());
}

/** What a client waits at most after so many failures, by the policies that double it. */
export function ceilingSec(policy: Reconnect, failures: number): number {
  let ceiling = policy.baseSec;
  const doublings = failures < MAX_DOUBLINGS ? failures : MAX_DOUBLINGS;
  for (let n = 0; n < doublings && ceiling < policy.capSec; n++) ceiling *= 2;
  return ceiling < policy.capSec ? ceiling : policy.capSec;
}
