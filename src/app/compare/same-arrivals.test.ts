import { describe, expect, it } from 'vitest';
import { defaultFile } from '../../scenario/default-scenario.ts';
import { setField } from '../../scenario/edit.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { haveSameArrivals } from './same-arrivals.ts';

function scenario(path = 'seed', value: unknown = 1) {
  const outcome = parseScenarioValue(setField(setField(defaultFile, 'seed', 1), path, value));
  if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
  return outcome.scenario;
}

describe('whether the same clients arrive', () => {
  it('does not depend on what they meet', () => {
    for (const [path, value] of [
      ['path.0.snat.addresses', 4],
      ['backends.count', 3],
      ['clients.0.reconnect.policy', 'immediate'],
      ['duration', '30m'],
    ] as const)
      expect(haveSameArrivals(scenario(), scenario(path, value)), path).toBe(true);
  });

  it('depends on the seed, on how many they are, when they come and how long they stay', () => {
    for (const [path, value] of [
      ['seed', 2],
      ['clients.0.count', 77],
      ['clients.0.connectionsEach', 2],
      ['clients.0.arrivals', { pattern: 'population', rampUp: '7m' }],
      ['clients.0.session.lifetime', { distribution: 'exponential', mean: '77m' }],
    ] as const)
      expect(haveSameArrivals(scenario(), scenario(path, value)), path).toBe(false);
  });
});
