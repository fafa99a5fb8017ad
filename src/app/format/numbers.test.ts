import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatCompact,
  formatCount,
  formatCountWords,
  formatDifference,
  formatDuration,
  formatFigure,
  formatPercent,
  formatRate,
  formatTraffic,
  speakDuration,
} from './numbers.ts';

describe('counts', () => {
  it('separates thousands', () => {
    expect(formatCount(64512)).toBe('64,512');
    expect(formatCount(0)).toBe('0');
    expect(formatCount(Number.POSITIVE_INFINITY)).toBe('no limit');
    expect(formatCount(Number.NaN)).toBe('–');
  });

  it.each([
    [0, '0'],
    [950, '950'],
    [999.7, '1k'],
    [64512, '64.5k'],
    [999_499, '999k'],
    [999_600, '1M'],
    [1_200_000, '1.2M'],
    [2.5e9, '2.5G'],
  ])('shortens %d to %s', (count, text) => {
    expect(formatCompact(count)).toBe(text);
  });

  it('puts a word in place of digits that say nothing', () => {
    expect(formatCountWords(2_684_354_560)).toBe('2.7 billion');
    expect(formatCountWords(168_000_000)).toBe('170 million');
    expect(formatCountWords(Number.POSITIVE_INFINITY)).toBe('no limit');
  });

  it.each([
    [64512, '64,512'],
    [3.20834, '3.208'],
    [61234.56, '61,230'],
    [0.000123456, '0.0001235'],
  ])('shows the figure %d as %s', (value, text) => {
    expect(formatFigure(value)).toBe(text);
  });

  it.each([
    [0, '0 %'],
    [0.0417, '+4.2 %'],
    [-0.003, '−0.3 %'],
    [1.5, '+150 %'],
  ])('shows the difference %d as %s', (share, text) => {
    expect(formatDifference(share)).toBe(text);
  });

  it('never shows four digits before a suffix', () => {
    assert(
      property(integer({ min: 0, max: 1e14 }), (count) => {
        expect(formatCompact(count)).toMatch(/^[\d.]{1,4}[kMGT]?$/);
      }),
    );
  });
});

describe('time', () => {
  it.each([
    [0, '0 s'],
    [0.25, '250 ms'],
    [0.99994, '1 s'],
    [6.5, '6.5 s'],
    [59.96, '1 m'],
    [387, '6 m 27 s'],
    [3599.6, '1 h'],
    [3900, '1 h 5 m'],
    [86_400 * 5, '5 d'],
    [-90, '−1 m 30 s'],
  ])('%d seconds read %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('has no part that a larger unit would hold', () => {
    assert(
      property(double({ min: 60, max: 1e7, noNaN: true }), (seconds) => {
        const text = formatDuration(seconds);
        for (const [, value, unit] of text.matchAll(/([\d,]+) ([smh])/g)) {
          expect(Number(value)).toBeLessThan(unit === 'h' ? 24 : 60);
        }
      }),
    );
  });

  it('is spoken in words', () => {
    expect(speakDuration(750)).toBe('12 min 30 s');
    expect(speakDuration(3660)).toBe('1 hour 1 min');
    expect(speakDuration(7200)).toBe('2 hours');
  });

  it('shows a clock', () => {
    expect(formatClock(387)).toBe('0:06:27');
    expect(formatClock(387.26, true)).toBe('0:06:27.2');
    expect(formatClock(3600)).toBe('1:00:00');
  });
});

describe('other units', () => {
  it.each([
    [0, '0 B'],
    [3.7 * 1024, '3.7 KiB'],
    [16 * 2 ** 30, '16 GiB'],
    [2 ** 20 - 1, '1 MiB'],
  ])('%d bytes read %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('reads rates and traffic', () => {
    expect(formatRate(1234.4)).toBe('1,234 /s');
    expect(formatRate(0.25)).toBe('0.25 /s');
    expect(formatTraffic(1.25e6)).toBe('10 Mbit/s');
    expect(formatTraffic(0)).toBe('0 bit/s');
  });

  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.35, '35 %'],
    [0.0456, '4.6 %'],
    [0.00012, '0.012 %'],
    [0.9997, '99.97 %'],
    [3e-7, '3e-7'],
  ])('share %d reads %s', (share, text) => {
    expect(formatPercent(share)).toBe(text);
  });

  it('tells a share from nothing and from all', () => {
    assert(
      property(double({ min: 1e-12, max: 1 - 1e-6, noNaN: true }), (share) => {
        expect(['0 %', '100 %']).not.toContain(formatPercent(share));
      }),
    );
  });
});
