import { describe, expect, it } from 'vitest';
import type { ColumnInfo, RunSeries } from '../../network/results/run-result.ts';
import { sketchOf } from './series-sketch.ts';

const column = (quantity: ColumnInfo['quantity'], index: number | null = null): ColumnInfo => ({
  key: `${quantity}:${index}`,
  kind: 'level',
  quantity,
  station: null,
  index,
  resource: null,
  limit: Infinity,
});

/** Arrays longer than the samples, as those of a run under way. */
function series(length: number, value: (index: number) => number): RunSeries {
  const timeSec = Float64Array.from({ length: length + 5 }, (_, index) => index);
  const values = timeSec.map((_, index) => value(index));
  const info = [column('concurrent'), column('connections', 3), column('failed')];
  return { info, length, timeSec, columns: [values, values, values.map((each) => 2 * each)] };
}

describe('the sketch of a series', () => {
  it('is the whole of a short one, without what no comparison draws', () => {
    const sketch = sketchOf(series(5, (index) => index * 10));
    expect(sketch.info.map(({ quantity }) => quantity)).toEqual(['concurrent', 'failed']);
    expect([...sketch.timeSec]).toEqual([0, 1, 2, 3, 4]);
    expect([...sketch.columns[1]!]).toEqual([0, 20, 40, 60, 80]);
  });

  it('is bounded, and keeps a peak and a trough of a single sample, and both ends', () => {
    const spikes = new Map([
      [1234, 900],
      [2001, -7],
    ]);
    const { timeSec, columns } = sketchOf(series(3601, (index) => spikes.get(index) ?? 100 + (index % 3)));
    expect(timeSec.length).toBeLessThanOrEqual(502);
    expect(timeSec.length).toBeGreaterThan(400);
    expect([...timeSec]).toEqual([...timeSec].sort((a, b) => a - b));
    expect(timeSec[0]).toBe(0);
    expect(timeSec.at(-1)).toBe(3600);
    for (const [at, value] of spikes) expect(columns[0]![timeSec.indexOf(at)]).toBe(value);
  });

  it('is empty of an empty one', () => {
    expect(sketchOf(series(0, () => 1)).timeSec).toHaveLength(0);
  });
});
