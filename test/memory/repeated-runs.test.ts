import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import {
  estimateArrayBytes,
  estimateMemoryBytes,
  MemoryRefusedError,
} from '../../src/network/memory-estimate.ts';
import { compile } from '../../src/network/plan.ts';
import { Simulation } from '../../src/network/simulation.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { SimulationService } from '../../src/workers/simulation-service.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { collectGarbage } from '../support/collect-garbage.ts';

const MIB = 2 ** 20;
const RUNS = 20;

function fileOf(count: number, seed: number): ScenarioFile {
  return {
    fivetuple: 1,
    seed,
    duration: '10m',
    clients: [
      {
        count,
        arrivals: { pattern: 'population', rampUp: '1m' },
        session: { lifetime: { distribution: 'exponential', mean: '2m' }, heartbeat: '30s' },
        reconnect: { policy: 'full-jitter', base: '1s', cap: '1m' },
      },
    ],
    path: [
      {
        mode: 'snat',
        snat: {
          addresses: 1,
          ports: '1024-7023',
          scope: 'source',
          selection: 'netfilter',
          takeOver: true,
          preservePort: true,
          hold: '60s',
        },
      },
    ],
    backends: { count: 10, ports: [443, 8443] },
  };
}

const scenarioOf = (seed: number): Scenario => buildScenario(fileOf(6000, seed));

/** One whose events the compiled loop processes, in a memory of its own. */
const ordinaryScenarioOf = (seed: number): Scenario =>
  buildScenario({
    ...fileOf(6000, seed),
    path: [
      {
        mode: 'snat',
        snat: { addresses: 1, ports: '1024-65535', selection: 'random', hold: '60s' },
        flowTable: { max: 'unlimited', established: 'none' },
      },
    ],
    backends: { count: 10 },
  });

interface Use {
  readonly arrays: number;
  readonly heap: number;
}

function use(): Use {
  collectGarbage();
  // Array buffers and memories of WebAssembly.
  const { external, heapUsed } = process.memoryUsage();
  return { arrays: external, heap: heapUsed };
}

/** Compares what is in use after the first few runs, which compile code and fill tables, with what is after 20 more. */
async function growthOf(run: (seed: number) => unknown): Promise<Use> {
  for (let seed = 1; seed <= 3; seed++) await run(seed);
  const before = use();
  for (let seed = 4; seed < 4 + RUNS; seed++) await run(seed);
  const after = use();
  return { arrays: after.arrays - before.arrays, heap: after.heap - before.heap };
}

describe(`${RUNS} runs in a row`, () => {
  it('return all that they took', async () => {
    // So that twenty runs would be seen whose arrays are not returned, and one as well.
    expect(estimateArrayBytes(compile(scenarioOf(1)))).toBeGreaterThan(MIB);
    const growth = await growthOf((seed) => runToEnd(scenarioOf(seed)).summary.events);
    expect(growth.arrays).toBeLessThan(MIB / 4);
    expect(growth.heap).toBeLessThan(2 * MIB);
  });

  it('return the memory of the compiled loop', async () => {
    expect(estimateArrayBytes(compile(ordinaryScenarioOf(1)))).toBeGreaterThan(MIB);
    expect(new Simulation(compile(ordinaryScenarioOf(1))).loop).not.toBeNull();
    const growth = await growthOf((seed) => runToEnd(ordinaryScenarioOf(seed)).summary.events);
    expect(growth.arrays).toBeLessThan(MIB / 4);
    expect(growth.heap).toBeLessThan(2 * MIB);
  });

  it('leave nothing in a worker whose runs are overtaken by the next', async () => {
    let ms = 0;
    const service = new SimulationService({
      now: () => (ms += 5),
      yieldToMessages: () => Promise.resolve(),
    });
    const options = { memoryLimitBytes: 2 ** 30 };
    const growth = await growthOf(async (seed) => {
      const overtaken = service.run(scenarioOf(seed), options, () => {});
      const last = await service.run(scenarioOf(seed + 1000), options, () => {});
      expect(await overtaken).toBeNull();
      expect(last?.completed).toBe(true);
    });
    expect(growth.arrays).toBeLessThan(MIB / 4);
    expect(growth.heap).toBeLessThan(2 * MIB);
  });
});

describe('a run that is too large', () => {
  it('is refused with its estimate, before its arrays are allocated', () => {
    const scenario = buildScenario(fileOf(200_000_000, 1));
    const estimate = estimateMemoryBytes(compile(scenario));
    expect(estimate).toBeGreaterThan(2 ** 33);
    const before = use();
    let refusal: unknown;
    try {
      runToEnd(scenario, { memoryLimitBytes: 2 ** 30 });
    } catch (error) {
      refusal = error;
    }
    expect(process.memoryUsage().arrayBuffers - before.arrays).toBeLessThan(MIB);
    expect(refusal).toBeInstanceOf(MemoryRefusedError);
    expect(refusal).toMatchObject({ estimateBytes: estimate });
    expect(String(refusal)).toContain(
      `needs about ${Math.ceil(estimate / MIB)} MiB of memory; at most 1024 MiB are accepted`,
    );
  });
});
