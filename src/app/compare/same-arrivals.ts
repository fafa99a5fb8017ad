import type { Scenario } from '../../scenario/scenario.ts';

/**
 * Whether the same clients arrive at the same times for the same lifetimes: under one seed they are drawn by population,
 * client and session number alone, so that nothing else in the scenario matters.
 */
export function haveSameArrivals(one: Scenario, other: Scenario): boolean {
  return arrivalsOf(one) === arrivalsOf(other);
}

function arrivalsOf({ seed, clients }: Scenario): string {
  const drawn = clients.map(({ count, connectionsEach, arrivals, session }) => [
    count,
    connectionsEach,
    arrivals,
    session.lifetime,
  ]);
  // JSON has no word for Infinity, which is not null.
  return JSON.stringify([seed, drawn], (_, value: unknown) => (value === Infinity ? 'Infinity' : value));
}
