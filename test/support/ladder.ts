/** The ladder of limits of a population of 100,000 before ten servers, with what a test changes. */

import { demandOf } from '../../src/analysis/limits/demand.ts';
import { changeText } from '../../src/analysis/limits/limit-change.ts';
import type { LimitRow } from '../../src/analysis/limits/limit-row.ts';
import { ladderOfLimits } from '../../src/analysis/limits/limits.ts';
import type { BackendsFile, ClientFile, HopFile } from '../../src/scenario/file-format.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { buildScenario } from './build-scenario.ts';

export const UNLIMITED_BACKENDS = { count: 10, fileDescriptors: 'unlimited' } as const;
export const MEAN_SEC = 1200;

interface Given {
  readonly clients?: Partial<ClientFile>;
  readonly hop?: HopFile;
  readonly backends?: Partial<BackendsFile>;
  readonly target?: number;
}

export function scenarioFor({ clients, hop, backends, target }: Given): Scenario {
  return buildScenario({
    clients: [
      {
        name: 'browsers',
        count: 100_000,
        session: { lifetime: { distribution: 'exponential', mean: MEAN_SEC } },
        arrivals: { rampUp: '10m' },
        reconnect: { policy: 'immediate' },
        ...clients,
      },
    ],
    path: hop === undefined ? 'direct' : [hop],
    backends: { ...UNLIMITED_BACKENDS, ...backends },
    ...(target === undefined ? {} : { targets: { concurrent: target } }),
  });
}

export const ladder = (given: Given): LimitRow[] => ladderOfLimits(scenarioFor(given));

/** What carries the demand where the resource does not, in words. */
export function changeOf(given: Given, resource: LimitRow['resource']): string | null {
  const scenario = scenarioFor(given);
  return changeText(row(ladderOfLimits(scenario), resource), scenario, demandOf(scenario));
}

export function row(rows: readonly LimitRow[], resource: LimitRow['resource']): LimitRow {
  const found = rows.find((each) => each.resource === resource);
  if (found === undefined)
    throw new Error(`no ${resource} in ${rows.map((each) => each.resource).join(', ')}`);
  return found;
}
