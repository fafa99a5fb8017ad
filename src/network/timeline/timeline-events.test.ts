import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import { BALANCES, type EventFile } from '../../scenario/file-format.ts';
import type { Simulation } from '../simulation.ts';

const HOUR = { distribution: 'deterministic', value: '1h' } as const;

/** 1,200 connections that would last, and come back when they are cut; all there after ten seconds. */
const clients: TestFile['clients'] = [
  {
    count: 1200,
    arrivals: { rampUp: '10s' },
    session: { lifetime: HOUR },
    reconnect: { policy: 'immediate' },
  },
];

function runOf(events: EventFile[], change: Partial<TestFile> = {}): Simulation {
  return finishedRun({
    duration: '1m',
    sampleEvery: '1s',
    clients,
    path: [{ name: 'edge', mode: 'dnat', balance: 'least-connections' }],
    backends: { count: 6 },
    events,
    ...change,
  });
}

function openAt(run: Simulation, station: number): number[] {
  return [...run.net.stations[station]!.open];
}

describe('a crash', () => {
  it('resets the connections of the first instances, which then go elsewhere', () => {
    const run = runOf([{ at: '30s', action: 'crash', instances: 2, down: 'forever' }]);
    expect(openAt(run, 1)).toEqual([0, 0, 300, 300, 300, 300]);
    expect(run.summary().closedBy).toMatchObject({ crash: 400, restart: 0, 'scale-in': 0 });
    expect(run.summary().failed).toBe(0);
  });

  it('cuts each connection once, whoever comes back at once', () => {
    const run = runOf([{ at: '30s', action: 'crash', instances: 5, down: '0s' }]);
    expect(run.summary().closedBy.crash).toBe(1000);
    // Back in the same instant and empty, they are all that the balancer has for who was cut.
    expect(openAt(run, 1)).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it('of a hop without a standby leaves clients refused until it is back', () => {
    const reconnect = { policy: 'fixed', base: '1s' } as const;
    const run = runOf([{ at: '30s', action: 'crash', target: 'edge', down: '4.5s' }], {
      clients: [{ ...clients[0]!, reconnect }],
    });
    const { closedBy, failures, finalConcurrent } = run.summary();
    expect(closedBy.crash).toBe(1200);
    expect(failures).toEqual([
      expect.objectContaining({ station: 'path.0', resource: 'availability', count: 4 * 1200 }),
    ]);
    expect(finalConcurrent).toBe(1200);
  });

  it('of one whose standby takes over at once is a failover without mirrored state', () => {
    const run = runOf([{ at: '30s', action: 'crash', target: 'edge', down: '0s' }]);
    const { closedBy, failed, finalConcurrent } = run.summary();
    expect([closedBy.crash, failed, finalConcurrent]).toEqual([1200, 0, 1200]);
  });
});

describe('a scale-out', () => {
  const join: EventFile = { at: '30s', action: 'scale-out', instances: 2 };

  it('brings nothing to the new instances that is not new', () => {
    expect(openAt(runOf([join]), 1)).toEqual([300, 300, 300, 300, 0, 0]);
  });

  it('sends what comes later to the emptiest', () => {
    const later = { ...clients[0]!, name: 'later', count: 300, arrivals: { start: '40s', rampUp: '5s' } };
    const run = runOf([join], { clients: [...clients, later] });
    expect(openAt(run, 1)).toEqual([300, 300, 300, 300, 150, 150]);
    expect(run.summary().failed).toBe(0);
  });

  it.each(BALANCES)('spreads over those that are there and no others: %s', (balance) => {
    for (const path of [[{ mode: 'dnat', balance } as const], 'direct' as const]) {
      const run = runOf([{ ...join, at: '50s' }], { path, clients: [{ ...clients[0]!, balance }] });
      const open = openAt(run, path === 'direct' ? 0 : 1);
      expect(open.slice(4)).toEqual([0, 0]);
      for (const one of open.slice(0, 4)) expect(one).toBeGreaterThan(220);
      expect(run.summary().failed).toBe(0);
    }
  });

  it('keeps to the weights of those that are there', () => {
    const run = runOf([join], { backends: { count: 6, weights: [1, 1, 2, 2, 9, 9] } });
    expect(openAt(run, 1)).toEqual([200, 200, 400, 400, 0, 0]);
  });

  it('of gateways changes the routes of new connections', () => {
    const later = { ...clients[0]!, name: 'later', count: 600, arrivals: { start: '40s', rampUp: '5s' } };
    const gateway = { name: 'nat', mode: 'snat', gateway: true, instances: 3, snat: {} } as const;
    const run = runOf([{ at: '30s', action: 'scale-out', target: 'nat', instances: 2 }], {
      path: [gateway],
      clients: [...clients, later],
    });
    const [first, second, third] = openAt(run, 0);
    expect(first! + second! + third!).toBe(1800);
    expect(first).toBeGreaterThan(1200);
    expect(second).toBeGreaterThan(150);
    expect(third).toBeGreaterThan(150);
  });
});

describe('a scale-in', () => {
  it('drains the last instances, which are not chosen any more, and takes them away', () => {
    const leave: EventFile = { at: '30s', action: 'scale-in', instances: 2, drain: '10s' };
    const run = runOf([leave]);
    expect(openAt(run, 1)).toEqual([300, 300, 300, 300, 0, 0]);
    expect(run.summary().closedBy).toMatchObject({ 'scale-in': 400, restart: 0, crash: 0 });
    const { info, columns } = run.recorder.series;
    const last = columns[info.findIndex(({ key }) => key === 'backends.5:connections')]!;
    expect([...last.subarray(29, 42)]).toEqual([200, 200, 180, 160, 140, 120, 100, 80, 60, 40, 20, 0, 0]);
  });

  it('cuts at once without a drain', () => {
    const run = runOf([{ at: '30s', action: 'scale-in', instances: 5 }]);
    expect(openAt(run, 1)).toEqual([1200, 0, 0, 0, 0, 0]);
    expect(run.summary().closedBy['scale-in']).toBe(1000);
  });

  it('is taken back by a scale-out', () => {
    const events: EventFile[] = [
      { at: '20s', action: 'scale-in', instances: 3 },
      { at: '30s', action: 'scale-out', instances: 3 },
      { at: '40s', action: 'crash', instances: 3 },
    ];
    expect(openAt(runOf(events), 1)).toEqual([0, 0, 0, 400, 400, 400]);
  });
});
