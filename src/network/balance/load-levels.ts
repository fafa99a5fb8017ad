/** Ends a list. */
const NONE = -1;
/** Above every level. */
const ABOVE_ALL = 2 ** 31 - 1;

/**
 * Targets by the number of connections that each has: the ones with the fewest are found at once however many there are.
 * Equals take turns: the one that was picked, opened or closed last comes last, as in the tree of HAProxy's leastconn.
 */
export class LoadLevels {
  levelOf: Int32Array;
  before: Int32Array;
  after: Int32Array;
  /** First and last target of each level. */
  first: Int32Array;
  last: Int32Array;
  lowest = 0;
  /** No usable target is below; in the state of the targets that `pickUsable` was told last. */
  lowestUsable = 0;
  private usableState = NONE;

  constructor(targets: number) {
    this.levelOf = new Int32Array(targets);
    this.before = new Int32Array(targets);
    this.after = new Int32Array(targets);
    this.first = new Int32Array(16).fill(NONE);
    this.last = new Int32Array(16).fill(NONE);
    for (let target = 0; target < targets; target++) this.append(target, 0);
  }

  /** Picks the first target with the fewest connections; its equals come before it the next time. */
  pick(): number {
    return this.turn(this.first[this.lowest]!, this.lowest);
  }

  /**
   * The same of those that can be used; -1 where none can.
   * @param state says another number whenever other targets can be used than before
   */
  pickUsable(usable: (target: number) => boolean, state: number): number {
    if (state !== this.usableState) {
      this.usableState = state;
      this.lowestUsable = this.findLowest(usable);
    }
    if (this.lowestUsable === ABOVE_ALL) return NONE;
    for (let level = this.lowestUsable; ; level++)
      for (let target = this.first[level]!; target !== NONE; target = this.after[target]!)
        if (usable(target)) {
          this.lowestUsable = level;
          return this.turn(target, level);
        }
  }

  /** The level of the usable target with the fewest connections. */
  private findLowest(usable: (target: number) => boolean): number {
    let lowest = ABOVE_ALL;
    for (let target = 0; target < this.levelOf.length; target++)
      if (this.levelOf[target]! < lowest && usable(target)) lowest = this.levelOf[target]!;
    return lowest;
  }

  /** Other targets may be usable than before, though the number that tells their state is the same. */
  forgetUsable(): void {
    this.usableState = NONE;
  }

  private turn(target: number, level: number): number {
    if (this.after[target] !== NONE) {
      this.unlink(target, level);
      this.append(target, level);
    }
    return target;
  }

  opened(target: number): void {
    const level = this.levelOf[target]!;
    this.unlink(target, level);
    this.append(target, level + 1);
    if (level === this.lowest && this.first[level] === NONE) this.lowest = level + 1;
  }

  /** @param isUsable whether the target could be picked now */
  closed(target: number, isUsable: boolean): void {
    const level = this.levelOf[target]!;
    this.unlink(target, level);
    this.append(target, level - 1);
    if (level - 1 < this.lowest) this.lowest = level - 1;
    if (isUsable && level - 1 < this.lowestUsable) this.lowestUsable = level - 1;
  }

  private append(target: number, level: number): void {
    if (level >= this.first.length) this.makeRoom(this.first.length * 2);
    const last = this.last[level]!;
    this.levelOf[target] = level;
    this.before[target] = last;
    this.after[target] = NONE;
    if (last === NONE) this.first[level] = target;
    else this.after[last] = target;
    this.last[level] = target;
  }

  private unlink(target: number, level: number): void {
    const before = this.before[target]!;
    const after = this.after[target]!;
    if (before === NONE) this.first[level] = after;
    else this.after[before] = after;
    if (after === NONE) this.last[level] = before;
    else this.before[after] = before;
  }

  /** Room for so many levels; what there is stays. */
  makeRoom(length: number): void {
    if (length <= this.first.length) return;
    const first = new Int32Array(length).fill(NONE);
    const last = new Int32Array(length).fill(NONE);
    first.set(this.first);
    last.set(this.last);
    this.first = first;
    this.last = last;
  }
}
