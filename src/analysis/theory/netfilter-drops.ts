import { FIRST_WINDOW, OFFSETS } from '../../network/ports/tuple-space/windows-in-vain.ts';

/** Windows that must all be full before a SYN is dropped. */
const WINDOWS = 5;
/** Ranges from this size on have windows that are small against what they lie in. */
const LARGE_RANGE = 16_384;

/**
 * Share in use from which on netfilter may drop its first SYN while a range fills: below it are about 5 % of simulated
 * fills (`test/theory/first-failure.test.ts` holds it against them).
 *
 * The offsets modulo the size do not fall evenly. With k = floor(65,536 / size) the first r = 65,536 - k size ports are
 * started from k + 1 times where the others are k times, so they fill first, at n (k + 1) / 65,536 = 1. From then on a SYN
 * whose five windows all start there is dropped: p^5 of them, p = r (k + 1) / 65,536. Where that is hardly ever met, as for
 * the whole range 1024-65535, the windows drop by the clustering that contiguous search makes of its own.
 */
export function netfilterFirstDropShare(ports: number): number {
  if (ports <= FIRST_WINDOW) return 1;
  const turns = Math.floor(OFFSETS / ports);
  const uneven = OFFSETS - turns * ports;
  const startsThere = (uneven * (turns + 1)) / OFFSETS;
  let allThere = 1;
  for (let window = 0; window < WINDOWS; window++) allThere *= startsThere;
  if (allThere * ports >= 0.5) return (0.88 * OFFSETS) / ((turns + 1) * ports);
  return uneven === 0 || ports < LARGE_RANGE ? 0.85 : 0.73;
}
