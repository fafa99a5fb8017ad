import { describe, expect, it } from 'vitest';
import { chosenSpace } from './port-space-store.ts';

const CHOICES = [
  { station: 'path.0', stationName: 'edge', addresses: 2, destinations: 3 },
  { station: 'clients.0', stationName: 'phones', addresses: 1, destinations: 1 },
] as const;

describe('chosenSpace', () => {
  it('is the wanted space where the run has it', () => {
    const wanted = { station: 'path.0', address: 1, destination: 2 } as const;
    expect(chosenSpace(CHOICES, wanted)?.space).toEqual(wanted);
  });

  it('keeps what the run has of it', () => {
    expect(chosenSpace(CHOICES, { station: 'path.0', address: 7, destination: 2 })?.space).toEqual({
      station: 'path.0',
      address: 0,
      destination: 2,
    });
    expect(chosenSpace(CHOICES, { station: 'path.4', address: 1, destination: 2 })?.space).toEqual({
      station: 'path.0',
      address: 0,
      destination: 0,
    });
  });

  it('is none where nothing leases ports', () => {
    expect(chosenSpace([], null)).toBeNull();
  });
});
