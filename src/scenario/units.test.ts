import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptedQuantity,
  formatBytes,
  formatCount,
  formatDuration,
  formatQuantity,
  formatRate,
  formatShare,
  parseQuantity,
  type QuantityKind,
  quantityPattern,
} from './units.ts';

const KINDS: readonly QuantityKind[] = ['duration', 'bytes', 'rate', 'count', 'share'];

function value(kind: QuantityKind, input: number | string): number {
  const result = parseQuantity(kind, input);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

function message(kind: QuantityKind, input: number | string): string {
  const result = parseQuantity(kind, input);
  if (result.ok) throw new Error(`${input} was read as ${result.value}`);
  expect(result.accepted).toBe(acceptedQuantity(kind));
  return result.message;
}

describe('parseQuantity', () => {
  it.each([
    ['250ms', 0.25],
    ['60s', 60],
    ['10m', 600],
    ['10 min', 600],
    ['1h', 3600],
    ['5d', 432_000],
    ['1h30m', 5400],
    ['1h 30m', 5400],
    ['1d2h3m4s', 93_784],
    ['2*30m', 3600],
    ['1h-90s', 3510],
    ['(1h+30m)/2', 2700],
    ['-5s', -5],
    ['1e3', 1000],
    ['90', 90],
  ])('reads the duration %s as %d seconds', (text, sec) => {
    expect(value('duration', text)).toBe(sec);
  });

  it.each([
    ['64KiB', 65_536],
    ['16GiB', 17_179_869_184],
    ['512B', 512],
    ['1MB', 1_000_000],
    ['33kB', 33_000],
    ['4*16GiB', 68_719_476_736],
  ])('reads the size %s as %d bytes', (text, bytes) => {
    expect(value('bytes', text)).toBe(bytes);
  });

  it.each([
    ['166.7/s', 166.7],
    ['10k/min', 10_000 / 60],
    ['100k/10m', 100_000 / 600],
    ['3600/h', 1],
    ['5', 5],
  ])('reads the rate %s as %d a second', (text, perSec) => {
    expect(value('rate', text)).toBe(perSec);
  });

  it.each([
    ['100k', 100_000],
    ['1.5M', 1_500_000],
    ['28,232', 28_232],
    ['1,234,567.5', 1_234_567.5],
    ['64*1024', 65_536],
    ['2*(64,512-8)', 129_008],
    ['7-2-1', 4],
    ['100/10/2', 5],
    ['2+3*4', 14],
    ['-(2-5)', 3],
  ])('reads the count %s as %d', (text, count) => {
    expect(value('count', text)).toBe(count);
  });

  it('takes plain numbers as they are', () => {
    for (const kind of KINDS) expect(value(kind, 12.5)).toBe(12.5);
    expect(value('share', '0.1%')).toBe(0.001);
  });

  it.each<[QuantityKind, number | string, string]>([
    ['duration', '', '"" is not a duration: it is empty'],
    ['duration', '10 parsecs', '"10 parsecs" is not a duration: unit "parsecs" is unknown'],
    ['duration', '1h30', '"1h30" is not a duration: "30" lacks a unit'],
    ['duration', '30m1h', '"30m1h" is not a duration: "1h" stands after a unit that is not larger'],
    ['duration', '1h+30', '"1h+30" is not a duration: a number with a unit and one without cannot be added'],
    ['duration', '10m*10m', '"10m*10m" is not a duration: its units do not fit'],
    ['duration', NaN, 'NaN is not a duration'],
    ['count', '10m', '"10m" is not a count: unit "m" is unknown'],
    ['count', '1,00', '"1,00" is not a count: ",00" is not understood'],
    ['count', '2*', '"2*" is not a count: a number is missing at the end'],
    ['count', '(2', '"(2" is not a count: a closing parenthesis is missing'],
    ['count', '1/0', '"1/0" is not a count: it divides by zero'],
    ['count', '1e308*10', '"1e308*10" is not a count: the result is not a finite number'],
    ['count', 'constructor', '"constructor" is not a count: "constructor" is not a number'],
    ['count', '1constructor', '"1constructor" is not a count: unit "constructor" is unknown'],
    ['bytes', '64k', '"64k" is not a size: unit "k" is unknown'],
    ['rate', '5s', '"5s" is not a rate: its units do not fit'],
    ['rate', '5/k', '"5/k" is not a rate: "k" is not a unit to divide by'],
  ])('refuses the %s %j', (kind, text, expected) => {
    expect(message(kind, text)).toBe(expected);
  });

  it('never gives NaN, whatever the text', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'0123456789.,+-*/()eE kMmshdB%'.split(''), 'KiB', 'ms'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.oneof(text, fc.string()), (kind, given) => {
        const result = parseQuantity(kind, given);
        if (result.ok) expect(Number.isFinite(result.value)).toBe(true);
        else expect(result.message).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it('survives deep nesting', () => {
    expect(message('count', '('.repeat(10_000))).toContain('nested too deeply');
    expect(message('count', `${'-'.repeat(10_000)}1`)).toContain('nested too deeply');
  });
});

describe('formatQuantity', () => {
  it.each([
    [0, '0s'],
    [0.25, '250ms'],
    [90, '90s'],
    [600, '10m'],
    [5400, '90m'],
    [86_400, '1d'],
    [432_000, '5d'],
    [3661, '3661s'],
    [90_061, '90061s'],
  ])('writes %d seconds as %s', (sec, text) => {
    expect(formatDuration(sec)).toBe(text);
  });

  it('picks the unit that reads best', () => {
    expect([formatBytes(65_536), formatBytes(1e6), formatBytes(3788.8), formatBytes(0)]).toEqual([
      '64KiB',
      '1MB',
      '3.7KiB',
      '0B',
    ]);
    expect([formatRate(0.1), formatRate(10_000 / 60), formatRate(166.7)]).toEqual([
      '0.1/s',
      '10k/min',
      '166.7/s',
    ]);
    expect([formatCount(100_000), formatCount(28_232), formatShare(0.001)]).toEqual([
      '100k',
      '28232',
      '0.1%',
    ]);
  });

  it('parses back to the same number, to the last bit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.integer(),
          fc
            .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom(60, 3600, 1024, 1e6))
            .map(([n, unit]) => n * unit),
        ),
        (kind, given) => {
          const number = given + 0;
          const text = formatQuantity(kind, number);
          expect(value(kind, text)).toBe(number);
          expect(text).toMatch(new RegExp(`^${quantityPattern(kind)}$`));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('refuses what has no text', () => {
    expect(() => formatDuration(Infinity)).toThrow(RangeError);
    expect(() => formatDuration(NaN)).toThrow(RangeError);
  });
});
