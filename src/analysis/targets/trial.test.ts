import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { lifetimeMeanSec } from '../../scenario/lifetime.ts';
import type { ClientPopulation } from '../../scenario/scenario.ts';
import { trialsOf } from './trial.ts';

const population = {
  name: 'web',
  count: 1000,
  arrivals: { rampUp: '1m' },
  session: { lifetime: { distribution: 'exponential', mean: '10m' } },
  reconnect: { policy: 'fixed', base: '20s' },
} as const;

describe('trialsOf', () => {
  it('brings the number of clients to the target, and expects those who are not on their way back', () => {
    const [trial, ...others] = trialsOf(
      buildScenario({
        clients: [population, { name: 'jobs', count: 500, addressesOf: 'web' }],
        backends: { count: 1 },
        targets: { concurrent: 3000 },
      }),
    );
    expect(others).toEqual([]);
    expect(trial?.scenario.clients.map(({ count, addresses }) => [count, addresses])).toEqual([
      [2000, 2000],
      [1000, 2000],
    ]);
    const jobs = trial!.scenario.clients[1]!;
    const meanSec = lifetimeMeanSec(jobs.session.lifetime);
    // Full jitter with a base of 1 s waits half a second on average.
    expect(trial?.expected).toBeCloseTo((2000 * 600) / 620 + (1000 * meanSec) / (meanSec + 0.5), 6);
  });

  it('shortens lifetimes where more come and go than lifetimes say', () => {
    const [trial] = trialsOf(
      buildScenario({ clients: [population], backends: { count: 1 }, targets: { arrivalRate: '50/s' } }),
    );
    const [clients] = trial!.scenario.clients;
    expect(lifetimeMeanSec(clients!.session.lifetime)).toBeCloseTo(1000 / 50, 9);
    expect(clients?.arrivals).toMatchObject({ rampUpSec: 20 });
  });

  it('raises the rate of open arrivals to the target', () => {
    const scenario = buildScenario({
      duration: '10h',
      clients: [{ ...population, arrivals: { pattern: 'poisson', rate: 2 } }],
      backends: { count: 1 },
      targets: { concurrent: 2400 },
    });
    const { arrivals } = trialsOf(scenario)[0]!.scenario.clients[0] as ClientPopulation;
    expect(arrivals).toMatchObject({ pattern: 'poisson' });
    expect(arrivals.pattern === 'poisson' && arrivals.profile[0]?.ratePerSec).toBeCloseTo(4, 6);
  });

  it('cuts every population once ramps and events are over', () => {
    const scenario = buildScenario({
      duration: '10m',
      clients: [population],
      backends: { count: 2 },
      events: [{ action: 'restart', at: '3m', every: '1m' }],
      targets: { reconnectWithin: '1m' },
    });
    const [steady, back] = trialsOf(scenario);
    expect(steady).toMatchObject({ kind: 'steady', cutAtSec: null });
    expect(back?.kind).toBe('return');
    const cutAtSec = back?.cutAtSec ?? 0;
    expect(cutAtSec).toBeGreaterThanOrEqual(4 * 60 + 60);
    expect(back?.scenario.events.at(-1)).toEqual({
      action: 'disconnect',
      atSec: cutAtSec,
      target: 'web',
      share: 1,
    });
    expect(back?.scenario.durationSec).toBe(cutAtSec + 90);
  });
});
