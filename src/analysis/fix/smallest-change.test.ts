import { describe, expect, test } from 'vitest';
import { oneLess } from '../../../test/support/one-less.ts';
import { examples } from '../../scenario/examples.ts';
import { type FieldChange, withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { productsOf } from '../levers/products.ts';
import { demandOf } from '../limits/demand.ts';
import { changesToCarry } from '../limits/limit-change.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import { planTargets } from '../plan/planning.ts';
import { firstFailure, smallestChange } from './smallest-change.ts';

function scenarioOf(file: ScenarioFile) {
  const outcome = parseScenarioValue(file);
  if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
  return outcome.scenario;
}

const loaded = examples.flatMap(({ id, file }) =>
  [1, 4, 10].map((times) => {
    const wanted = file.targets?.concurrent ?? 100_000;
    return {
      id: `${id} x ${times}`,
      file: { ...file, targets: { ...file.targets, concurrent: Number(wanted) * times } },
    };
  }),
);

describe('the smallest change', () => {
  test.each(loaded)('of $id carries the demand, and one less does not', ({ file }) => {
    const row = firstFailure(scenarioOf(file));
    if (row === null) {
      expect(ladderOfLimits(scenarioOf(file)).every(({ fits }) => fits)).toBe(true);
      return;
    }
    const changes = smallestChange(file, row);
    expect(changes).not.toBeNull();
    const carries = (written: readonly FieldChange[]): boolean => {
      const scenario = scenarioOf(withChanges(file, written));
      const after = ladderOfLimits(scenario).find(
        ({ station, resource }) => station === row.station && resource === row.resource,
      );
      return after === undefined || after.fits;
    };
    expect(carries(changes!)).toBe(true);
    const at = changes!.findIndex(({ to }) => oneLess(to) !== null);
    if (at < 0) return;
    const { path, to } = changes![at]!;
    expect(carries(changes!.with(at, { path, to: oneLess(to) }))).toBe(false);
  });

  test('a hash that spills over nowhere needs another choice too', () => {
    const { file } = examples.find(({ id }) => id === 'snat-pool-by-hash')!;
    expect(smallestChange(file, { station: 'path.0', resource: 'snat-ports' })).toEqual([
      { path: 'path.0.snat.choose', to: 'round-robin' },
      { path: 'path.0.snat.addresses', to: 3 },
    ]);
  });

  test('a product that takes no more addresses needs more instances', () => {
    const file: ScenarioFile = {
      fivetuple: 1,
      clients: [{ count: 1_000_000 }],
      path: [{ preset: 'aws-nat-gateway' }],
      backends: { count: 1 },
    };
    expect(smallestChange(file, { station: 'path.0', resource: 'snat-ports' })).toMatchObject([
      { path: 'path.0.instances' },
    ]);
  });

  test('what nobody can write down comes last', () => {
    const file: ScenarioFile = {
      fivetuple: 1,
      clients: [{ count: 10_000, arrivals: { rampUp: '10s' }, reconnect: { policy: 'none' } }],
      backends: { count: 1, acceptsPerSecond: 800, backlog: 128 },
    };
    const row = firstFailure(scenarioOf(file))!;
    const scenario = scenarioOf(file);
    const ways = changesToCarry(row, scenario, demandOf(scenario));
    expect(ways.map(({ settings }) => settings[0]?.path)).toEqual([
      'backends.acceptsPerSecond',
      'backends.backlog',
      'backends.count',
      'clients.0.arrivals.rampUp',
    ]);
    expect(smallestChange(file, row)).toEqual(ways[1]!.changes);
  });

  test.each(loaded.filter(({ id }) => id.endsWith('x 4')))(
    'of $id is one that the ladder names, and the plan that begins with its lever has the same number',
    ({ file }) => {
      const scenario = scenarioOf(file);
      const row = firstFailure(scenario);
      const changes = row === null ? null : smallestChange(file, row);
      if (row === null || changes === null) return;
      const ways = changesToCarry(row, scenario, demandOf(scenario), productsOf(file));
      expect(ways.map((way) => way.changes)).toContainEqual(changes);
      const { concurrent } = file.targets;
      const { plans } = planTargets({ ...file, targets: { concurrent } });
      const [only, ...others] = changes;
      const alone = plans.find(({ id, changes: turned }) => id === only?.path && turned.length === 1);
      if (others.length === 0 && alone !== undefined) expect(alone.changes[0]?.fields).toEqual(changes);
    },
  );

  test('there is none for what carries the demand', () => {
    expect(smallestChange(examples[0]!.file, { station: 'path.0', resource: 'flow-table' })).toBeNull();
  });
});
