import { describe, expect, it } from 'vitest';
import { valueDomain } from './value-domain.ts';

const limit = (value: number) => ({ label: `at ${value}`, value, kind: 'limit' as const });

describe('valueDomain', () => {
  it('makes room for a limit near the data', () => {
    const domain = valueDomain(60_000, [limit(64_512)], 'count');
    expect(domain.inside).toHaveLength(1);
    expect(domain.top).toBeGreaterThan(64_512);
  });

  it('names a limit out of proportion instead of drawing it', () => {
    const domain = valueDomain(60_000, [limit(1_000_000), limit(64_512)], 'count');
    expect(domain.inside.map(({ value }) => value)).toEqual([64_512]);
    expect(domain.above.map(({ value }) => value)).toEqual([1_000_000]);
    expect(domain.top).toBeLessThan(100_000);
  });

  it('shows the lowest limit before there are data', () => {
    expect(valueDomain(0, [limit(500)], 'count').inside).toHaveLength(1);
    expect(valueDomain(Number.NEGATIVE_INFINITY, [], 'count').top).toBe(1);
  });
});
