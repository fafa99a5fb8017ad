import { describe, expect, it } from 'vitest';
import type { PortOccupancy } from '../../../network/results/run-result.ts';
import { matrixCsv } from './matrix-csv.ts';
import { percentText, readSpace } from './read-space.ts';
import {
  columnCounts,
  countsAt,
  freeOf,
  listSpaces,
  rowCounts,
  rowOrder,
  totalCounts,
  usedShare,
} from './spaces.ts';

/** Three addresses toward two destinations, with ten ports each. */
const ALL: PortOccupancy = {
  atSec: 12.5,
  station: 'path.0',
  addresses: 3,
  destinations: 2,
  isPerDestination: true,
  capacityEach: 10,
  present: Uint8Array.of(1, 1, 0),
  inUse: Int32Array.of(1, 2, 5, 0, 0, 5),
  held: Int32Array.of(0, 1, 5, 0, 0, 5),
};

describe('sums of spaces', () => {
  it('are those of a row, of a column and of all', () => {
    expect(countsAt(ALL, 1, 0)).toEqual({ inUse: 5, held: 5, capacity: 10 });
    expect(rowCounts(ALL, 0)).toEqual({ inUse: 3, held: 1, capacity: 20 });
    expect(columnCounts(ALL, 1)).toEqual({ inUse: 7, held: 6, capacity: 30 });
    expect(totalCounts(ALL)).toEqual({ inUse: 13, held: 11, capacity: 60 });
    expect(freeOf(totalCounts(ALL))).toBe(36);
    expect(usedShare(countsAt(ALL, 1, 0))).toBe(1);
    expect(usedShare({ inUse: 0, held: 0, capacity: 0 })).toBe(0);
  });
});

describe('orders', () => {
  it('put the fullest first, and keep equals in their order', () => {
    expect(rowOrder(ALL, 'address')).toEqual([0, 1, 2]);
    expect(rowOrder(ALL, 'fullest')).toEqual([1, 2, 0]);
    expect(listSpaces(ALL, 'fullest').map(({ address, destination }) => [address, destination])).toEqual([
      [1, 0],
      [2, 1],
      [0, 1],
      [0, 0],
      [1, 1],
      [2, 0],
    ]);
    expect(listSpaces(ALL, 'address')[3]).toEqual({ address: 1, destination: 1 });
  });
});

describe('matrixCsv', () => {
  it('has a line for every space', () => {
    const csv = matrixCsv(ALL, ['a', 'b', 'c, d'], ['x:1', 'x:2']);
    expect(csv.split('\r\n')).toEqual([
      'time_s,source_address,destination,present,ports_in_use,ports_held,ports',
      '12.5,a,x:1,1,1,0,10',
      '12.5,a,x:2,1,2,1,10',
      '12.5,b,x:1,1,5,5,10',
      '12.5,b,x:2,1,0,0,10',
      '12.5,"c, d",x:1,0,0,0,10',
      '12.5,"c, d",x:2,0,5,5,10',
      '',
    ]);
  });
});

describe('readSpace', () => {
  it('says what a cell shows', () => {
    const names = { addresses: ['a', 'b', 'c'], destinations: ['x:1', 'x:2'] };
    expect(readSpace(ALL, names, { address: 0, destination: 1 })).toBe(
      'a → x:2: 2 in use, 1 held, 7 free; 30 % used.',
    );
    expect(readSpace(ALL, names, { address: 2, destination: 1 })).toBe(
      'c → x:2: 5 in use, 5 held, 0 free; 100 % used. The address is not there at the moment.',
    );
  });

  it.each([
    [0, '0 %'],
    [0.0001, '<1 %'],
    [0.456, '46 %'],
    [0.9999, '99 %'],
    [1, '100 %'],
  ])('%d is %s', (share, text) => {
    expect(percentText(share)).toBe(text);
  });
});
