import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryScenarioFile } from '../../../test/support/arbitrary-scenario.ts';
import { oneLess } from '../../../test/support/one-less.ts';
import { examples } from '../../scenario/examples.ts';
import { withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { demandOf } from '../limits/demand.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import { nearestFeasible } from './nearest-feasible.ts';
import { fieldChangesOf, type Plan, type PlanChange } from './plan.ts';
import { planTargets } from './planning.ts';
import { shortfallsOf } from './shortfalls.ts';

const question = examples.find(({ id }) => id === '100k-websockets')!.file;

/** Whether the file with these changes is valid and meets every target. */
function meets(file: ScenarioFile, changes: readonly PlanChange[]): boolean {
  const outcome = parseScenarioValue(withChanges(file, fieldChangesOf({ changes })));
  return outcome.ok && shortfallsOf(outcome.scenario).length === 0;
}

function expectMinimal(file: ScenarioFile, { changes, title }: Plan): void {
  expect(meets(file, changes), title).toBe(true);
  changes.forEach((change, index) => {
    expect(meets(file, changes.toSpliced(index, 1)), `${title} without ${change.what}`).toBe(false);
    const [field, ...others] = change.fields;
    // A window, a strategy and the like have no smaller value.
    if (field === undefined || others.length > 0 || /reconnect/.test(field.path)) return;
    const smaller = oneLess(field.to);
    if (smaller === null) return;
    const less = { ...change, fields: [{ path: field.path, to: smaller }] };
    expect(meets(file, changes.with(index, less)), `${title} with less ${change.what}`).toBe(false);
  });
}

describe('planTargets', () => {
  it('answers the question: two addresses, and what else carries it, cheapest first', () => {
    const { shortfalls, plans, deadEnds } = planTargets(question);
    expect(shortfalls.map(({ text }) => text)).toEqual(['the SNAT ports at the edge (61,134 of 100,000)']);
    expect(plans[0]).toMatchObject({
      title: 'More source addresses at the edge',
      cost: 3,
      changes: [
        {
          what: 'source addresses at the edge',
          from: '1',
          to: '2',
          fields: [{ path: 'path.0.snat.addresses', to: 2 }],
          lifts: 'the SNAT ports at the edge (61,134 of 100,000)',
        },
      ],
    });
    expect(plans.map(({ id, cost }) => [id, cost])).toEqual([
      ['path.0.snat.addresses', 3],
      ['path.0.snat.scope', 51],
      ['strategy:dnat', 51],
      ['strategy:dsr', 51],
      ['strategy:proxy', 51],
      ['strategy:direct', 51],
      ['path.0.instances', 101],
    ]);
    expect(deadEnds).toEqual([]);
    for (const plan of plans) expectMinimal(question, plan);
  });

  it('goes on to the limits behind the first, with room to spare', () => {
    const file = { ...question, targets: { concurrent: 1_000_000, headroom: '20%' } };
    const [cheapest] = planTargets(file).plans;
    expect(cheapest?.changes.map(({ what, to }) => [what, to])).toEqual([
      ['source addresses at the edge', '21'],
      ['flow table at the edge', '1,388,126 entries'],
    ]);
    const rows = ladderOfLimits(cheapest!.scenario);
    for (const { headroomShare, label } of rows) expect(headroomShare, label).toBeGreaterThanOrEqual(0.2);
    expectMinimal(file, cheapest!);
  });

  it('asks more of netfilter than of a search that finds any free port, by the estimate of what it refuses', () => {
    const edge = typeof question.path === 'string' ? undefined : question.path?.[0];
    const addressesFor = (snat: object): readonly PlanChange[] => {
      // Other ways would take estimates of their own.
      const costs = { strategy: 'never', balancer: 'never' } as const;
      const file = { ...question, costs, path: [{ ...edge!, snat: { ...edge!.snat, ...snat } }] };
      const way = planTargets(file).plans.find(({ id }) => id === 'path.0.snat.addresses');
      expect(way?.blocking?.probability, JSON.stringify(snat)).toBeLessThan(1e-6);
      return way?.changes ?? [];
    };
    const probing = { selection: 'netfilter', takeOver: false, preservePort: false };
    // `fivetuple addresses` says 2, 2 and 3.
    expect(addressesFor({ selection: 'random' })).toMatchObject([{ to: '2' }]);
    expect(addressesFor({ ...probing, takeOver: true, preservePort: true })).toMatchObject([{ to: '2' }]);
    expect(addressesFor(probing)).toMatchObject([{ to: '3' }]);
  });

  it('has one plan without changes where the targets are met', () => {
    const { shortfalls, plans } = planTargets({ ...question, targets: { concurrent: 50_000 } });
    expect(shortfalls).toEqual([]);
    expect(plans.map(({ changes, cost }) => [changes.length, cost])).toEqual([[0, 0]]);
  });

  it('ranks by the costs of the user, and leaves alone what may not be changed', () => {
    const cheapProject = planTargets({ ...question, costs: { strategy: 0, snatAddress: 500 } });
    expect(cheapProject.plans[0]?.changes[0]?.lever).toBe('path.0.snat.scope');
    const noAddress = planTargets({ ...question, costs: { snatAddress: 'never', strategy: 'never' } });
    expect(noAddress.plans.map(({ id }) => id)).toEqual(['path.0.instances']);
    expect(noAddress.deadEnds.flatMap(({ because }) => because)).toContain('strategy: not to be changed');
  });

  it('names the cap of a product and the nearest target where nothing carries it', () => {
    const file: ScenarioFile = {
      fivetuple: 1,
      clients: [{ count: 600_000, arrivals: { rampUp: '10m' } }],
      path: [{ name: 'egress', preset: 'aws-nat-gateway' }],
      backends: { count: 1 },
      targets: { concurrent: 600_000 },
      costs: { balancer: 'never', backend: 'never', backendAddress: 'never', backendPort: 'never' },
    };
    const { plans, deadEnds } = planTargets(file);
    expect(plans).toEqual([]);
    expect(deadEnds).toHaveLength(1);
    expect(deadEnds[0]?.limit).toBe('the SNAT ports at the egress (367,236 of 600,000)');
    expect(deadEnds[0]?.because).toEqual([
      'source addresses at the egress: AWS NAT gateway takes at most 8',
      'source ports at the egress: AWS NAT gateway sets it',
      'addresses of each backend: not to be changed',
      'ports of each backend: not to be changed',
      'instances of the egress: not to be changed',
    ]);
    const nearest = nearestFeasible(file)!;
    expect(nearest.target).toBe('concurrent');
    expect(nearest.value / 367_236).toBeCloseTo(1, 3);
  });

  it('names a longer time to come back where fewer connections are no help', () => {
    const file: ScenarioFile = {
      ...question,
      clients: [{ ...question.clients[0]!, reconnect: { policy: 'fixed', base: '90s' } }],
      targets: { concurrent: 1000, reconnectWithin: '20s' },
      costs: { clientRelease: 'never' },
    };
    expect(planTargets(file).plans).toEqual([]);
    expect(nearestFeasible(file)).toEqual({
      target: 'reconnectWithin',
      value: 90,
      text: 'all back within 1 m 30 s',
    });
  });

  it('brings clients back in time: by more handshakes, or by a window where stale work piles up', () => {
    const storm = examples.find(({ id }) => id === 'tls-storm')!.file;
    const file = { ...storm, targets: { concurrent: 40_000, reconnectWithin: '30s' } };
    const { plans, shortfalls } = planTargets(file);
    expect(shortfalls[0]?.text).toMatch(/^the handshakes at the tls tier \(32,727 of 40,000 are back/);
    expect(plans.map(({ id }) => id)).toContain('path.0.limits.handshakesPerSecond');
    expect(plans.map(({ id }) => id)).toContain('clients.0.reconnect');
    for (const plan of plans) expectMinimal(file, plan);
    const direct = plans.find(({ id }) => id === 'strategy:direct');
    expect(direct?.notes.join()).toContain('handshakes of the tls tier fall to the servers');
  });

  it('carries a rate of new connections beside those that are open', () => {
    const file = { ...question, targets: { concurrent: 50_000, arrivalRate: '2000/s' } };
    const [cheapest] = planTargets(file).plans;
    // 2,000/s x 60 s of hold take 120,000 ports beside the 50,000 in use: 170,000 / 64,512 = 2.6.
    expect(cheapest?.changes.map(({ what, to }) => [what, to])).toContainEqual([
      'source addresses at the edge',
      '3',
    ]);
    expect(demandOf(cheapest!.scenario).populations[0]?.steadyArrivalsPerSec).toBe(2000);
  });
});

describe('every plan', () => {
  it('of the examples meets the targets, and is minimal', () => {
    for (const { file } of examples) {
      const larger = { ...file, targets: { ...file.targets, headroom: 0.3 } };
      for (const plan of planTargets(larger).plans) expectMinimal(larger, plan);
    }
  });

  it('of a random scenario meets the targets, and is minimal', () => {
    const targets = fc.record(
      {
        concurrent: fc.integer({ min: 1, max: 50_000 }),
        blocking: fc.constantFrom(0.01, 1e-6),
        headroom: fc.constantFrom(0, 0.25, 0.5),
        arrivalRate: fc.constantFrom(50, 2000),
        reconnectWithin: fc.constantFrom('10s', '2m'),
      },
      { requiredKeys: ['concurrent'] },
    );
    let planned = 0;
    fc.assert(
      fc.property(arbitraryScenarioFile(), targets, (random, wanted) => {
        const { costs: _, ...file } = { ...random, targets: wanted };
        const { plans, deadEnds, shortfalls } = planTargets(file);
        expect(plans.length + deadEnds.length).toBeGreaterThan(0);
        for (const plan of plans) {
          expectMinimal(file, plan);
          planned += Number(plan.changes.length > 0);
        }
        if (shortfalls.length === 0) expect(plans[0]?.changes).toEqual([]);
      }),
      { numRuns: 4 },
    );
    expect(planned).toBeGreaterThan(2);
  });
});
