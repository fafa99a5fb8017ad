import { expect, it } from 'vitest';
import type { StationKey } from './run-result.ts';
import { isHop, isPopulation, stationPlace } from './station-key.ts';

it('takes a key apart', () => {
  expect(stationPlace('clients.2')).toEqual({ kind: 'clients', index: 2 });
  expect(stationPlace('path.11')).toEqual({ kind: 'path', index: 11 });
  expect(stationPlace('backends')).toEqual({ kind: 'backends', index: 0 });
});

it('knows hops and populations', () => {
  expect(['clients.0', 'path.0', 'backends'].map((key) => isPopulation(key as StationKey))).toEqual([
    true,
    false,
    false,
  ]);
  expect(isHop('path.0')).toBe(true);
  expect(isHop('clients.0')).toBe(false);
  expect(isHop('backends')).toBe(false);
});
