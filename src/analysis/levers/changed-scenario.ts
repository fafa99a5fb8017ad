/** Copies of a scenario with one part of it changed. */
import type { Limits } from '../../scenario/limits.ts';
import type { Backends, ClientPopulation, Hop, Scenario, SourcePool } from '../../scenario/scenario.ts';

export function withHop(scenario: Scenario, index: number, change: (hop: Hop) => Hop): Scenario {
  const hop = scenario.path[index];
  return hop === undefined ? scenario : { ...scenario, path: scenario.path.with(index, change(hop)) };
}

export function withSource(scenario: Scenario, index: number, change: Partial<SourcePool>): Scenario {
  return withHop(scenario, index, (hop) =>
    hop.source === null ? hop : { ...hop, source: { ...hop.source, ...change } },
  );
}

export function withBackends(scenario: Scenario, change: Partial<Backends>): Scenario {
  return { ...scenario, backends: { ...scenario.backends, ...change } };
}

/** Where a stage listens: a hop, or the backends behind the last of them. */
export function withEndpoints(scenario: Scenario, stage: number, change: Partial<Hop['listen']>): Scenario {
  return stage < scenario.path.length
    ? withHop(scenario, stage, (hop) => ({ ...hop, listen: { ...hop.listen, ...change } }))
    : withBackends(scenario, change);
}

export function withLimits(scenario: Scenario, stage: number, change: Partial<Limits>): Scenario {
  return stage < scenario.path.length
    ? withHop(scenario, stage, (hop) => ({ ...hop, limits: { ...hop.limits, ...change } }))
    : withBackends(scenario, { limits: { ...scenario.backends.limits, ...change } });
}

export function withClients(
  scenario: Scenario,
  index: number,
  change: (clients: ClientPopulation) => ClientPopulation,
): Scenario {
  const clients = scenario.clients[index];
  return clients === undefined
    ? scenario
    : { ...scenario, clients: scenario.clients.with(index, change(clients)) };
}
