import type { Operation } from './operations.ts';

/** The operations of a run in order of time: those that the timeline says, and those that come of decisions in the run. */
export class OperationSchedule {
  /** When the next one is due; Infinity after the last. */
  nextSec: number;
  private readonly fixed: readonly Operation[];
  private nextFixed = 0;
  /** In order of time. */
  private readonly added: Operation[] = [];

  /** @param fixed in order of time */
  constructor(fixed: readonly Operation[]) {
    this.fixed = fixed;
    this.nextSec = fixed[0]?.atSec ?? Infinity;
  }

  /** Behind those of the same instant and rank that were added before. */
  add(operation: Operation): void {
    const { added } = this;
    let at = added.length;
    while (at > 0 && isBefore(operation, added[at - 1]!)) at -= 1;
    added.splice(at, 0, operation);
    if (operation.atSec < this.nextSec) this.nextSec = operation.atSec;
  }

  /** Takes the next one. Only when there is one. */
  take(): Operation {
    const fixed = this.fixed[this.nextFixed];
    const added = this.added[0];
    const takesAdded = added !== undefined && (fixed === undefined || isBefore(added, fixed));
    const taken = takesAdded ? this.added.shift()! : fixed!;
    if (!takesAdded) this.nextFixed += 1;
    this.nextSec = Math.min(this.fixed[this.nextFixed]?.atSec ?? Infinity, this.added[0]?.atSec ?? Infinity);
    return taken;
  }
}

function isBefore(a: Operation, b: Operation): boolean {
  return a.atSec < b.atSec || (a.atSec === b.atSec && a.rank < b.rank);
}
