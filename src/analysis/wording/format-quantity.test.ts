import { expect, test } from 'vitest';
import {
  counted,
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatProbability,
  formatShare,
} from './format-quantity.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [64512, '64,512'],
  [1e7, '10,000,000'],
  [-1234.5, '-1,234'],
  [Infinity, 'no limit'],
])('count %d reads %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [0, '0 s'],
  [0.25, '250 ms'],
  [6.5, '6.5 s'],
  [59.99, '1 m'],
  [387.07, '6 m 27 s'],
  [3599.6, '1 h'],
  [3900, '1 h 5 m'],
  [5 * 86400, '5 d'],
  [90_000, '1 d 1 h'],
  [-90, '-1 m 30 s'],
  [Infinity, 'for ever'],
])('duration of %d s reads %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0, '0 %'],
  [1, '100 %'],
  [0.381, '38 %'],
  [0.05, '5 %'],
  [0.00012, '0.012 %'],
  [0.9997, '99.97 %'],
  [0.0031348, '0.31 %'],
  [3e-7, '3e-7'],
  [-0.36, '-36 %'],
])('share %d reads %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test.each([
  [3788.8, '3.7 KiB'],
  [16 * 2 ** 30, '16 GiB'],
  [512, '512 B'],
  [Infinity, 'no limit'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('numbers keep three significant digits below one hundred', () => {
  expect(formatNumber(0.25)).toBe('0.25');
  expect(formatNumber(166.7)).toBe('167');
  expect(formatNumber(99.97)).toBe('100');
  expect(formatNumber(0)).toBe('0');
});

test('probabilities read as targets are written', () => {
  expect(formatProbability(1e-6)).toBe('1e-6');
  expect(formatProbability(2.08e-4)).toBe('2.1e-4');
  expect(formatProbability(0.0031348)).toBe('0.00313');
  expect(formatProbability(0)).toBe('0');
});

test('a counted noun agrees with its number', () => {
  expect(counted(1, 'address', 'addresses')).toBe('1 address');
  expect(counted(64512, 'port')).toBe('64,512 ports');
});
