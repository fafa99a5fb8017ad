/** A binary heap for the few events that fall due in the bucket that the clock is already in. */
export class LateHeap {
  size = 0;
  time = new Float64Array(64);
  /** Place of the event's record in the queue. */
  at = new Int32Array(64);
  kind = new Uint8Array(64);
  order = new Float64Array(64);
  pushed = 0;

  push(time: number, at: number, kind: number): void {
    if (this.size === this.time.length) this.grow();
    const order = this.pushed++;
    let place = this.size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.goesBefore(time, kind, order, parent)) break;
      this.move(parent, place);
      place = parent;
    }
    this.put(place, time, at, kind, order);
  }

  removeFirst(): void {
    const last = --this.size;
    if (last === 0) return;
    const time = this.time[last]!;
    const at = this.at[last]!;
    const kind = this.kind[last]!;
    const order = this.order[last]!;
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= last) break;
      const right = child + 1;
      if (right < last && this.goesBefore(this.time[right]!, this.kind[right]!, this.order[right]!, child))
        child = right;
      if (this.goesBefore(time, kind, order, child)) break;
      this.move(child, place);
      place = child;
    }
    this.put(place, time, at, kind, order);
  }

  private goesBefore(time: number, kind: number, order: number, other: number): boolean {
    const otherTime = this.time[other]!;
    if (time !== otherTime) return time < otherTime;
    const otherKind = this.kind[other]!;
    return kind !== otherKind ? kind < otherKind : order < this.order[other]!;
  }

  private move(from: number, to: number): void {
    this.put(to, this.time[from]!, this.at[from]!, this.kind[from]!, this.order[from]!);
  }

  private put(place: number, time: number, at: number, kind: number, order: number): void {
    this.time[place] = time;
    this.at[place] = at;
    this.kind[place] = kind;
    this.order[place] = order;
  }

  /** Grows until so many events have room. */
  makeRoom(events: number): void {
    while (this.time.length < events) this.grow();
  }

  private grow(): void {
    const length = this.time.length * 2;
    this.time = grown(new Float64Array(length), this.time);
    this.at = grown(new Int32Array(length), this.at);
    this.kind = grown(new Uint8Array(length), this.kind);
    this.order = grown(new Float64Array(length), this.order);
  }
}

function grown<T extends Float64Array | Int32Array | Uint8Array>(to: T, from: T): T {
  to.set(from);
  return to;
}
