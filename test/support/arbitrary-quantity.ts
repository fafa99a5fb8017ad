/** Quantities as a file may write them, and fields that may be absent. */
import fc from 'fast-check';
import { formatBytes, formatDuration, formatRate } from '../../src/scenario/units.ts';

/** A record whose every field may be absent. */
export function optionalFields<T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record(fields, { requiredKeys: [] });
}

/** Seconds as a number or as a text with a unit. */
export function seconds(sec: fc.Arbitrary<number>): fc.Arbitrary<number | string> {
  return fc.tuple(sec, fc.boolean()).map(([value, asText]) => (asText ? formatDuration(value) : value));
}

export function bytes(size: fc.Arbitrary<number>): fc.Arbitrary<number | string> {
  return fc.tuple(size, fc.boolean()).map(([value, asText]) => (asText ? formatBytes(value) : value));
}

export function rate(perSec: fc.Arbitrary<number>): fc.Arbitrary<number | string> {
  return fc.tuple(perSec, fc.boolean()).map(([value, asText]) => (asText ? formatRate(value) : value));
}

export function orWord<T>(word: string, value: fc.Arbitrary<T>): fc.Arbitrary<T | string> {
  return fc.oneof(fc.constant(word), value);
}

export const duration = (min: number, max: number) => seconds(fc.double({ min, max, noNaN: true }));
