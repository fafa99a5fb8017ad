import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import type { Autoscale } from '../../scenario/autoscale-settings.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { columnOf } from '../results/series-columns.ts';
import { Autoscaler } from './autoscaler.ts';

const SETTINGS: Autoscale = {
  min: 2,
  target: 100,
  everySec: 15,
  readySec: 30,
  stabilizationSec: 60,
  drainSec: 0,
};

/** The decisions on so many connections, a decision every 15 s; what is ordered is ready at the next one. */
function decisions(connections: readonly number[], change: Partial<Autoscale> = {}, most = 50): number[] {
  const scaler = new Autoscaler({ ...SETTINGS, ...change }, most);
  return connections.map((each, at) =>
    scaler.decide({ connections: each, ready: scaler.ordered }, 15 * (at + 1)),
  );
}

describe('a decision', () => {
  it('is ceil(current x metric / target), apart from what is within 10 % of the target', () => {
    expect(decisions([220, 221, 330, 331])).toEqual([2, 3, 3, 4]);
    expect(decisions([180, 179], { stabilizationSec: 0, min: 1 })).toEqual([2, 2]);
    expect(decisions([450, 404, 360, 300], { stabilizationSec: 0 })).toEqual([5, 5, 4, 3]);
  });

  it('at most doubles, or adds 4, in 15 s, and keeps to the bounds', () => {
    expect(decisions([5000, 5000, 5000, 5000])).toEqual([6, 12, 24, 48]);
    expect(decisions([5000, 5000, 5000, 5000, 0], { stabilizationSec: 0 }, 20)).toEqual([6, 12, 20, 20, 2]);
    const scaler = new Autoscaler({ ...SETTINGS, everySec: 5 }, 50);
    const every5 = [5, 10, 15, 20, 25].map((sec) => scaler.decide({ connections: 5000, ready: 2 }, sec));
    // 4 within the first 15 s, and as many again after them.
    expect(every5).toEqual([6, 6, 6, 12, 12]);
  });

  it('goes down to the highest recommendation of the window', () => {
    // 6, then 3 and 4 are recommended: 60 s after the last 6 it is 4, and 60 s after that 3.
    expect(decisions([550, 600, 300, 400, 300, 300, 300, 300, 300])).toEqual([6, 6, 6, 6, 6, 4, 4, 3, 3]);
  });

  it('counts those that are not ready as empty where more are wanted', () => {
    const scaler = new Autoscaler(SETTINGS, 50);
    expect(scaler.decide({ connections: 400, ready: 2 }, 15)).toBe(4);
    // 400 of 2 are twice the target, 400 of 4 are just it.
    expect(scaler.decide({ connections: 400, ready: 2 }, 30)).toBe(4);
    expect(scaler.decide({ connections: 600, ready: 2 }, 45)).toBe(6);
    expect(scaler.decide({ connections: 0, ready: 0 }, 60)).toBe(6);
  });
});

function fileOf(
  autoscale: NonNullable<TestFile['backends']['autoscale']>,
  rest: Partial<TestFile> = {},
): TestFile {
  return {
    duration: '10m',
    sampleEvery: '5s',
    clients: [
      {
        count: 2000,
        arrivals: { rampUp: '200s' },
        session: { lifetime: { distribution: 'deterministic', value: '1d' } },
        reconnect: { policy: 'immediate' },
      },
    ],
    path: [{ mode: 'dnat', balance: 'least-connections' }],
    backends: { count: 12, autoscale },
    ...rest,
  };
}

describe('an autoscaled stage', () => {
  it('follows its connections with the lag of the decision and of the start', () => {
    const run = finishedRun(fileOf({ min: 2, target: 250, every: '15s', ready: '30s' }));
    const instances = columnOf(run.recorder.series, 'backends:instances');
    const at = (sec: number): number => instances[sec / 5]!;
    // 10 a second: 550 are the tolerance of 2, which is passed at 60 s; they are 3 at 90 s, and so on.
    expect([0, 55, 85].map(at)).toEqual([2, 2, 2]);
    expect(at(90)).toBe(3);
    expect(at(600)).toBe(8);
    const [scaling] = run.summary().scaling;
    expect(scaling).toMatchObject({
      station: 'backends',
      target: 250,
      scaledIn: 0,
      fewestInstances: 2,
      mostInstances: 8,
      neededInstances: 8,
      finalInstances: 8,
    });
    expect(scaling!.peakConnectionsEach).toBeGreaterThan(250);
    expect(run.summary().failed).toBe(0);
  });

  it('leaves old instances full: only what is new goes to those that join', () => {
    const run = finishedRun(fileOf({ min: 1, target: 250, ready: '2m' }));
    const open = [...run.net.stations[1]!.open];
    expect(Math.max(...open)).toBeGreaterThan(500);
    expect(open.reduce((sum, each) => sum + each, 0)).toBe(2000);
  });

  it('scales in behind the stabilization window, and cuts what the last ones have', () => {
    const crowd: TestFile['clients'][number] = {
      count: 3000,
      arrivals: { rampUp: '10s' },
      session: { lifetime: { distribution: 'deterministic', value: '2m' } },
      reconnect: { policy: 'none' },
    };
    const stay = {
      ...fileOf({ target: 1 }).clients[0]!,
      name: 'stay',
      count: 500,
      arrivals: { rampUp: '60s' },
    };
    const run = finishedRun(
      fileOf(
        { min: 2, target: 250, ready: '0s', stabilization: '2m', drain: '20s' },
        { clients: [crowd, stay] },
      ),
    );
    const instances = columnOf(run.recorder.series, 'backends:instances');
    const at = (sec: number): number => instances[sec / 5]!;
    // More than 3,000 connections need 13 or 14, of which there are 12; 500 are left at 130 s, after the
    // decision of 120 s, and that is the last of the window until 240 s.
    expect([15, 30, 45].map(at)).toEqual([6, 12, 12]);
    expect([135, 235, 240].map(at)).toEqual([12, 12, 2]);
    const { closedBy, finalConcurrent, scaling } = run.summary();
    expect(closedBy['scale-in']).toBeGreaterThan(0);
    expect(finalConcurrent).toBe(500);
    expect(scaling[0]).toMatchObject({ scaledOut: 2, scaledIn: 1, mostInstances: 12, neededInstances: 14 });
  });

  it('refuses those that are in set-up with an instance that leaves', () => {
    const open: TestFile['clients'][number] = {
      count: 400,
      arrivals: {
        pattern: 'poisson',
        profile: [
          { at: 0, rate: 40 },
          { at: '1m', rate: 4 },
        ],
      },
      session: { lifetime: { distribution: 'deterministic', value: '10s' } },
      connectTimeout: '1m',
    };
    const autoscale = { target: 40, ready: '0s', stabilization: '0s' } as const;
    const run = finishedRun(
      fileOf(autoscale, { clients: [open], backends: { count: 12, autoscale, handshakesPerSecond: 4 } }),
    );
    expect(run.summary().scaling[0]!.scaledIn).toBeGreaterThan(0);
    expect(run.summary().failures.map(({ resource }) => resource)).toContain('availability');
  });

  it('restarts those that are there', () => {
    const run = finishedRun(
      fileOf(
        { min: 3, target: 800 },
        { events: [{ at: '5m', action: 'restart', batch: 1, every: '5s', down: '2s' }] },
      ),
    );
    expect([...run.net.stations[1]!.status]).toEqual([0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
    expect(run.summary().finalConcurrent).toBe(2000);
  });
});

describe('the autoscaler in the file', () => {
  const faults = (file: TestFile): string[] => {
    const outcome = parseScenarioValue({ fivetuple: 1, ...file });
    return outcome.ok ? [] : outcome.errors.map(({ path, message }) => `${path}: ${message}`);
  };

  it('has a minimum that there can be, and decides alone', () => {
    expect(faults(fileOf({ min: 13, target: 5 }))).toEqual([
      'backends.autoscale.min: a minimum of 13 is more than the 12 that there ever are',
    ]);
    const path = [{ mode: 'proxy', instances: 2, autoscale: { min: 5, target: 10 } }] as const;
    expect(faults({ clients: [{ count: 1 }], backends: { count: 1 }, path: [...path] })).toEqual([
      'path.0.autoscale.min: a minimum of 5 is more than the 2 that there ever are',
    ]);
    expect(faults(fileOf({ target: 5 }, { events: [{ at: '1m', action: 'scale-in' }] }))).toContain(
      'events.0.action: the autoscaler of the target decides how many instances there are',
    );
    expect(faults(fileOf({ target: 5 }, { events: [{ at: '1m', action: 'crash', instances: 2 }] }))).toEqual([
      "events.0.instances: only the 1 of the autoscaler's minimum are there at all times",
    ]);
  });
});
