import { expect, it } from 'vitest';
import { detailOf, pageOf } from './page-address.ts';

it.each([
  ['#validation', 'validation'],
  ['#presets', 'presets'],
  ['#gallery/no-snat', 'gallery'],
  ['#presets/aws-nat-gateway', 'presets'],
  ['', 'workspace'],
  ['#', 'workspace'],
  ['#validation2', 'workspace'],
  ['#example/no-snat', 'workspace'],
])('the hash "%s" names the page %s', (hash, page) => {
  expect(pageOf(hash)).toBe(page);
});

it.each([
  ['#presets/aws-nat-gateway', 'aws-nat-gateway'],
  ['#presets', ''],
  ['#gallery/100k-websockets', '100k-websockets'],
  ['#presets/a/b', ''],
  ['#example/no-snat', ''],
])('of its page the hash "%s" names "%s"', (hash, detail) => {
  expect(detailOf(hash)).toBe(detail);
});
