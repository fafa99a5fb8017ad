import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import type { ClientFile, EventFile } from '../../scenario/file-format.ts';
import type { Simulation } from '../simulation.ts';

const population = (name: string, rest: Partial<ClientFile> = {}): ClientFile => ({
  name,
  count: 1000,
  addresses: 10,
  arrivals: { rampUp: '10s' },
  session: { lifetime: { distribution: 'deterministic', value: '1h' } },
  reconnect: { policy: 'immediate' },
  ...rest,
});

function runOf(events: EventFile[], change: Partial<TestFile> = {}): Simulation {
  return finishedRun({
    duration: '1m',
    clients: [population('office'), population('home')],
    path: [{ name: 'edge', mode: 'proxy' }],
    backends: { count: 4 },
    events,
    ...change,
  });
}

describe('a disconnect', () => {
  it('closes that share of a population, which comes back by its policy', () => {
    const run = runOf([{ at: '30s', action: 'disconnect', target: 'office', share: 0.3 }]);
    const { closedBy, finalConcurrent, established } = run.summary();
    expect(closedBy.disconnect).toBe(300);
    expect([finalConcurrent, established]).toEqual([2000, 2300]);
    // The clients closed first, so their ports are in TIME_WAIT, and none of the proxy's.
    expect([run.net.groups[0]!.portsHeld, run.net.groups[1]!.portsHeld]).toEqual([300, 0]);
  });

  it('through a stage closes all alike, and the stage closes first', () => {
    const run = runOf([{ at: '30s', action: 'disconnect', target: 'edge' }], {
      clients: [population('office', { reconnect: { policy: 'none' } }), population('home')],
    });
    const { closedBy, finalConcurrent } = run.summary();
    expect([closedBy.disconnect, finalConcurrent]).toEqual([2000, 1000]);
    expect(run.net.pools[0]!.totalHeld).toBe(2000);
    expect(run.net.groups[0]!.portsHeld).toBe(0);
  });

  it('draws whom it closes at random: each instance loses its share within 4 sigma', () => {
    const run = runOf([{ at: '30s', action: 'disconnect', share: 0.5 }], {
      clients: [population('office', { count: 4000, reconnect: { policy: 'none' } })],
    });
    const open = [...run.net.stations[1]!.open];
    expect(open.reduce((sum, each) => sum + each, 0)).toBe(2000);
    expect(new Set(open).size).toBeGreaterThan(1);
    for (const each of open)
      expect(Math.abs(each - 500)).toBeLessThan(4 * Math.sqrt(4000 * 0.25 * 0.25 * 0.75));
  });

  it('closes connections that a flow table has forgotten as well: their clients believe that they are open', () => {
    const run = runOf([{ at: '50s', action: 'disconnect', target: 'office' }], {
      clients: [population('office', { reconnect: { policy: 'none' } })],
      path: [{ mode: 'dnat', flowTable: { established: '20s' } }],
    });
    expect(run.summary().closedBy.disconnect).toBe(1000);
    expect(run.summary().idle.forgotten).toBe(1000);
    expect(run.counters.forgotten).toBe(0);
  });

  it('leaves the half of the other side where that is slow to close', () => {
    const slow = population('office', {
      session: { closeLag: '20s', lifetime: { distribution: 'deterministic', value: '1h' } },
    });
    const run = runOf([{ at: '50s', action: 'disconnect', target: 'office' }], { clients: [slow] });
    expect(run.counters.remnants).toBe(1000);
  });
});
