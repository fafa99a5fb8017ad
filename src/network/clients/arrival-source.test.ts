import { expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { createArrivalSource } from './arrival-source.ts';

it('a profile that repeats brings its arrivals in each round, until the run is over', () => {
  const { clients } = buildScenario({
    duration: '1000s',
    clients: [
      {
        addresses: 1,
        arrivals: {
          pattern: 'poisson',
          profile: [
            { at: 0, rate: 10 },
            { at: 50, rate: 0 },
          ],
          repeats: '100s',
        },
      },
    ],
    backends: { count: 1 },
  });
  const source = createArrivalSource(clients[0]!, 5, 0);
  const perRound = new Float64Array(10);
  for (; source.nextSec < 1000; source.advance()) {
    expect(source.nextSec % 100).toBeLessThan(50);
    perRound[Math.floor(source.nextSec / 100)]! += 1;
  }
  // 500 each: within 3.9 deviations of a Poisson number, 99.9 % for all ten.
  for (const arrivals of perRound) expect(Math.abs(arrivals - 500)).toBeLessThan(3.9 * Math.sqrt(500));
});
