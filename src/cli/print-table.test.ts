import { expect, test } from 'vitest';
import { formatPairs, formatTable } from './print-table.ts';

test('columns are as wide as their widest cell, numbers to the right, no trailing blanks', () => {
  const table = formatTable(
    [
      { title: 'where', align: 'left' },
      { title: 'count', align: 'right' },
      { title: 'note', align: 'left' },
    ],
    [
      ['edge', '64,512', ''],
      ['backends', '7', 'full'],
    ],
  );
  expect(table).toBe(['where      count  note', 'edge      64,512', 'backends       7  full', ''].join('\n'));
});

test('a table without rows keeps its titles', () => {
  expect(formatTable([{ title: 'where', align: 'left' }], [])).toBe('where\n');
});

test('pairs stand under one another', () => {
  expect(
    formatPairs([
      ['peak', '12'],
      ['established', '3'],
    ]),
  ).toBe('peak         12\nestablished  3\n');
});
