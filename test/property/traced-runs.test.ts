import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../../src/network/plan.ts';
import { Simulation } from '../../src/network/simulation.ts';
import type { TraceStep } from '../../src/network/trace/trace-step.ts';
import { arbitraryBusyScenario } from '../support/arbitrary-busy-scenario.ts';
import { buildScenario } from '../support/build-scenario.ts';

it('a traced run has the same results to the last bit, and what is told agrees with what is counted', () => {
  fc.assert(
    fc.property(arbitraryBusyScenario(), (file) => {
      const scenario = buildScenario(file);
      const plain = new Simulation(compile(scenario));
      plain.advance(Infinity);
      const traced = new Simulation(compile(scenario));
      const told = new Map<TraceStep['kind'], number>();
      let lastSec = 0;
      traced.net.tracer = {
        note: (_, step) => {
          told.set(step.kind, (told.get(step.kind) ?? 0) + 1);
          lastSec = Math.max(lastSec, traced.timeSec);
        },
      };
      traced.advance(Infinity);
      // The summary carries the hash of the whole series.
      expect(traced.summary()).toEqual(plain.summary());
      const { attempts, established, failed, closedBy, droppedSyns } = plain.summary();
      const count = (...kinds: TraceStep['kind'][]): number =>
        kinds.reduce((sum, kind) => sum + (told.get(kind) ?? 0), 0);
      expect(count('attempt')).toBe(attempts);
      expect(count('established')).toBe(established);
      expect(count('failed')).toBe(failed);
      expect(count('closed')).toBe(Object.values(closedBy).reduce((sum, each) => sum + each, 0));
      const orphansDrop = scenario.clients.some(({ abandons }) => abandons !== 'rst');
      const drops = droppedSyns.reduce((sum, each) => sum + each.count, 0);
      if (!orphansDrop) expect(count('dropped', 'ack-lost')).toBe(drops);
      expect(lastSec).toBeLessThanOrEqual(scenario.durationSec);
    }),
    { numRuns: 60 },
  );
});
