import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { emptyPortMap } from '../../../test/support/empty-port-map.ts';
import type { PortMap, PortMapChoice } from '../../network/results/run-result.ts';
import { readCell } from './cell-reading.ts';

const scenario = buildScenario({
  clients: [{ name: 'phones', count: 10 }],
  path: [
    { name: 'office', mode: 'snat', snat: { addresses: 1, scope: 'source' }, gateway: true },
    { name: 'edge', mode: 'snat', snat: { addresses: 2, scope: 'destination' } },
  ],
  backends: { name: 'servers', count: 3, ports: [443, 8443] },
});
const EDGE: PortMapChoice = { station: 'path.1', stationName: 'edge', addresses: 2, destinations: 6 };
const OFFICE: PortMapChoice = { station: 'path.0', stationName: 'office', addresses: 1, destinations: 1 };

/** A map on which one port is in that state. */
function mapWith(
  state: number,
  given: Partial<PortMap>,
  numbers: Readonly<Record<string, number>> = {},
): PortMap {
  const map = emptyPortMap({ station: 'path.1', address: 1, destination: 3, ...given });
  map.cells[20_123] = state;
  for (const key of ['ageSec', 'leftSec', 'population', 'client'] as const)
    if (numbers[key] !== undefined) map[key][20_123] = numbers[key];
  return map;
}

describe('readCell', () => {
  it('tells the tuple, the age and the client of a port in use', () => {
    const map = mapWith(2, {}, { ageSec: 192, population: 0, client: 1233 });
    expect(readCell(scenario, EDGE, map, 20_123)).toEqual({
      state: 'in use for 3 m 12 s',
      tuple: 'edge address 2:20123 → servers 2:8443',
      client: 'client 1,234 of phones',
      spoken:
        'port 20123: in use for 3 min 12 s, edge address 2:20123 to servers 2:8443, client 1,234 of phones',
    });
  });

  it('does not name a client that the run has forgotten', () => {
    const map = mapWith(2, {}, { ageSec: 1, population: 0 });
    expect(readCell(scenario, EDGE, map, 20_123).client).toBe('a client of phones');
  });

  it('tells how long a held port stays taken, and that a kernel timer has slots', () => {
    const map = mapWith(3, {}, { ageSec: 19, leftSec: 41.24 });
    expect(readCell(scenario, EDGE, map, 20_123)).toMatchObject({
      state: 'held for 19 s, free again in 41.2 s',
      client: '',
    });
    expect(readCell(scenario, EDGE, { ...map, holdSlotSec: 4 }, 20_123).state).toBe(
      'held for about 19 s, free again in 41.2 s',
    );
  });

  it('says where a connection goes though its port is taken toward all destinations', () => {
    const toward = new Int32Array(65_536).fill(-1);
    const map = mapWith(2, { station: 'path.0', address: 0, destination: null, toward }, { ageSec: 5 });
    expect(readCell(scenario, OFFICE, map, 20_123).tuple).toBe('office address 1:20123 → all destinations');
    toward[20_123] = 0;
    expect(readCell(scenario, OFFICE, map, 20_123).tuple).toBe('office address 1:20123 → edge:443');
  });

  it('has no tuple for what is outside the range', () => {
    expect(readCell(scenario, EDGE, mapWith(0, {}), 20_123)).toEqual({
      state: 'outside the range',
      tuple: '',
      client: '',
      spoken: 'port 20123: outside the range',
    });
    expect(readCell(scenario, EDGE, mapWith(1, {}), 20_123).state).toBe('free');
  });
});
