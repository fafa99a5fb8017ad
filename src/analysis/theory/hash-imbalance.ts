/**
 * A hash deals out sources to bins (the addresses of a pool) without knowing how full they are: the number of sources in one bin is
 * binomial, and those of all bins together multinomial. Sums are taken outward from the largest term, where nothing cancels.
 */
import { exp, expm1, log, log1p } from '../../numeric/elementary.ts';
import { logGamma, regularizedBeta } from '../../numeric/special.ts';
import { checkCount } from './checked-arguments.ts';

/** Terms below this share of the largest no longer count. */
const NEGLIGIBLE = 1e-20;
/** Steps of the exact law of the fullest bin beyond which its bounds are given. */
const MOST_STEPS = 200_000;

/** Chance that a bin of `bins` gets more than `most` of `sources` sources; 12 digits or more. */
export function binOverfull(sources: number, bins: number, most: number): number {
  check(sources, bins);
  if (most >= sources) return 0;
  if (most < 0) return 1;
  if (bins === 1) return 1;
  const at = Math.floor(most);
  return regularizedBeta(1 / bins, at + 1, sources - at);
}

export interface Chance {
  readonly low: number;
  readonly high: number;
}

/**
 * Chance that some bin gets more than `most` sources. Exact (both bounds equal) where the law of the fullest bin takes few steps;
 * else between 1 - (1 - p)^bins, since counts of a multinomial law are negatively associated (K. Joag-Dev and F. Proschan, Annals of
 * Statistics 11, 1983), and bins x p, with p the chance of one bin.
 */
export function someBinOverfull(sources: number, bins: number, most: number): Chance {
  const one = binOverfull(sources, bins, most);
  if (one === 0 || one === 1 || bins === 1) return { low: one, high: one };
  // Fewer than two bins can be too full at once: the sum over the bins is the chance itself.
  if (2 * (Math.floor(most) + 1) > sources) return { low: bins * one, high: bins * one };
  const at = Math.floor(most);
  if (bins * (sources + 1) * (at + 1) <= MOST_STEPS) {
    const all = 1 - allBinsWithin(sources, bins, at);
    // The difference from 1 is worth nothing where the chance is tiny; the bounds are close there.
    if (all > 1e-6) return { low: all, high: all };
  }
  return { low: -expm1(bins * log1p(-one)), high: Math.min(1, bins * one) };
}

/**
 * Expected value of f(k) for k sources in one bin.
 * @param valueAt finite for every whole number from 0 to `sources`
 */
export function meanOverBin(sources: number, bins: number, valueAt: (inBin: number) => number): number {
  check(sources, bins);
  if (bins === 1) return valueAt(sources);
  const mode = Math.min(sources, Math.floor((sources + 1) / bins));
  const odds = 1 / (bins - 1);
  let weight = 1;
  let weights = 1;
  let sum = valueAt(mode);
  for (let k = mode; k < sources && weight > NEGLIGIBLE; k++) {
    weight *= ((sources - k) / (k + 1)) * odds;
    weights += weight;
    sum += weight * valueAt(k + 1);
  }
  weight = 1;
  for (let k = mode; k > 0 && weight > NEGLIGIBLE; k--) {
    weight *= k / (sources - k + 1) / odds;
    weights += weight;
    sum += weight * valueAt(k - 1);
  }
  return sum / weights;
}

/**
 * Expected share of connections that find no room where each source opens `each` of them and a bin has `room` for connections,
 * 0..1: the mean of what is beyond it, over what comes.
 */
export function shareBeyond(sources: number, bins: number, each: number, room: number): number {
  if (sources === 0 || each === 0) return 0;
  const beyond = meanOverBin(sources, bins, (inBin) => Math.max(0, inBin * each - room));
  return (beyond * bins) / (sources * each);
}

/** Chance that no bin has more than `most`: one bin after the other, each a binomial part of what is left. */
function allBinsWithin(sources: number, bins: number, most: number): number {
  const logFactorial = Float64Array.from({ length: sources + 1 }, (_, n) => logGamma(n + 1));
  // within[n]: chance that the bins so far, given n sources among them, are all within.
  let within = Float64Array.from({ length: sources + 1 }, (_, n) => (n <= most ? 1 : 0));
  for (let seen = 2; seen <= bins; seen++) {
    const share = 1 / seen;
    const next = new Float64Array(sources + 1);
    for (let n = 0; n <= sources; n++) {
      let sum = 0;
      for (let own = Math.min(n, most); own >= 0; own--) {
        const ways = logFactorial[n]! - logFactorial[own]! - logFactorial[n - own]!;
        sum += exp(ways + own * log(share) + (n - own) * log1p(-share)) * within[n - own]!;
      }
      next[n] = sum;
    }
    within = next;
  }
  return within[sources]!;
}

function check(sources: number, bins: number): void {
  checkCount(sources, 'sources');
  checkCount(bins, 'bins', 1);
}
