import { describe, expect, it, vi } from 'vitest';
import { keptChoice } from '../state/kept-choice.ts';
import { restoredChoice } from './compare-choice.ts';
import { furtherColumns, isColumnKey, shownColumns } from './my-columns.ts';

describe('the columns of one’s own comparison', () => {
  it('begin with the open scenario and the newest kept runs', () => {
    expect(shownColumns(null, ['b', 'a'], 'snat')).toEqual(['open', 'kept:b', 'kept:a']);
    expect(shownColumns(null, ['6', '5', '4', '3', '2', '1'], 'snat')).toHaveLength(6);
  });

  it('are never fewer than two: strategies join, and not the one that is open', () => {
    expect(shownColumns(null, [], 'snat')).toEqual(['open', 'strategy:snat-pool']);
    expect(shownColumns(null, [], 'snat-pool')).toEqual(['open', 'strategy:snat']);
    expect(shownColumns(['strategy:dsr', 'kept:gone'], [], 'snat')).toEqual(['strategy:dsr', 'open']);
  });

  it('are those that were chosen, without runs that are deleted and without hidden ones', () => {
    expect(shownColumns(['kept:a', 'kept:gone', 'open'], ['b', 'a'], 'snat')).toEqual(['kept:a', 'open']);
    expect(shownColumns(['open'], ['b'], 'snat')).toEqual(['open', 'strategy:snat-pool']);
  });

  it('can be joined by what is not among them', () => {
    expect(furtherColumns(['open', 'kept:a'], ['b', 'a'], 'direct')).toEqual([
      'kept:b',
      'strategy:snat',
      'strategy:snat-pool',
      'strategy:dnat',
      'strategy:dsr',
      'strategy:proxy',
    ]);
  });
});

describe('the choice of a comparison', () => {
  const NOTHING = { kind: 'strategies', columns: null, baselines: {} };

  it('comes back as it was kept', () => {
    const kept = {
      kind: 'mine',
      columns: ['open', 'kept:x'],
      baselines: { mine: 'kept:x', strategies: null },
    };
    expect(restoredChoice(JSON.stringify(kept))).toEqual(kept);
  });

  it('is none where nothing, or nothing readable, was kept', () => {
    for (const text of [null, '', '{', '7', '[]', '{"kind":"x","columns":3,"baselines":[]}'])
      expect(restoredChoice(text)).toEqual(NOTHING);
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('forbidden');
      },
    });
    expect(restoredChoice(keptChoice('compare.1'))).toEqual(NOTHING);
    vi.unstubAllGlobals();
  });

  it('loses what of it means nothing', () => {
    const kept = { kind: 'mine', columns: ['open', 'open', 7, 'strategy:x'], baselines: { mine: 3, x: 'y' } };
    expect(restoredChoice(JSON.stringify(kept))).toEqual({ kind: 'mine', columns: ['open'], baselines: {} });
    expect(isColumnKey('strategy:dsr')).toBe(true);
  });
});
