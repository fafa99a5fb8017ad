import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import { type BlockingPrediction, predictedBlocking } from '../limits/predicted-blocking.ts';
import { erlangB } from '../theory/erlang-b.ts';
import { estimatedBlocking } from './estimated-blocking.ts';

const POISSON = {
  addresses: 1000,
  arrivals: { pattern: 'poisson', rate: 9 },
  session: { lifetime: { distribution: 'exponential', mean: 100 } },
  reconnect: { policy: 'none' },
} as const;

/** 900 connections through 1,000 ports an address. */
function scenarioOf(snat: object, clients: NonNullable<ScenarioFile['clients']>[number] = POISSON): Scenario {
  return buildScenario({
    duration: '10h',
    clients: [clients],
    path: [
      {
        name: 'edge',
        mode: 'snat',
        snat: { scope: 'source', hold: 0, ports: '1024-2023', takeOver: false, ...snat },
      },
    ],
    backends: { count: 2 },
  });
}

function ofPorts(scenario: Scenario, blockingOf = estimatedBlocking): BlockingPrediction {
  const row = ladderOfLimits(scenario).find(({ resource }) => resource === 'snat-ports')!;
  return blockingOf(row, scenario)!;
}

describe('estimatedBlocking', () => {
  it('is the prediction where that is exact', () => {
    const scenario = scenarioOf({ selection: 'random' });
    expect(ofPorts(scenario)).toEqual(ofPorts(scenario, predictedBlocking));
    expect(ofPorts(scenario).probability).toBeCloseTo(erlangB(1000, 900), 9);
  });

  it('estimates netfilter’s search far above what it is at least', () => {
    const scenario = scenarioOf({ selection: 'netfilter' });
    const atLeast = ofPorts(scenario, predictedBlocking);
    const { kind, low, high, probability } = ofPorts(scenario);
    expect(kind).toBe('estimate');
    expect(low).toBeGreaterThan(2 * atLeast.probability);
    expect(low).toBeLessThan(probability);
    expect(high).toBeGreaterThan(probability);
  });

  it('bounds a population by Poisson arrivals where a hold makes no other theory fit', () => {
    const scenario = scenarioOf(
      { selection: 'random', hold: 10, ports: '1024-2023' },
      { count: 800, session: POISSON.session },
    );
    expect(ofPorts(scenario, predictedBlocking)).toBeNull();
    const { kind, low, probability } = ofPorts(scenario);
    expect({ kind, low }).toEqual({ kind: 'upper bound', low: 0 });
    expect(probability).toBeCloseTo(erlangB(1000, 880), 9);
  });

  it('of a hash has an upper end that all but one hash in twenty stay below', () => {
    const hashed = { selection: 'random', choose: 'source-hash', addresses: 2, ports: '1024-1523' };
    const { kind, probability, high } = ofPorts(scenarioOf(hashed));
    expect(kind).toBe('approximation');
    // Of 1,000 senders the fuller of two addresses has 531 at most, save for one hash in twenty.
    expect(high).toBeGreaterThan(probability);
    expect(high).toBeCloseTo(erlangB(500, (900 * 531) / 1000), 3);
  });
});
