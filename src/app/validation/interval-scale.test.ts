import { describe, expect, it } from 'vitest';
import { intervalPlaces } from './interval-scale.ts';

const predicted = { low: 900, median: 1000, high: 1100, seeds: 5 };

describe('the places of an interval plot', () => {
  it('put the predicted median in the middle, and everything on the line', () => {
    const { band, measured } = intervalPlaces({ measured: [1000, 1050, 800], predicted });
    expect(band?.median).toBeCloseTo(0.5);
    expect(measured[0]).toBeCloseTo(0.5);
    expect(measured[2]).toBeCloseTo(0.04);
    expect(band?.high).toBeCloseTo(0.73);
  });

  it('show a small difference as small', () => {
    const exact = { low: 1000, median: 1000, high: 1000, seeds: 5 };
    const { measured, band } = intervalPlaces({ measured: [1003], predicted: exact });
    expect(measured[0]).toBeCloseTo(0.5276, 3);
    expect(band).toEqual({ low: 0.5, median: 0.5, high: 0.5 });
  });

  it('stay finite where all is zero, nothing is predicted or something never happens', () => {
    const zero = { low: 0, median: 0, high: 0, seeds: 1 };
    expect(intervalPlaces({ measured: [0, 0], predicted: zero }).measured).toEqual([0.5, 0.5]);
    expect(intervalPlaces({ measured: [7, 9], predicted: null }).band).toBeNull();
    const never = { low: 1000, median: 'never', high: 'never', seeds: 5 } as const;
    expect(intervalPlaces({ measured: [1000], predicted: never })).toEqual({
      measured: [0.5],
      band: { low: 0.5, median: 1, high: 1 },
    });
  });
});
