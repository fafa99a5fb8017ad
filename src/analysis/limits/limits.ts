import { dialledFrom } from '../../network/plan.ts';
import type { Balance, Scenario } from '../../scenario/scenario.ts';
import { clientPortRow } from './client-port-limits.ts';
import { type Demand, demandOf } from './demand.ts';
import type { LimitRow } from './limit-row.ts';
import { poolRows } from './pool-limits.ts';
import { rateRows } from './rate-limits.ts';
import { stagesOf } from './stage-spread.ts';
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
  const stages = stagesOf(scenario);
  const first = stages[dialledFrom(scenario, -1)];
  const clientRows =
    first === undefined ? [] : demand.populations.map((each) => clientPortRow(each, first, demand));
  const stageRows = stages.flatMap((stage, index) => {
    const hop = scenario.path[index];
    const next = stages[dialledFrom(scenario, index)];
    return [
      ...connectionRows(stage, demand),
      ...flowTableRows(stage, demand),
      ...rateRows(stage, demand),
      ...(hop === undefined || next === undefined
        ? []
        : poolRows(stage, index, pickersBalance(scenario, index), next, demand)),
    ];
  });
  // The sort is stable: of equal limits the one met first on the path comes first.
  return [...clientRows, ...stageRows].sort((a, b) => a.capacityConnections - b.capacityConnections);
}

/** How the stage behind a hop is picked: by the hop, or by who dials through it where it is a gateway. */
function pickersBalance(scenario: Scenario, hop: number): Balance {
  let picker = hop;
  while (picker >= 0 && scenario.path[picker]?.gateway === true) picker -= 1;
  return scenario.path[picker]?.balance ?? scenario.clients[0]?.balance ?? 'random';
}
