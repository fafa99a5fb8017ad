import { describe, expect, it } from 'vitest';
import { bestColumns, comparisonSentence, type RankedColumn } from './best-columns.ts';

const column = (
  name: string,
  failed: number,
  peakConcurrent: number,
  throughBalancer: number | null = 100,
): RankedColumn => ({ name, failed, failedShare: null, peakConcurrent, throughBalancer });

const say = {
  count: String,
  traffic: (bytes: number) => `${bytes} B/s`,
  share: (share: number) => `${share * 100} %`,
};

describe('bestColumns', () => {
  it('prefers fewer failures to a higher peak', () => {
    expect(bestColumns([column('a', 5, 1000), column('b', 0, 900)])).toEqual([1]);
  });

  it('takes peaks a thousandth apart for the same', () => {
    expect(bestColumns([column('a', 0, 100_000), column('b', 0, 99_951), column('c', 0, 99_000)])).toEqual([
      0, 1,
    ]);
  });
});

describe('comparisonSentence', () => {
  it('names the best and the lightest of them', () => {
    const columns = [
      column('SNAT', 900, 64),
      column('DSR', 0, 100, 7),
      column('Direct', 0, 100, null),
      column('Proxy', 0, 100, 90),
    ];
    expect(comparisonSentence(columns, say)).toBe(
      'DSR, Direct and Proxy do best: 100 connections at the peak, no attempt failed. Of these, DSR puts the least through the balancer (7 B/s).',
    );
  });

  it('says so when there is no difference', () => {
    expect(comparisonSentence([column('A', 3, 10), column('B', 3, 10)], say)).toBe(
      'All 2 strategies carry the same: 10 connections, 3 attempts failed.',
    );
  });

  it('goes by the share of failures where the columns have not the same clients', () => {
    const few = { ...column('Few', 50, 10), failedShare: 0.5 };
    const many = { ...column('Many', 90, 100), failedShare: 0.25 };
    expect(bestColumns([few, many])).toEqual([1]);
    expect(comparisonSentence([few, many], say, 'columns')).toBe(
      'Many does best: 100 connections at the peak, 25 % of the attempts failed.',
    );
  });

  it('has nothing to say of nothing', () => {
    expect(comparisonSentence([], say)).toBe('');
  });
});
