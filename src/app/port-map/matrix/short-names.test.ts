import { expect, it } from 'vitest';
import { shortNames } from './short-names.ts';

it.each([
  [['servers 1:443', 'servers 2:443', 'servers 10:443'], ['1', '2', '10'], 'servers #:443'],
  [['servers 1:443', 'servers 1:8443'], ['1:443', '1:8443'], 'servers #'],
  [['edge 11, address 1', 'edge 11, address 2'], ['1', '2'], 'edge 11, address #'],
  [['edge 1, address 1', 'edge 2, address 1'], ['1, address 1', '2, address 1'], 'edge #'],
  [['one'], ['one'], 'one'],
  [['a:1', 'b:1'], ['a', 'b'], '#:1'],
  [[], [], ''],
])('%j become %j', (names, labels, pattern) => {
  expect(shortNames(names)).toEqual({ labels, pattern });
});
