import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunFigures } from '../../analysis/runs/run-figures.ts';
import { forgetRuns, keepRuns, keptRuns } from './sweep-storage.ts';

/** What is in them does not matter here: they come back as they were put in. */
const figures = (peak: number) => ({ peak }) as unknown as RunFigures;

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

describe('the runs of sweeps', () => {
  it('come back, those of several writings together, and of no other sweep', async () => {
    await keepRuns('one', new Map([[0, figures(10)]]));
    await keepRuns('two', new Map([[0, figures(20)]]));
    await keepRuns('one', new Map([[7, figures(17)]]));
    expect(await keptRuns('one')).toEqual(
      new Map([
        [0, figures(10)],
        [7, figures(17)],
      ]),
    );
    expect(await keptRuns('three')).toEqual(new Map());
  });

  it('are forgotten by their sweep alone', async () => {
    await keepRuns('one', new Map([[0, figures(10)]]));
    await keepRuns('two', new Map([[0, figures(20)]]));
    await forgetRuns('one');
    expect((await keptRuns('one')).size).toBe(0);
    expect((await keptRuns('two')).size).toBe(1);
  });

  it('make room for those of younger sweeps', async () => {
    for (let sweep = 0; sweep < 14; sweep += 1) {
      vi.setSystemTime(1000 + sweep);
      await keepRuns(`sweep ${sweep}`, new Map([[0, figures(sweep)]]));
    }
    vi.useRealTimers();
    const sizes = await Promise.all(
      [0, 1, 2, 13].map(async (sweep) => (await keptRuns(`sweep ${sweep}`)).size),
    );
    expect(sizes).toEqual([0, 0, 1, 1]);
  });

  it('reject where the browser keeps nothing', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    await expect(keptRuns('one')).rejects.toThrow('no');
  });
});
