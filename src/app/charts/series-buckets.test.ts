import { expect, it } from 'vitest';
import { series } from './chart-model.ts';
import { SeriesBuckets } from './series-buckets.ts';

it('knows where a line passes, so that a label keeps off it', () => {
  const line = series({
    id: 'a',
    label: 'a',
    reading: { kind: 'sum', columns: [0] },
    colour: 'in-use',
    textColour: 'in-use-text',
  });
  const buckets = new SeriesBuckets([line], { fromSec: 0, toSec: 10 }, 10);
  const timeSec = Float64Array.from({ length: 11 }, (_, i) => i);
  buckets.update({ info: [], length: 11, timeSec, columns: [timeSec.map((sec) => 10 * sec)] });
  expect(buckets.passes(2, 4, 25, 45)).toBe(true);
  expect(buckets.passes(2, 4, 55, 90)).toBe(false);
  expect(buckets.passes(-5, 99, 60, 61)).toBe(true);
  expect(buckets.passes(0, 9, 101, 200)).toBe(false);
});
