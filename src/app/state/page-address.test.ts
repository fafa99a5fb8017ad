import { expect, it } from 'vitest';
import { pageOf } from './page-address.ts';

it.each([
  ['#validation', 'validation'],
  ['', 'workspace'],
  ['#', 'workspace'],
  ['#validation2', 'workspace'],
  ['#example/no-snat', 'workspace'],
])('the hash "%s" names the page %s', (hash, page) => {
  expect(pageOf(hash)).toBe(page);
});
