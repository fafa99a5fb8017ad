import { expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { scenarioLines } from './scenario-lines.ts';

it('tells who connects through what to what, what happens and what is asked', () => {
  const scenario = buildScenario({
    duration: '1h',
    clients: [
      {
        name: 'browsers',
        count: 5000,
        addresses: 1,
        arrivals: { pattern: 'population', rampUp: '10m' },
        session: { lifetime: { distribution: 'exponential', mean: '10m' } },
        reconnect: { policy: 'full-jitter' },
      },
      { name: 'jobs', count: 1, arrivals: { pattern: 'poisson', profile: [{ at: 0, rate: '20/s' }] } },
    ],
    path: [
      {
        name: 'edge',
        mode: 'snat',
        instances: 2,
        snat: { addresses: 3, ports: '1024-65535', hold: '2m', selection: 'random' },
      },
      { name: 'inner', mode: 'dnat' },
    ],
    backends: { name: 'servers', count: 4, ports: [1, 2, 3, 4] },
    events: [
      { at: '10m', action: 'crash', instances: 1 },
      { at: '20m', action: 'scale-out' },
    ],
    targets: { concurrent: 5000, blocking: 0.001 },
  });
  const lines = scenarioLines(scenario).map(({ name, text }) => `${name}: ${text}`);
  expect(lines[0]).toBe(
    'browsers: 5,000 clients, within 10 m; 1 address; lifetimes exponential, median 6 m 56 s, mean 10 m; reconnect full-jitter',
  );
  expect(lines[1]).toMatch(/^jobs: open arrivals, up to 20 \/s; /);
  expect(lines.slice(2)).toEqual([
    'edge: snat on 2 instances; 3 source addresses, ports 1024–65535; scope destination, random, held 2 m',
    'inner: dnat',
    'servers: 4 × port 1, 2, 3 …',
    'events: crash of 1 of backends at 10 m; scale-out of backends by 1 at 20 m',
    'asked: 5,000 connections; blocking at most 0.1 %',
    'simulated: 1 h',
  ]);
});
