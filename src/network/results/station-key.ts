import type { StationKey } from './run-result.ts';

/** What a key says: of which list of the scenario the station is, and its place in that; 0 of the backends, which are one. */
export interface StationPlace {
  readonly kind: 'clients' | 'path' | 'backends';
  readonly index: number;
}

export function stationPlace(station: StationKey): StationPlace {
  if (station === 'backends') return { kind: station, index: 0 };
  const index = Number(station.slice(station.indexOf('.') + 1));
  return { kind: isPopulation(station) ? 'clients' : 'path', index };
}

/** Whether it is a population of clients. */
export function isPopulation(station: StationKey): boolean {
  return station.startsWith('clients.');
}

export function isHop(station: StationKey): boolean {
  return station.startsWith('path.');
}
