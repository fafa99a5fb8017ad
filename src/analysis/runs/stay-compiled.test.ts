import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryBusyScenario } from '../../../test/support/arbitrary-busy-scenario.ts';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { collectGarbage } from '../../../test/support/collect-garbage.ts';
import { LoopMemory } from '../../network/compiled/loop-memory.ts';
import { estimateArrayBytes } from '../../network/memory-estimate.ts';
import { compile } from '../../network/plan.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { runToEnd } from './run.ts';
import { stayCompiled } from './stay-compiled.ts';

/** Sampled so often that sampling is compiled. */
const scenarioOf = (ratePerSec: number, pattern: 'poisson' | 'population' = 'poisson'): Scenario =>
  buildScenario({
    duration: '1h',
    sampleEvery: '1s',
    clients: [
      {
        ...(pattern === 'poisson'
          ? { addresses: 2000, arrivals: { pattern, rate: `${ratePerSec}/s` } }
          : { count: ratePerSec * 60, arrivals: { pattern, rampUp: '10m' } }),
        session: { lifetime: { distribution: 'exponential', mean: '1m' }, heartbeat: '30s' },
      },
    ],
    path: [
      {
        mode: 'snat',
        snat: { addresses: 4, choose: 'round-robin', selection: 'random', hold: '60s' },
        flowTable: { max: 'unlimited', established: '5d', timeWait: '2m' },
      },
    ],
    backends: { count: 10 },
  });

// Never called: only asked about.
// oxlint-disable-next-line typescript/unbound-method
const { setInt } = LoopMemory.prototype;

/** Bit of `%GetOptimizationStatus`: `kOptimized` of V8's `runtime.h`. */
const OPTIMIZED = 1 << 4;

function isOptimised(method: unknown): boolean {
  setFlagsFromString('--allow-natives-syntax');
  // oxlint-disable-next-line typescript/no-implied-eval -- it is no syntax of the language
  const status = new Function('method', 'return %GetOptimizationStatus(method)') as (of: unknown) => number;
  return (status(method) & OPTIMIZED) !== 0;
}

describe('stayCompiled', () => {
  it('leaves code compiled when all objects of a large run are gone', () => {
    const { summary } = runToEnd(scenarioOf(300));
    expect(summary.events).toBeGreaterThan(1_000_000);
    expect(isOptimised(setInt)).toBe(true);
    for (let times = 0; times < 5; times++) collectGarbage();
    expect(isOptimised(setInt)).toBe(true);
  });

  it.each(['poisson', 'population'] as const)('keeps a small run of %s arrivals, loop and all', (pattern) => {
    const large = scenarioOf(20_000, pattern);
    const kept = stayCompiled(large, 2_000_000)!;
    expect(kept.plan.scenario.path).toEqual(large.path);
    expect(kept.counters.events).toBeGreaterThan(0);
    expect(kept.loop?.events).toBeGreaterThan(0);
    expect(estimateArrayBytes(kept.plan)).toBeLessThan(estimateArrayBytes(compile(large)) / 20);
  });

  it('fails for no scenario, and takes no time', () => {
    fc.assert(
      fc.property(arbitraryBusyScenario(), (file) => {
        const kept = stayCompiled(buildScenario(file), 1_000_000);
        expect(kept!.counters.events).toBeLessThanOrEqual(1000);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the last one, and nothing of a run that is over at once or of which little is large', () => {
    const kept = stayCompiled(scenarioOf(20_000), 2_000_000);
    expect(stayCompiled({ ...scenarioOf(20_000), seed: 7 }, 2_000_000)).toBe(kept);
    expect(stayCompiled(scenarioOf(20_000, 'population'), 1000)).toBe(kept);
    const manyAddresses = scenarioOf(20_000);
    const path = manyAddresses.path.map((hop) => ({ ...hop, source: { ...hop.source!, addresses: 500 } }));
    expect(stayCompiled({ ...manyAddresses, path }, 2_000_000)).toBe(kept);
  });
});
