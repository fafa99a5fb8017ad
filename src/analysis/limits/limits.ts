import { dialledFrom } from '../../network/plan.ts';
import type { Balance, Scenario } from '../../scenario/scenario.ts';
import type { LimitPlace } from '../levers/resource-levers.ts';
import { clientPortRow } from './client-port-limits.ts';
import { type Demand, demandOf, type PopulationDemand } from './demand.ts';
import type { LimitRow } from './limit-row.ts';
import { poolRows } from './pool-limits.ts';
import { rateRows } from './rate-limits.ts';
import { type Stage, stagesOf } from './stage-spread.ts';
import { connectionRows, flowTableRows } from './station-limits.ts';

/**
 * Every finite resource of the scenario with what it carries, in closed form, the one that binds first on top.
 * Capacities are means of a settled system with connections spread evenly over what balancing can reach; what chance and
 * the timeline do beyond that is for the simulation. docs/model.md lists the rules.
 */
export function ladderOfLimits(scenario: Scenario): LimitRow[] {
  return ladderFor(scenario, demandOf(scenario));
}

export function ladderFor(scenario: Scenario, demand: Demand): LimitRow[] {
  const stages = stagesOf(scenario, demand);
  const clientRows = demand.populations.flatMap((each) => clientRowsOf(each, scenario, stages, demand));
  const stageRows = stages.flatMap((_, index) => stageRowsOf(index, scenario, stages, demand));
  // The sort is stable: of equal limits the one met first on the path comes first.
  return [...clientRows, ...stageRows].sort((a, b) => a.capacityConnections - b.capacityConnections);
}

/** One rung of the ladder, without the work of the others; null where the resource has no limit. */
export function limitFor(
  { station, resource }: LimitPlace,
  scenario: Scenario,
  demand: Demand,
): LimitRow | null {
  const stages = stagesOf(scenario, demand);
  const population = demand.populations.find(({ index }) => station === `clients.${index}`);
  const rows =
    population === undefined
      ? stageRowsOf(
          stages.findIndex(({ key }) => key === station),
          scenario,
          stages,
          demand,
        )
      : clientRowsOf(population, scenario, stages, demand);
  return rows.find((row) => row.resource === resource) ?? null;
}

function clientRowsOf(
  population: PopulationDemand,
  scenario: Scenario,
  stages: readonly Stage[],
  demand: Demand,
): LimitRow[] {
  const first = stages[dialledFrom(scenario, -1)];
  return first === undefined ? [] : [clientPortRow(population, first, demand)];
}

function stageRowsOf(
  index: number,
  scenario: Scenario,
  stages: readonly Stage[],
  demand: Demand,
): LimitRow[] {
  const stage = stages[index];
  if (stage === undefined) return [];
  const next = stages[dialledFrom(scenario, index)];
  return [
    ...connectionRows(stage, demand),
    ...flowTableRows(stage, demand),
    ...rateRows(stage, demand),
    ...(index >= scenario.path.length || next === undefined
      ? []
      : poolRows(stage, index, pickersBalance(scenario, index), next, demand)),
  ];
}

/** How the stage behind a hop is picked: by the hop, or by who dials through it where it is a gateway. */
function pickersBalance(scenario: Scenario, hop: number): Balance {
  let picker = hop;
  while (picker >= 0 && scenario.path[picker]?.gateway === true) picker -= 1;
  return scenario.path[picker]?.balance ?? scenario.clients[0]?.balance ?? 'random';
}
