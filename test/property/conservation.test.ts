import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/network/plan.ts';
import { auditSimulation } from '../../src/network/results/audit.ts';
import { Simulation } from '../../src/network/simulation.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { parseScenarioValue } from '../../src/scenario/parse.ts';
import { arbitraryBusyScenario } from '../support/arbitrary-busy-scenario.ts';
import { buildScenario } from '../support/build-scenario.ts';

const RUNS = { numRuns: 120 };

describe('for any scenario', () => {
  it('claimed - released = held for every resource at every time, and no tuple is held twice', () => {
    fc.assert(
      fc.property(arbitraryBusyScenario(), fc.array(fc.integer({ min: 1, max: 400 })), (file, slices) => {
        const run = new Simulation(compile(buildScenario(file)));
        for (const slice of slices) {
          run.advance(slice);
          expect(auditSimulation(run)).toEqual([]);
        }
        while (!run.done) run.advance(100_000);
        expect(auditSimulation(run)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('the result does not depend on how the run is sliced, paused or looked at', () => {
    const slicing = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(arbitraryBusyScenario(), slicing, (file, slices) => {
        const scenario = buildScenario(file);
        const whole = new Simulation(compile(scenario));
        while (!whole.done) whole.advance(Infinity);
        const sliced = new Simulation(compile(scenario));
        for (let i = 0; !sliced.done; i++) {
          const events = slices[i % slices.length]!;
          if (i % 2 === 0) sliced.advance(events);
          else sliced.advanceTo(sliced.timeSec + events / 50, events);
          sliced.summary();
        }
        // The summary carries the hash of the whole series.
        expect(sliced.summary()).toEqual(whole.summary());
      }),
      RUNS,
    );
  });

  it('no resource is ever used beyond its capacity, and levels never fall below zero', () => {
    fc.assert(
      fc.property(arbitraryBusyScenario(), (file) => {
        const run = new Simulation(compile(buildScenario(file)));
        while (!run.done) run.advance(100_000);
        for (const resource of run.summary().resources) {
          expect(resource.peakUsed).toBeLessThanOrEqual(resource.capacity);
          expect(resource.peakUsedOneInstance).toBeLessThanOrEqual(resource.capacityOneInstance);
        }
        const { info, columns, length } = run.recorder.series;
        columns.forEach((column, index) => {
          const { key, kind } = info[index]!;
          let before = 0;
          for (let i = 0; i < length; i++) {
            const value = column[i]!;
            const least = kind === 'total' ? before : 0;
            if (!(value >= least))
              throw new Error(`${key} is ${value} at sample ${i}; at least ${least} expected`);
            before = value;
          }
        });
      }),
      RUNS,
    );
  });

  it('is valid as written, so that the other properties are about runs', () => {
    fc.assert(
      fc.property(arbitraryBusyScenario(), (file) => {
        const value: ScenarioFile = { fivetuple: 1, ...file };
        const outcome = parseScenarioValue(value);
        expect(outcome.ok ? [] : outcome.errors).toEqual([]);
      }),
    );
  });
});
