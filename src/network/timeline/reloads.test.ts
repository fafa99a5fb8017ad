import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import type { EventFile, HopFile } from '../../scenario/file-format.ts';
import { columnOf } from '../results/series-columns.ts';
import type { Simulation } from '../simulation.ts';

const ingress = (change: Partial<HopFile> = {}): HopFile => ({
  name: 'ingress',
  mode: 'proxy',
  balance: 'least-connections',
  limits: { memoryPerConnection: '10KiB' },
  workers: { memory: '50MiB' },
  ...change,
});

/** 1,200 connections that would last and come back when they are cut; all there after ten seconds. */
function runOf(events: EventFile[], change: Partial<TestFile> = {}): Simulation {
  return finishedRun({
    duration: '2m',
    sampleEvery: '1s',
    clients: [
      {
        count: 1200,
        addresses: 10,
        arrivals: { rampUp: '10s' },
        session: { lifetime: { distribution: 'deterministic', value: '1h' } },
        reconnect: { policy: 'immediate' },
      },
    ],
    path: [ingress()],
    backends: { count: 4 },
    events,
    ...change,
  });
}

const reload = (rest: Partial<Extract<EventFile, { action: 'reload' }>> = {}): EventFile => ({
  at: '30s',
  action: 'reload',
  target: 'ingress',
  ...rest,
});

describe('a reload', () => {
  it('leaves old connections to the old workers until their time is over', () => {
    const run = runOf([reload({ shutdownTimeout: '40s' })]);
    expect(run.summary().closedBy.reload).toBe(1200);
    expect(run.summary().finalConcurrent).toBe(1200);
    const old = columnOf(run.recorder.series, 'path.0:old-connections');
    expect([old[29], old[30], old[69], old[70]]).toEqual([0, 1200, 1200, 0]);
    const generations = columnOf(run.recorder.series, 'path.0:generations');
    expect([generations[29], generations[30], generations[69], generations[70]]).toEqual([1, 2, 2, 1]);
    expect(run.summary().reloads).toEqual([
      {
        station: 'path.0',
        stationName: 'ingress',
        reloads: 1,
        peakGenerations: 2,
        peakGenerationsAtSec: 30,
        peakOldConnections: 1200,
        peakOldMemoryBytes: 50 * 2 ** 20 + 1200 * 10 * 1024,
        cut: 1200,
      },
    ]);
  });

  it('without a timeout piles up generations as long as connections last', () => {
    // Each minute a fifth of the clients comes back to the newest generation, which is retired in its turn.
    const churn = [35, 45, 55, 65].map(
      (at): EventFile => ({ at, action: 'disconnect', target: 'clients', share: 0.2 }),
    );
    const run = runOf([reload({ every: '10s', times: 5 }), ...churn]);
    const [reloads] = run.summary().reloads;
    expect(reloads).toMatchObject({ reloads: 5, peakGenerations: 6, cut: 0 });
    expect(run.summary().closedBy.reload).toBe(0);
    expect(reloads!.peakOldConnections).toBe(1200);
  });

  it('counts old connections at the hop, and gives them back when they close', () => {
    const full = { limits: { maxConnections: 1200 } } as const;
    const run = runOf([reload()], { path: [ingress(full)] });
    expect(run.net.stations[0]!.open[0]).toBe(1200);
    expect(run.net.stations[0]!.peakOpen).toBe(1200);
  });

  it('forgets all counts: servers that join get an equal share by least connections', () => {
    const join: EventFile = { at: '30s', action: 'scale-out', instances: 2 };
    const more = {
      name: 'later',
      count: 600,
      arrivals: { start: '40s', rampUp: '10s' },
      session: { lifetime: { distribution: 'deterministic', value: '1h' } },
    } as const;
    const openAfter = (events: EventFile[]): number[] => {
      const run = runOf(events, {
        clients: [
          {
            name: 'early',
            count: 1200,
            arrivals: { rampUp: '10s' },
            session: { lifetime: { distribution: 'deterministic', value: '1h' } },
          },
          more,
        ],
        backends: { count: 6 },
      });
      return [...run.net.stations[1]!.open];
    };
    expect(openAfter([join])).toEqual([300, 300, 300, 300, 300, 300]);
    expect(openAfter([join, reload()])).toEqual([400, 400, 400, 400, 100, 100]);
  });

  it('several workers choose each for itself', () => {
    const run = runOf([], { path: [ingress({ balance: 'round-robin', workers: { count: 4 } })] });
    const open = [...run.net.stations[1]!.open];
    expect(open.reduce((sum, each) => sum + each, 0)).toBe(1200);
    // Each is off by at most one for every worker.
    for (const each of open) expect(Math.abs(each - 300)).toBeLessThanOrEqual(4);
    const one = runOf([], { path: [ingress({ balance: 'round-robin' })] });
    expect([...one.net.stations[1]!.open]).toEqual([300, 300, 300, 300]);
  });
});
