import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LoopUse } from '../../src/network/compiled/compiled-loop.ts';
import { compile } from '../../src/network/plan.ts';
import { BitmapSpaces } from '../../src/network/ports/tuple-space/bitmap-spaces.ts';
import { auditSimulation } from '../../src/network/results/audit.ts';
import { Simulation } from '../../src/network/simulation.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { arbitraryBusyScenario } from '../support/arbitrary-busy-scenario.ts';
import { arbitraryOrdinaryScenario } from '../support/arbitrary-ordinary-scenario.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { COMPILED_LOOP, loopModuleText } from '../support/compile-loop.ts';

const RUNS_TIMEOUT_MS = 120_000;

type File = Omit<ScenarioFile, 'fivetuple'>;

function simulationOf(file: File, loop: LoopUse): Simulation {
  const plan = compile(buildScenario(file));
  return new Simulation(plan, plan.scenario.seed, loop);
}

/** What no series tells: which ports are taken, how many events wait, and how much each station ever had. */
function stateOf({ net }: Simulation): unknown {
  return {
    events: net.connections.queue.size,
    pools: net.pools.map(
      (pool) => pool && [pool.totalTaken, pool.totalHeld, pool.peakTaken, ...pool.takenByAddress],
    ),
    ports: net.pools.map((pool) => (pool?.spaces instanceof BitmapSpaces ? pool.spaces.words : null)),
    stations: net.stations.map((station) => [
      station.totalOpen,
      station.peakOpen,
      station.peakOpenOneInstance,
      station.totalFlows,
      station.peakFlows,
      station.peakFlowsOneInstance,
    ]),
  };
}

/** The summary has the hash of the whole series. */
function expectTheSame(looped: Simulation, plain: Simulation): void {
  expect(looped.summary()).toEqual(plain.summary());
  expect(looped.lifeTables()).toEqual(plain.lifeTables());
  expect(stateOf(looped)).toEqual(stateOf(plain));
}

it(
  'a run with the compiled loop is the run without it to the last bit, however it is driven',
  () => {
    let loopEvents = 0;
    fc.assert(
      fc.property(arbitraryOrdinaryScenario(), fc.integer({ min: 200, max: 5000 }), (file, atOnce) => {
        const plain = simulationOf(file, 'never');
        plain.advance(Infinity);
        const looped = simulationOf(file, 'always');
        while (!looped.done) {
          looped.advance(atOnce);
          expect(auditSimulation(looped)).toEqual([]);
        }
        expectTheSame(looped, plain);
        loopEvents += looped.loop?.events ?? 0;
      }),
      { numRuns: 60 },
    );
    expect(loopEvents).toBeGreaterThan(100_000);
  },
  RUNS_TIMEOUT_MS,
);

it(
  'scenarios of every kind are the same too',
  () => {
    fc.assert(
      fc.property(arbitraryBusyScenario(), (file) => {
        const plain = simulationOf(file, 'never');
        plain.advance(Infinity);
        const looped = simulationOf(file, 'always');
        looped.advance(Infinity);
        expectTheSame(looped, plain);
      }),
      { numRuns: 30 },
    );
  },
  RUNS_TIMEOUT_MS,
);

it('the loop may be left and entered at any moment of a run that is short of ports', () => {
  const file: File = {
    duration: '60s',
    seed: 7,
    clients: [
      {
        count: 3000,
        addresses: 1500,
        connectTimeout: '3s',
        arrivals: { pattern: 'population', rampUp: '10s' },
        session: { lifetime: { distribution: 'exponential', mean: '20s' }, heartbeat: 'none' },
        reconnect: { policy: 'full-jitter', base: '1s', cap: '10s' },
      },
    ],
    path: [
      {
        name: 'edge',
        mode: 'snat',
        snat: { addresses: 1, ports: '1024-2023', scope: 'source', selection: 'random', hold: '5s' },
        flowTable: { established: 'none' },
      },
    ],
    backends: { count: 3 },
  };
  const plain = simulationOf(file, 'never');
  plain.advance(Infinity);
  expect(plain.summary().droppedSyns.length).toBeGreaterThan(0);
  const looped = simulationOf(file, 'always');
  looped.advance(Infinity);
  expectTheSame(looped, plain);
  expect((looped.loop?.events ?? 0) / looped.counters.events).toBeGreaterThan(0.8);
  const turns = simulationOf(file, 'always');
  for (let n = 1; !turns.done; n = (n * 7) % 101) turns.advance(n);
  expectTheSame(turns, plain);
});

it('the bytes are what the source compiles to', () => {
  expect(readFileSync(COMPILED_LOOP, 'utf8')).toBe(loopModuleText());
});
