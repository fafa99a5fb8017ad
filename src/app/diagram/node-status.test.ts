import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { TestFile } from '../../../test/support/finished-run.ts';
import { liveRunOf } from '../../../test/support/live-run.ts';
import { InstanceStatuses } from './instance-status.ts';
import { nodeStatusAt } from './node-status.ts';

function runOf(backends: TestFile['backends'], events: TestFile['events'] = []) {
  const scenario = buildScenario({
    duration: '10m',
    sampleEvery: '5s',
    clients: [
      {
        count: 2000,
        arrivals: { rampUp: '200s' },
        session: { lifetime: { distribution: 'deterministic', value: '1d' } },
      },
    ],
    path: [{ mode: 'dnat', balance: 'least-connections' }],
    backends,
    events,
  });
  const run = liveRunOf(scenario);
  const statuses = new InstanceStatuses(scenario);
  const at = (instance: number | null, index: number) =>
    nodeStatusAt(run, statuses, { station: 'backends', stage: 2, instance }, index);
  return { run, at };
}

describe('the status of a node', () => {
  it('says which servers of an autoscaled stage are there as their number grows', () => {
    const { run, at } = runOf({ count: 12, autoscale: { target: 300, min: 2, every: '15s', ready: '30s' } });
    const there = run.column('backends:instances')!;
    expect(new Set(there).size).toBeGreaterThan(2);
    for (let index = 0; index < run.length; index++) {
      const count = there[index]!;
      expect(at(null, index).words).toBe(`of 12: ${12 - count} not there`);
      expect(at(count - 1, index)).toEqual({ status: 'up', words: '' });
      expect(at(count, index)).toEqual({ status: 'absent', words: 'not there' });
    }
  });

  it('is that of the timeline elsewhere, and in words only where not all is up', () => {
    const { run, at } = runOf({ count: 4 }, [
      { at: '2m', action: 'crash', target: 'backends', instances: 1, down: '30s' },
    ]);
    const index = run.indexAt(130);
    expect(at(null, index)).toEqual({ status: 'up', words: 'of 4: 1 down' });
    expect(at(0, index)).toEqual({ status: 'down', words: 'down' });
    expect(at(1, index)).toEqual({ status: 'up', words: '' });
    expect(at(null, run.indexAt(100))).toEqual({ status: 'up', words: '' });
  });
});
