import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { TestFile } from '../../../test/support/finished-run.ts';
import { compile } from '../../network/plan.ts';
import { Simulation } from '../../network/simulation.ts';
import { DOWN, DRAINING, SILENT, UP } from '../../network/stations/station.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type InstanceStatus, InstanceStatuses } from './instance-status.ts';

const scenarioOf = (events: TestFile['events']): Scenario =>
  buildScenario({
    duration: '10m',
    clients: [{ count: 10, arrivals: { rampUp: '1s' } }],
    path: [{ name: 'edge', mode: 'dnat', instances: 2 }],
    backends: { count: 4 },
    events,
  });

const WORD: ReadonlyMap<number, InstanceStatus> = new Map([
  [UP, 'up'],
  [DRAINING, 'draining'],
  [DOWN, 'down'],
  [SILENT, 'silent'],
]);

describe('the status of instances', () => {
  it.each<[string, TestFile['events']]>([
    [
      'a rolling restart',
      [{ at: '1m', action: 'restart', target: 'backends', batch: 1, every: '1m', drain: '20s', down: '10s' }],
    ],
    ['a crash', [{ at: '2m', action: 'crash', target: 'backends', instances: 2, down: '30s' }]],
    ['a failover', [{ at: '2m', action: 'failover', target: 'edge', down: '5s' }]],
    ['a scale-in', [{ at: '3m', action: 'scale-in', target: 'backends', instances: 1, drain: '1m' }]],
    ['a scale-out', [{ at: '4m', action: 'scale-out', target: 'backends', instances: 2 }]],
  ])('is that of the run at every moment: %s', (_, events) => {
    const scenario = scenarioOf(events);
    const statuses = new InstanceStatuses(scenario);
    const run = new Simulation(compile(scenario));
    const seen = new Set<InstanceStatus>();
    for (let sec = 0.5; sec < scenario.durationSec; sec += 2.5) {
      run.advanceTo(sec);
      run.net.stations.forEach((station, index) => {
        const real = [...station.status].map((status) => WORD.get(status) ?? 'silent');
        const told = statuses.at(index, sec);
        told.forEach((status) => seen.add(status));
        // The run has no word of its own for what has yet to join or has left.
        expect(
          told.map((status) => (status === 'absent' ? 'down' : status)),
          `${index} at ${sec}`,
        ).toEqual(real);
      });
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it('tells which link is cut, and until when', () => {
    const statuses = new InstanceStatuses(
      scenarioOf([{ at: '2m', action: 'link-cut', target: 'backends', for: '30s' }]),
    );
    expect([119, 120, 149, 150].map((sec) => statuses.isLinkCut(1, sec))).toEqual([false, true, true, false]);
    expect(statuses.isLinkCut(0, 130)).toBe(false);
  });
});
