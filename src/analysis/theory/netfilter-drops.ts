import { FIRST_WINDOW, OFFSETS } from '../../network/ports/tuple-space/windows-in-vain.ts';
import { exp, log } from '../../numeric/elementary.ts';
import { checkLoad } from './checked-arguments.ts';

/** Windows that must all be full before a SYN is dropped. */
const WINDOWS = 5;
/** States of less than this share of the weight are left out of a sum: but for small loads, where they refuse nothing. */
const NEGLIGIBLE = 1e-30;
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

/** Probes of all windows: 128, 64, 32, 16 and 8. */
const PROBES = FIRST_WINDOW * 2 - 8;

/**
 * Lower bound of the probability that netfilter drops a new SYN while `inUse` of `ports` ports are taken: f^248 with f their share,
 * as if each probe looked at a port of its own at random. The real probability is higher, since a window is a run of neighbours: the
 * search itself takes ports next to taken ones, so that used ports cluster, and a window that begins in a cluster finds nothing.
 * Of 64,512 ports, after much coming and going, it is about 900 times the bound at 95 % in use, 5 times at 98 % and 1.7 times at 99 %.
 * A range of 128 ports or less is looked at as a whole.
 * @throws RangeError unless 0 <= inUse <= ports
 */
export function netfilterDropBound(ports: number, inUse: number): number {
  if (!(inUse >= 0 && inUse <= ports))
    throw new RangeError(`${inUse} ports in use; they must be between 0 and the ${ports} of the range`);
  if (inUse === ports) return 1;
  return ports <= FIRST_WINDOW || inUse === 0 ? 0 : exp(PROBES * log(inUse / ports));
}

/**
 * Lower bound of the share of SYNs that a probing NAT drops in the long run, under Poisson arrivals that do not come back: the loss system
 * whose arrivals at k ports in use are refused with `netfilterDropBound(ports, k)`. It has Erlang's refusals of the full range
 * in it. A birth and death process: p(k + 1) / p(k) = load x (1 - d(k)) / (k + 1); as Erlang's formula it holds for any law of the
 * holding times (state-dependent arrivals: V. B. Iversen, Teletraffic Engineering Handbook, section 7.4).
 * @throws RangeError unless the load is finite and at least 0
 */
export function netfilterBlockingBound(ports: number, offeredLoadErl: number): number {
  checkLoad(offeredLoadErl);
  // Outward from the most likely state, so that nothing overflows and what is left out is small.
  const ratio = (k: number): number => (offeredLoadErl * (1 - netfilterDropBound(ports, k))) / (k + 1);
  let mode = 0;
  for (let high = ports; mode < high; ) {
    const k = (mode + high) >> 1;
    if (ratio(k) >= 1) mode = k + 1;
    else high = k;
  }
  let states = 1;
  let dropped = netfilterDropBound(ports, mode);
  let weight = 1;
  for (let k = mode; k < ports && weight > NEGLIGIBLE * states; k++) {
    weight *= ratio(k);
    states += weight;
    dropped += weight * netfilterDropBound(ports, k + 1);
  }
  weight = 1;
  for (let k = mode; k > 0 && weight > NEGLIGIBLE * states; k--) {
    weight /= ratio(k - 1);
    states += weight;
    dropped += weight * netfilterDropBound(ports, k - 1);
  }
  return dropped / states;
}
