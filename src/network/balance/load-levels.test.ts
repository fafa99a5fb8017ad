import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoadLevels } from './load-levels.ts';

describe('LoadLevels', () => {
  it('picks a target with the fewest connections, whatever opens and closes', () => {
    const step = fc.record({ close: fc.boolean(), which: fc.nat(6), down: fc.option(fc.nat(2)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const levels = new LoadLevels(7);
        const open = new Array<number>(7).fill(0);
        const isUp = (target: number, down: number | null): boolean => target !== down;
        let wasDown: number | null = null;
        let state = 0;
        for (const { close, which, down } of steps) {
          if (down !== wasDown) state += 1;
          wasDown = down;
          if (close && open[which]! > 0) {
            levels.closed(which, isUp(which, down));
            open[which]! -= 1;
          } else {
            const usable = (target: number): boolean => isUp(target, down);
            const picked = down === null ? levels.pick() : levels.pickUsable(usable, state);
            expect(usable(picked)).toBe(true);
            expect(open[picked]).toBe(Math.min(...open.filter((_, target) => usable(target))));
            levels.opened(picked);
            open[picked]! += 1;
          }
        }
      }),
    );
  });

  it('lets equals take turns, whether or not a pick becomes a connection', () => {
    const levels = new LoadLevels(3);
    expect([levels.pick(), levels.pick(), levels.pick(), levels.pick()]).toEqual([0, 1, 2, 0]);
    levels.opened(1);
    expect([levels.pick(), levels.pick(), levels.pick()]).toEqual([2, 0, 2]);
  });

  it('says so when no target can be used', () => {
    expect(new LoadLevels(2).pickUsable(() => false, 0)).toBe(-1);
  });
});
