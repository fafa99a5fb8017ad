import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../engine/random.ts';
import { NetfilterSpaces } from './netfilter-spaces.ts';

const FREE = 0;
const TAKEN = 1;
const HELD = 2;

/** Every second offset is one of the last 64 of the 16 bits, from which most windows wrap around. */
class OffsetsNearTheEnd extends RandomStream {
  override nextUint32(): number {
    const draw = super.nextUint32();
    return (draw & 1) === 0 ? draw : (draw | 0xffc00000) >>> 0;
  }
}

/** One range, probed port by port as `nf_nat_l4proto_unique_tuple()` is written. */
class ProbeByProbe {
  readonly state: Uint8Array;
  private readonly sequences: Uint16Array;
  examined = 0;
  tookOver = false;
  private readonly takeOver: boolean;
  private readonly random: RandomStream;

  constructor(size: number, reserved: readonly number[], takeOver: boolean, random: RandomStream) {
    this.state = new Uint8Array(size);
    for (const offset of reserved) this.state[offset] = TAKEN;
    this.sequences = new Uint16Array(size);
    this.takeOver = takeOver;
    this.random = random;
  }

  /** Where nothing can be found, no offset is drawn. */
  claim(sequence: number): number {
    const size = this.state.length;
    const inVain = this.state.every((state) => state === TAKEN);
    this.tookOver = false;
    for (let window = Math.min(size, 128); ; window >>= 1) {
      const offset = inVain ? 0 : this.random.nextUint32() >>> 16;
      for (let probe = 0; probe < window; probe++) {
        const port = ((offset + probe) & 0xffff) % size;
        this.examined += 1;
        if (!this.isFound(port, window - probe <= 32, sequence)) continue;
        this.tookOver = this.state[port] === HELD;
        this.take(port, sequence);
        return port;
      }
      if (window >= size || window < 16) return -1;
    }
  }

  claimPort(port: number, sequence: number): number {
    this.examined += 1;
    this.tookOver = false;
    if (this.state[port] !== FREE) return -1;
    this.take(port, sequence);
    return port;
  }

  private isFound(port: number, harder: boolean, sequence: number): boolean {
    if (this.state[port] !== HELD) return this.state[port] === FREE;
    const ahead = (sequence - this.sequences[port]! + 0x10000) % 0x10000;
    return this.takeOver && harder && ahead > 0 && ahead < 0x8000;
  }

  private take(port: number, sequence: number): void {
    this.state[port] = TAKEN;
    this.sequences[port] = sequence;
  }
}

describe('netfilter’s choice of ports', () => {
  const scripts = fc.record({
    size: fc.constantFrom(1, 40, 127, 128, 129, 200, 1000, 4096, 28_232, 64_512),
    reserved: fc.uniqueArray(fc.nat(64_511), { maxLength: 5 }),
    takeOver: fc.boolean(),
    /** Of so many ports one is free, and of the others one is held. */
    freeOneOf: fc.constantFrom(2, 10, 100, 1000, 100_000),
    heldOneOf: fc.constantFrom(3, 500, 100_000),
    seed: fc.integer(),
    steps: fc.array(
      fc.record({
        kind: fc.constantFrom('claim', 'claim', 'claim', 'claimPort', 'hold', 'release'),
        pick: fc.nat(64_511),
        sequence: fc.constantFrom(0, 1, 0x4000, 0x8000, 0xc000, 0xffff),
      }),
      { minLength: 50, maxLength: 200 },
    ),
  });

  it('finds, draws and counts what probing port by port would, in the last of two spaces', () => {
    fc.assert(
      fc.property(scripts, ({ size, reserved, takeOver, freeOneOf, heldOneOf, seed, steps }) => {
        const offsets = reserved.filter((offset) => offset < size).sort((a, b) => a - b);
        const draws = [new OffsetsNearTheEnd(seed, 1, 2, 3), new OffsetsNearTheEnd(seed, 1, 2, 3)] as const;
        const model = new ProbeByProbe(size, offsets, takeOver, draws[0]);
        const range = { first: 1024, last: 1023 + size, reserved: offsets.map((offset) => 1024 + offset) };
        const spaces = new NetfilterSpaces(2, range, takeOver, draws[1]);
        const tuples = new Map<number, number>();
        const note = (port: number, tuple: number): void => {
          expect(tuple === -1 ? -1 : spaces.portOf(tuple) - 1024).toBe(port);
          if (port !== -1) tuples.set(port, tuple);
        };
        const hold = (port: number): void => {
          const tuple = tuples.get(port);
          if (!takeOver || tuple === undefined || model.state[port] !== TAKEN) return;
          model.state[port] = HELD;
          spaces.hold(tuple);
        };
        const release = (port: number): void => {
          const tuple = tuples.get(port);
          if (tuple === undefined) return;
          tuples.delete(port);
          model.state[port] = FREE;
          spaces.release(tuple);
        };
        for (let port = 0; port < size; port++) {
          if (port % freeOneOf === freeOneOf - 1) continue;
          const sequence = (port & 3) * 0x4000;
          const tuple = spaces.claimPort(1, 1024 + port, sequence);
          if (model.claimPort(port, sequence) === -1) continue;
          tuples.set(port, tuple);
          if (port % heldOneOf === 0) hold(port);
        }
        for (const { kind, pick, sequence } of steps) {
          const port = pick % size;
          if (kind === 'claim') note(model.claim(sequence), spaces.claim(1, sequence));
          else if (kind === 'claimPort')
            note(model.claimPort(port, sequence), spaces.claimPort(1, 1024 + port, sequence));
          else if (kind === 'hold') hold(port);
          else release(port);
          expect(spaces.tookOver).toBe(model.tookOver);
          expect(spaces.examined).toBe(model.examined);
        }
        expect(spaces.taken).toEqual(Int32Array.of(0, tuples.size));
        expect(draws[1].nextUint32()).toBe(draws[0].nextUint32());
      }),
      { numRuns: 100 },
    );
  });
});
