import { KIND_SHIFT } from './event-tag.ts';

/** A binary heap for the few events that fall due in the bucket that the clock is already in. */
export class LateHeap {
  size = 0;
  time = new Float64Array(64);
  id = new Int32Array(64);
  tag = new Int32Array(64);
  private order = new Float64Array(64);
  private pushed = 0;

  push(time: number, id: number, tag: number): void {
    if (this.size === this.time.length) this.grow();
    const order = this.pushed++;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.goesBefore(time, tag, order, parent)) break;
      this.move(parent, at);
      at = parent;
    }
    this.put(at, time, id, tag, order);
  }

  removeFirst(): void {
    const last = --this.size;
    if (last === 0) return;
    const time = this.time[last]!;
    const id = this.id[last]!;
    const tag = this.tag[last]!;
    const order = this.order[last]!;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= last) break;
      const right = child + 1;
      if (right < last && this.goesBefore(this.time[right]!, this.tag[right]!, this.order[right]!, child))
        child = right;
      if (this.goesBefore(time, tag, order, child)) break;
      this.move(child, at);
      at = child;
    }
    this.put(at, time, id, tag, order);
  }

  private goesBefore(time: number, tag: number, order: number, other: number): boolean {
    const otherTime = this.time[other]!;
    if (time !== otherTime) return time < otherTime;
    const kind = tag >>> KIND_SHIFT;
    const otherKind = this.tag[other]! >>> KIND_SHIFT;
    return kind !== otherKind ? kind < otherKind : order < this.order[other]!;
  }

  private move(from: number, to: number): void {
    this.put(to, this.time[from]!, this.id[from]!, this.tag[from]!, this.order[from]!);
  }

  private put(at: number, time: number, id: number, tag: number, order: number): void {
    this.time[at] = time;
    this.id[at] = id;
    this.tag[at] = tag;
    this.order[at] = order;
  }

  private grow(): void {
    const length = this.time.length * 2;
    this.time = grown(new Float64Array(length), this.time);
    this.id = grown(new Int32Array(length), this.id);
    this.tag = grown(new Int32Array(length), this.tag);
    this.order = grown(new Float64Array(length), this.order);
  }
}

function grown<T extends Float64Array | Int32Array>(to: T, from: T): T {
  to.set(from);
  return to;
}
