/** The smallest change of one limit, at the place where it binds, that carries the demand, as changes of the file. */
import { type FieldChange, withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { withListedWeights } from '../levers/listed-weights.ts';
import { productsOf } from '../levers/products.ts';
import { demandOf } from '../limits/demand.ts';
import { changesToCarry } from '../limits/limit-change.ts';
import { isSameLimit, type LimitRow } from '../limits/limit-row.ts';
import { ladderFor, ladderOfLimits } from '../limits/limits.ts';
import { validScenario } from '../plan/valid-scenario.ts';
import { groupOf } from './setting-groups.ts';

/** What of a row is needed to find its change again. */
export type BindingRow = Pick<LimitRow, 'station' | 'resource'>;

/**
 * The first of the ways that the ladder names which is a matter of settings, or the first of all. Null where the row carries the
 * demand already, or no change of this resource alone does.
 * @throws RangeError when the file is not valid
 */
export function smallestChange(file: ScenarioFile, limit: BindingRow): readonly FieldChange[] | null {
  const scenario = validScenario(file);
  const demand = demandOf(scenario);
  const row = ladderFor(scenario, demand).find((each) => isSameLimit(each, limit));
  if (row === undefined) return null;
  const ways = changesToCarry(row, scenario, demand, productsOf(file)).map(({ changes }) =>
    withListedWeights(file, changes),
  );
  // A rule between fields may forbid what each of them allows.
  const valid = ways.filter((changes) => parseScenarioValue(withChanges(file, changes)).ok);
  return valid.find((changes) => changes.every(isSetting)) ?? valid[0] ?? null;
}

/** How fast a program accepts, say, nobody can write down; its backlog one can. */
function isSetting({ path }: FieldChange): boolean {
  return groupOf(path, undefined) !== null;
}

/** The first rung of the ladder that does not carry the demand; null where all of them do. */
export function firstFailure(scenario: Scenario): LimitRow | null {
  return ladderOfLimits(scenario).find(({ fits }) => !fits) ?? null;
}
