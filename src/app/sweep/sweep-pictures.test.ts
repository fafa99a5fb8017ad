import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { borderPath } from './border-path.ts';
import { bandPath, curvePlaces, linePath, placesAlong } from './curve-places.ts';
import { neighbourOf } from './grid-keys.ts';
import { labelStep, valueScale } from './value-scale.ts';

describe('the scale of colours', () => {
  it('is linear where values lie near each other, and nothing is nothing', () => {
    const { kind, share } = valueScale([0, 20, 40, 80]);
    expect(kind).toBe('linear');
    expect([0, 20, 80].map(share)).toEqual([0, 0.25, 1]);
  });

  it('goes by powers of ten where they lie far apart', () => {
    const { kind, share, low, high } = valueScale([0, 1e-5, 1e-3, 1e-1]);
    expect({ kind, low, high }).toEqual({ kind: 'log', low: 1e-5, high: 1e-1 });
    expect(share(0)).toBe(0);
    expect(share(1e-1)).toBeCloseTo(1, 12);
    expect(share(1e-3) - share(1e-5)).toBeCloseTo(share(1e-1) - share(1e-3), 12);
    expect(share(1e-5)).toBeGreaterThan(0);
  });

  it('never falls, and stays within its ends', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
        const { share } = valueScale(values);
        const shares = values.toSorted((a, b) => a - b).map(share);
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        expect(shares.every((each) => each >= 0 && each <= 1)).toBe(true);
      }),
    );
  });

  it('labels no more values than have room', () => {
    expect([labelStep(20, 10), labelStep(8, 10), labelStep(21, 10), labelStep(3, 0)]).toEqual([2, 1, 3, 3]);
  });
});

describe('the border of the map', () => {
  it('lies above a cell whose neighbour is above, and right of one whose neighbour is beside', () => {
    // Two columns of three rows: points 0, 1, 2 upwards, then 3, 4, 5.
    expect(borderPath([[0, 1]], 3, 10)).toBe('M0 20h10');
    expect(borderPath([[4, 5]], 3, 10)).toBe('M10 10h10');
    expect(borderPath([[2, 5]], 3, 10)).toBe('M10 0v10');
    // One row: the next point stands beside.
    expect(borderPath([[0, 1]], 1, 10)).toBe('M10 0v10');
  });
});

describe('the keys of the map', () => {
  it('go to the neighbour and stop at the edge', () => {
    const from = (key: string, point: number) => neighbourOf(key, point, 3, 2);
    expect(['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'].map((key) => from(key, 2))).toEqual([
      4, 0, 3, 2,
    ]);
    expect(['Home', 'End', 'PageUp', 'PageDown'].map((key) => from(key, 3))).toEqual([1, 5, 3, 2]);
    expect(from('ArrowRight', 5)).toBe(5);
    expect(from('a', 0)).toBeNull();
  });
});

describe('the curve', () => {
  const frame = { left: 10, top: 0, width: 100, height: 50 };

  it('spaces values by what they are, and by ratios where they lie far apart', () => {
    expect(placesAlong([1, 2, 5], frame)).toEqual([10, 35, 110]);
    expect(placesAlong([1, 10, 100], frame).map(Math.round)).toEqual([10, 60, 110]);
    expect(placesAlong([7], frame)).toEqual([60]);
  });

  it('joins the points that have a value from left to right, in the band of their intervals', () => {
    const estimates = [{ mean: 3, low: 2, high: 4 }, null, { mean: 1, low: null, high: null }];
    const places = curvePlaces([100, 50, 0], estimates, (value) => 10 * value);
    expect(linePath(places)).toBe('M0,10L100,30');
    expect(bandPath(places)).toBe('M0,10L100,40L100,20L0,10Z');
    expect(linePath(places.slice(1))).toBe('');
  });
});
