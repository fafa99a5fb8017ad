/**
 * Holds that still stand in a ring although their port was taken over. A tuple may have several, in rings of different
 * lengths, and a newer one that counts; which is which follows from what came first, its beginning or the take-over.
 */
export class TakenOverHolds {
  /** Take-overs so far: what a hold is marked with when it begins. */
  count = 0;
  private readonly lastTakeOver = new Map<number, number>();
  private readonly left = new Map<number, number>();

  /** The port of the tuple's hold was taken over. */
  add(tuple: number): void {
    this.count += 1;
    this.lastTakeOver.set(tuple, this.count);
    this.left.set(tuple, (this.left.get(tuple) ?? 0) + 1);
  }

  /** @param begun the take-overs until the hold began */
  has(tuple: number, begun: number): boolean {
    return this.left.size > 0 && begun < (this.lastTakeOver.get(tuple) ?? 0);
  }

  /** The time of such a hold is over: nothing of it is left. */
  drop(tuple: number): void {
    const left = this.left.get(tuple)! - 1;
    if (left > 0) {
      this.left.set(tuple, left);
      return;
    }
    this.left.delete(tuple);
    this.lastTakeOver.delete(tuple);
  }
}
