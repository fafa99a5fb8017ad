import { describe, expect, it } from 'vitest';
import { examples } from '../../scenario/examples.ts';
import { nextLimitText, planSentence, targetsText } from './plan-sentence.ts';
import { planTargets } from './planning.ts';

const question = examples.find(({ id }) => id === '100k-websockets')!.file;

describe('planSentence', () => {
  const planning = planTargets(question);

  it('says what carries the target, at what cost', () => {
    expect(planSentence(planning)).toBe(
      'With 2 source addresses at the edge it carries 100,000: the cheapest of 7 ways, at a cost of 3.',
    );
    expect(nextLimitText(planning.plans[0]!)).toBe('the SNAT ports at the edge at 122,268 (18 % free)');
    const million = { ...question, targets: { concurrent: 1_000_000, headroom: 0.2 } };
    expect(planSentence(planTargets(million))).toBe(
      'With 21 source addresses at the edge and flow table at the edge 1,388,126 entries instead of 262,144 entries it carries 1,000,000: the cheapest of 6 ways, at a cost of 43.1.',
    );
    expect(targetsText({ ...million, targets: { ...million.targets, arrivalRate: '500/s' } })).toBe(
      '1,000,000 connections, 20 % free, 500 new ones a second',
    );
  });

  it('does not recommend what simulation refutes', () => {
    const standings = new Map([[planning.plans[0]!.id, 'refuted' as const]]);
    expect(planSentence(planning, standings)).toMatch(
      /^With port scope at the edge destination instead of source it carries 100,000: the cheapest of 7 ways that simulation does not refute/,
    );
    const all = new Map(planning.plans.map(({ id }) => [id, 'refuted' as const]));
    expect(planSentence(planning, all)).toBe('Simulation refutes all plans.');
  });

  it('names what stands in the way, and the nearest target', () => {
    const fixed = planTargets({ ...question, costs: { change: 'never' } });
    expect(
      planSentence(fixed, new Map(), {
        target: 'concurrent',
        value: 61_134,
        text: '61,134 connections',
      }),
    ).toBe(
      'No plan meets the targets. The SNAT ports at the edge (61,134 of 100,000) stand in the way. The nearest target with a plan: 61,134 connections.',
    );
    const enough = planTargets({ ...question, targets: { concurrent: 1000 } });
    expect(planSentence(enough)).toBe('Nothing has to change: the scenario carries 1,000 as it is.');
  });
});
