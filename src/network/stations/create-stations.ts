import { everyChangeOf } from '../../scenario/changes.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { Station } from './station.ts';

/** The hops in order, then the backends. */
export function createStations(scenario: Scenario, seed: number): Station[] {
  const { backends, events } = scenario;
  return [
    ...scenario.path.map(
      (hop, index) =>
        new Station(
          `path.${index}`,
          hop.name,
          hop.instances,
          hop.limits,
          hop.mode === 'proxy' ? 2 : 0,
          hop.tracksFlows ? hop.flowTable : null,
          seed,
          everyChangeOf(events, hop.name, hop.instances),
        ),
    ),
    new Station(
      'backends',
      backends.name,
      backends.count,
      backends.limits,
      1,
      null,
      seed,
      everyChangeOf(events, 'backends', backends.count),
    ),
  ];
}

export function weightsOfStage(scenario: Scenario, stage: number): readonly number[] {
  const hop = scenario.path[stage];
  return hop === undefined ? scenario.backends.weights : new Array<number>(hop.instances).fill(1);
}
