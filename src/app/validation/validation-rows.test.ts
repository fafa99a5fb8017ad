import { describe, expect, it } from 'vitest';
import type { ValidationDocument, ValidationQuantity } from './validation-document.ts';
import { ALL_ROWS, filteredRows, orderedRows, rangeOf, rowsOf } from './validation-rows.ts';

const quantity = (name: string, rest: Partial<ValidationQuantity> = {}): ValidationQuantity => ({
  quantity: name,
  measured: [1000],
  predicted: { low: 990, median: 1000, high: 1010, seeds: 5 },
  error: 0,
  verdict: 'pass',
  reason: null,
  ...rest,
});

const document: ValidationDocument = {
  format: 1,
  date: '2031-02-03',
  engineVersion: '1.0.0',
  method: [],
  counts: { quantities: 4, cases: 3, pass: 2, sampling: 0, fail: 1, notReproduced: 1 },
  groups: [
    { letter: 'A', title: 'connect() and its ports' },
    { letter: 'P', title: 'Published answers' },
  ],
  cases: [
    {
      id: 'A01',
      group: 'A',
      what: 'one source',
      setup: 'dst=10.2.0.1',
      scenario: null,
      quantities: [quantity('peak', { error: 0.01 }), quantity('first', { error: -0.2, verdict: 'FAIL' })],
    },
    {
      id: 'worked/same',
      group: 'P',
      what: 'Ports of a gateway',
      setup: null,
      scenario: null,
      quantities: [quantity('ports', { error: 'never' })],
    },
    {
      id: 'worked/same',
      group: 'P',
      what: 'Memory of a proxy',
      setup: null,
      scenario: null,
      quantities: [
        quantity('connections', {
          predicted: null,
          error: null,
          verdict: 'not reproduced',
          reason: 'no kernel memory',
        }),
      ],
    },
  ],
  notCovered: [],
};
const rows = rowsOf(document);
const names = (some: readonly { readonly quantity: string }[]): string[] => some.map(({ quantity: q }) => q);

describe('the rows of the validation', () => {
  it('are one a quantity, with keys of their own where two cases have one name', () => {
    expect(names(rows)).toEqual(['peak', 'first', 'ports', 'connections']);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(4);
    expect(rows[0]?.groupTitle).toBe('connect() and its ports');
  });

  it('are filtered by group, by verdict and by words of all that they say', () => {
    expect(filteredRows(rows, ALL_ROWS)).toEqual(rows);
    expect(names(filteredRows(rows, { ...ALL_ROWS, group: 'P' }))).toEqual(['ports', 'connections']);
    expect(names(filteredRows(rows, { ...ALL_ROWS, verdict: 'FAIL' }))).toEqual(['first']);
    expect(names(filteredRows(rows, { ...ALL_ROWS, text: ' KERNEL  memory ' }))).toEqual(['connections']);
    expect(names(filteredRows(rows, { ...ALL_ROWS, text: '10.2.0.1 first' }))).toEqual(['first']);
    expect(filteredRows(rows, { group: 'A', verdict: 'not reproduced', text: '' })).toEqual([]);
  });

  it('come with the largest error first, whatever its sign, and without one last', () => {
    expect(names(orderedRows(rows, 'error'))).toEqual(['ports', 'first', 'peak', 'connections']);
    expect(orderedRows(rows, 'case')).toBe(rows);
  });

  it('have a range in which "never" is the largest', () => {
    expect(rangeOf([3, 1, 2])).toEqual({ low: 1, high: 3 });
    expect(rangeOf(['never', 5])).toEqual({ low: 5, high: 'never' });
  });
});
