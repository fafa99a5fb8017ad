import { expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { NO_PRODUCTS } from '../../analysis/levers/products.ts';
import { timeMarks } from './time-marks.ts';

it('marks every event of the timeline with what it does, and the first failure of each cause', () => {
  const scenario = buildScenario({
    duration: '1h',
    clients: [{ count: 1 }],
    path: [{ name: 'edge', mode: 'dnat', instances: 2 }],
    backends: { count: 4 },
    events: [
      { at: '10m', action: 'restart', target: 'edge' },
      { at: '20m', action: 'crash', instances: 3 },
      { at: '30m', action: 'scale-in', drain: '1m' },
      { at: '40m', action: 'scale-out' },
      { at: '45m', action: 'crash', silent: true },
      { at: '50m', action: 'failover', target: 'edge', mirrored: 0.9 },
      { at: '55m', action: 'link-cut', target: 'clients', for: '5s' },
    ],
  });
  const failure = {
    station: 'backends',
    stationName: 'backends',
    resource: 'availability',
    atSec: 1201,
    concurrent: 0,
  } as const;
  const causes = [
    { ...failure, count: 3, firstAtSec: 1202 },
    { ...failure, station: 'path.0', stationName: 'edge', resource: 'no-answer', count: 1, firstAtSec: 2700 },
  ] as const;
  const marks = timeMarks(scenario, NO_PRODUCTS, { firstFailure: failure, failures: causes });
  expect(marks.map(({ kind, label }) => `${kind}: ${label}`)).toEqual([
    'event: restart of edge at 10 m',
    'event: crash of 3 of backends at 20 m',
    'event: scale-in of backends by 1 at 30 m',
    'event: scale-out of backends by 1 at 40 m',
    'event: silent crash of 1 of backends at 45 m',
    'event: failover of edge, 90 % mirrored at 50 m',
    'event: link of clients cut for 5 s at 55 m',
    'failure: first failure at 20 m 1 s: connection refused (backends)',
    'failure: first at 45 m: no answer (edge)',
  ]);
  expect(timeMarks(scenario, NO_PRODUCTS, { firstFailure: null, failures: [] })).toHaveLength(7);
});
