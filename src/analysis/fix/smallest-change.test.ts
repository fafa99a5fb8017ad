import { describe, expect, test } from 'vitest';
import { oneLess } from '../../../test/support/one-less.ts';
import { examples } from '../../scenario/examples.ts';
import { type FieldChange, withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { ladderOfLimits } from '../limits/limits.ts';
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

  test('there is none for what carries the demand', () => {
    expect(smallestChange(examples[0]!.file, { station: 'path.0', resource: 'flow-table' })).toBeNull();
  });
});
