import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { TestFile } from '../../../test/support/finished-run.ts';
import { smallScenarios } from '../../../test/support/small-scenarios.ts';
import { compile } from '../plan.ts';
import { auditSimulation } from '../results/audit.ts';
import type { PortMap } from '../results/run-result.ts';
import { stationPlace } from '../results/station-key.ts';
import { Simulation } from '../simulation.ts';
import { portMapChoices } from './port-map.ts';
import { portOccupancyOf } from './port-occupancy.ts';

const IN_USE = 2;
const HELD = 3;

function runTo(file: TestFile, atSec: number): Simulation {
  const run = new Simulation(compile(buildScenario(file)));
  run.advanceTo(atSec);
  expect(auditSimulation(run)).toEqual([]);
  return run;
}

function portsIn(map: PortMap, state: number): number[] {
  return [...map.cells.keys()].filter((port) => map.cells[port] === state);
}

/** Ten clients that connect at 10 s at once, stay for 100 s, and do not come back. */
const TEN: TestFile = {
  duration: '5m',
  clients: [
    {
      name: 'phones',
      count: 10,
      addresses: 10,
      arrivals: { start: '10s', rampUp: '0s' },
      session: { lifetime: { distribution: 'deterministic', value: '100s' } },
      reconnect: { policy: 'none' },
    },
  ],
  path: [
    {
      name: 'edge',
      mode: 'snat',
      snat: { addresses: 1, ports: '1000-1099', scope: 'destination', selection: 'sequential', hold: '60s' },
    },
  ],
  backends: { count: 1 },
};

describe('ages', () => {
  it('are those of the open connections', () => {
    const map = runTo(TEN, 50).portMap('path.0', 0, 0);
    const ports = portsIn(map, IN_USE);
    expect(ports).toHaveLength(10);
    for (const port of ports) {
      // The set-up takes a fraction of a second.
      expect(map.ageSec[port]).toBeGreaterThan(39);
      expect(map.ageSec[port]).toBeLessThanOrEqual(40);
      expect(map.leftSec[port]).toBeNaN();
    }
    expect(map.ageSec[1099]).toBeNaN();
  });

  it('are those of holds, with what is left of them', () => {
    const map = runTo(TEN, 130).portMap('path.0', 0, 0);
    const ports = portsIn(map, HELD);
    expect(ports).toHaveLength(10);
    expect(map).toMatchObject({ inUse: 0, held: 10, capacity: 100, holdSlotSec: 0 });
    for (const port of ports) {
      expect(map.ageSec[port]).toBeGreaterThan(19);
      expect(map.ageSec[port]).toBeLessThanOrEqual(20);
      expect(map.ageSec[port]! + map.leftSec[port]!).toBeCloseTo(60, 4);
      expect(map.client[port]).toBe(-1);
    }
  });

  it('are those of attempts, while a connection is set up', () => {
    const unanswered: TestFile = {
      ...TEN,
      events: [{ at: '5s', action: 'crash', target: 'backends', instances: 1, silent: true }],
    };
    const map = runTo(unanswered, 12.5).portMap('path.0', 0, 0);
    const ports = portsIn(map, IN_USE);
    expect(ports).toHaveLength(10);
    for (const port of ports) expect(map.ageSec[port]).toBeCloseTo(2.5, 6);
  });

  it('of TIME_WAIT are known to within a slot of the kernel timer', () => {
    const map = runTo(
      {
        ...TEN,
        clients: [
          {
            ...TEN.clients[0]!,
            addresses: 1,
            session: { lifetime: { distribution: 'deterministic', value: '100s' }, closes: 'client' },
          },
        ],
      },
      130,
    ).portMap('clients.0', 0, 0);
    expect(map.held).toBe(10);
    expect(map.holdSlotSec).toBeGreaterThan(0);
    for (const port of portsIn(map, HELD)) {
      const began = map.ageSec[port]!;
      expect(began).toBeLessThanOrEqual(20);
      expect(began).toBeGreaterThanOrEqual(20 - map.holdSlotSec - 1);
    }
  });
});

describe('whose a port is', () => {
  it('is told where the run knows its clients', () => {
    const map = runTo(
      { ...TEN, clients: [{ ...TEN.clients[0]!, reconnect: { policy: 'fixed', base: '1s' } }] },
      50,
    ).portMap('path.0', 0, 0);
    const ports = portsIn(map, IN_USE);
    expect(ports.map((port) => map.client[port]).sort((a, b) => a! - b!)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(ports.every((port) => map.population[port] === 0)).toBe(true);
    expect(map.client[1099]).toBe(-1);
  });

  it('goes with where it leads, though its space is for all destinations', () => {
    const file: TestFile = {
      ...TEN,
      path: [{ name: 'edge', mode: 'snat', snat: { addresses: 1, ports: '1000-1099', scope: 'source' } }],
      backends: { count: 5 },
    };
    const run = runTo(file, 50);
    const map = run.portMap('path.0', 0, 0);
    const toward = new Int32Array(5);
    for (const port of portsIn(map, IN_USE)) toward[map.toward![port]!]! += 1;
    expect([...toward]).toEqual([...run.net.stations[1]!.open]);
  });
});

/** Hops that lease in every way, with SYNs that nobody answers, and take-overs. */
const PORTS_OF_ALL_KINDS: readonly TestFile[] = [
  {
    duration: '4m',
    clients: [
      {
        count: 3000,
        addresses: 40,
        arrivals: { rampUp: '1m' },
        session: { lifetime: { distribution: 'exponential', mean: '30s' } },
        syn: { retries: 3 },
        connectTimeout: '10s',
        reconnect: { policy: 'full-jitter', base: '1s', cap: '10s' },
      },
    ],
    path: [
      {
        mode: 'snat',
        instances: 2,
        snat: {
          addresses: 3,
          ports: '1024-1423',
          scope: 'destination',
          selection: 'netfilter',
          hold: '20s',
          takeOver: true,
        },
      },
    ],
    backends: { count: 3 },
    events: [{ at: '1m', action: 'crash', target: 'backends', instances: 1, silent: true, down: '1m' }],
  },
  {
    duration: '4m',
    clients: [
      {
        count: 300,
        addresses: 30,
        arrivals: { rampUp: '1m' },
        session: { lifetime: { distribution: 'exponential', mean: '30s' } },
      },
    ],
    path: [
      {
        mode: 'snat',
        snat: { addresses: 2, ports: '1024-2047', scope: 'client-block', blockSize: 32, hold: '20s' },
      },
    ],
    backends: { count: 3 },
  },
];

/** Port maps that are looked at of a station at a moment: each looks at all connections. */
const MAPS_EACH = 8;

describe('every space of every station', () => {
  const scenarios = [...smallScenarios(), ...PORTS_OF_ALL_KINDS.map(buildScenario)];

  it.each(scenarios.map((scenario, index) => [index, scenario] as const))(
    'sums to the books, and its maps to it: scenario %i',
    (_, scenario) => {
      const plan = compile(scenario);
      const run = new Simulation(plan);
      let seen = 0;
      for (const share of [0.2, 0.45, 0.6, 1]) {
        run.advanceTo(scenario.durationSec * share);
        expect(auditSimulation(run)).toEqual([]);
        for (const { station, addresses, destinations } of portMapChoices(plan)) {
          const all = portOccupancyOf(run, station);
          expect(all).toMatchObject({ atSec: run.timeSec, addresses, destinations });
          const { kind, index } = stationPlace(station);
          const pool = run.net.pools[index] ?? null;
          const group = run.net.groups[index]!;
          const [taken, held] =
            kind === 'path' ? [pool!.totalTaken, pool!.totalHeld] : [group.portsTaken, group.portsHeld];
          expect(sum(all.held)).toBe(held);
          expect(sum(all.inUse)).toBe(taken - held);
          const step = Math.ceil((addresses * destinations) / MAPS_EACH);
          for (let at = 0; at < addresses * destinations; at += step) {
            const map = run.portMap(station, Math.floor(at / destinations), at % destinations);
            expect([map.inUse, map.held]).toEqual([all.inUse[at], all.held[at]]);
          }
          const counted = kind === 'path' ? addresses : 0;
          for (let address = 0; address < counted; address += 1) {
            const [from, to] = [address * destinations, (address + 1) * destinations];
            const held = sum(all.held.subarray(from, to));
            expect([sum(all.inUse.subarray(from, to)) + held, held]).toEqual([
              pool!.takenByAddress[address],
              pool!.heldByAddress[address],
            ]);
          }
          seen += taken;
        }
      }
      const leases = portMapChoices(plan).length > 0;
      expect(seen > 0).toBe(leases);
    },
  );

  it('knows the addresses that are not there yet', () => {
    const run = new Simulation(compile(buildScenario(PORTS_OF_ALL_KINDS[0]!)));
    expect([...portOccupancyOf(run, 'path.0').present]).toEqual([1, 1, 1, 1, 1, 1]);
    run.net.pools[0]!.setPresent(1, 1);
    expect([...portOccupancyOf(run, 'path.0').present]).toEqual([1, 1, 1, 1, 0, 0]);
  });
});

function sum(counts: Iterable<number>): number {
  let all = 0;
  for (const count of counts) all += count;
  return all;
}
