import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HoldRing } from './hold-ring.ts';

describe('HoldRing', () => {
  it('gives entries back in the order in which they came, through growth and wrap-around', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 500 }), (pushes) => {
        const ring = new HoldRing();
        const model: { endSec: number; entry: number }[] = [];
        pushes.forEach((push, i) => {
          if (push || model.length === 0) {
            ring.push(i, i * 3);
            model.push({ endSec: i, entry: i * 3 });
          } else {
            expect(ring.nextEndSec).toBe(model[0]!.endSec);
            expect(ring.pop()).toBe(model.shift()!.entry);
          }
          expect(ring.size).toBe(model.length);
        });
        const left: { endSec: number; entry: number }[] = [];
        ring.forEach((entry, endSec) => left.push({ endSec, entry }));
        expect(left).toEqual(model);
      }),
    );
  });

  it('knows no next end when it is empty', () => {
    const ring = new HoldRing();
    expect(ring.nextEndSec).toBe(Infinity);
    ring.push(5, 1);
    ring.pop();
    expect(ring.nextEndSec).toBe(Infinity);
  });

  it('refuses an end that lies before the last one', () => {
    const ring = new HoldRing();
    ring.push(5, 1);
    expect(() => ring.push(4, 2)).toThrow(/ends at 4 s/);
  });
});
