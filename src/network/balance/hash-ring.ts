import { hash3 } from '../../numeric/hash.ts';
import type { Ring } from '../../scenario/balancing.ts';

/** A key has the whole ring to go round: 2^32 places. */
const PLACES = 2 ** 32;

/**
 * A ring on which each target has points in proportion to its weight. Points depend on the target alone, so when one
 * joins or leaves only the keys of its own points move. Which targets lie where is drawn with the salt: on a real system it
 * follows from their names.
 */
export class HashRing {
  /** Of each point, in order round the ring. */
  private readonly places: Float64Array;
  private readonly targets: Int32Array;
  private readonly picksNearest: boolean;

  constructor({ points, pick }: Ring, weights: readonly number[], salt: number) {
    this.picksNearest = pick === 'nearest';
    // Place and target in one double, so that sorting keeps them together and breaks ties by the target.
    const stride = weights.length;
    const sorted = new Float64Array(weights.reduce((sum, weight) => sum + pointsOf(points, weight), 0));
    let filled = 0;
    weights.forEach((weight, target) => {
      for (let point = pointsOf(points, weight); point > 0; point--)
        sorted[filled++] = hash3(salt, target, point) * stride + target;
    });
    sorted.sort();
    this.places = sorted.map((each) => Math.floor(each / stride));
    this.targets = Int32Array.from(sorted, (each) => each % stride);
  }

  /** The target of a key of 32 bits among those that can be used, or -1 when none can. */
  find(key: number, isUsable: (target: number) => boolean): number {
    const { targets, places, picksNearest } = this;
    const { length } = targets;
    const at = this.firstFrom(key);
    const next = this.usableFrom(at < length ? at : 0, 1, isUsable);
    if (!picksNearest || next < 0) return next < 0 ? -1 : targets[next]!;
    const before = this.usableFrom(at > 0 ? at - 1 : length - 1, -1, isUsable);
    const ahead = (places[next]! - key + PLACES) % PLACES;
    const behind = (key - places[before]! + PLACES) % PLACES;
    return targets[behind <= ahead ? before : next]!;
  }

  /** Index of the first point at or after the key; the number of points where there is none. */
  private firstFrom(key: number): number {
    let low = 0;
    let high = this.places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.places[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private usableFrom(from: number, step: 1 | -1, isUsable: (target: number) => boolean): number {
    const { length } = this.targets;
    for (let tries = 0, at = from; tries < length; tries++) {
      if (isUsable(this.targets[at]!)) return at;
      at = (at + step + length) % length;
    }
    return -1;
  }
}

/** At least one, so that no target is without a key. */
export function pointsOf(points: number, weight: number): number {
  return Math.max(1, Math.round(points * weight));
}
