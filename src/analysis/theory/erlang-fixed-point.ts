import { erlangB } from './erlang-b.ts';

/** A stream of Poisson arrivals that needs one server of each of its resources at once, and is lost if one has none free. */
export interface Route {
  /** Erlangs that it offers where nothing refuses it; the same at each resource, or one number for each of them. */
  readonly offeredErl: number | readonly number[];
  /** Indices of its resources, each once. */
  readonly uses: readonly number[];
}

export interface FixedPoint {
  /** Blocking of each resource. */
  readonly resources: readonly number[];
  /** Share of each route's arrivals that is lost somewhere. */
  readonly routes: readonly number[];
  readonly rounds: number;
}

/** Rounds after which the blocking of no resource moves any more in the cases known; a bound all the same. */
const MOST_ROUNDS = 10_000;
const SETTLED = 1e-13;

/**
 * The reduced-load approximation: every resource blocks by Erlang's formula for what the other resources of each route let
 * through, as if they refused independently: B_j = B(N_j, sum over the routes r through j of a_r times the product of 1 - B_i over the
 * other resources i of r).
 *
 * There is exactly one solution, the minimum of a strictly convex function; setting one B_j after the other minimises it along one
 * coordinate after the other, and so converges (F. P. Kelly, "Blocking probabilities in large circuit-switched networks", Advances in
 * Applied Probability 18, 1986, theorem 3.1; for loads that differ by resource, on one route). It is asymptotically exact where many
 * routes share large resources. Where all connections take the same resources these are full together and not independently, and it
 * is too high: the truth then is nearer to the blocking of the tightest one alone.
 * @throws RangeError where servers or loads are such that Erlang's formula has no value
 */
export function erlangFixedPoint(servers: readonly number[], routes: readonly Route[]): FixedPoint {
  const blocking = servers.map(() => 0);
  let rounds = 0;
  for (let moved = Infinity; moved > SETTLED && rounds < MOST_ROUNDS; rounds++) {
    moved = 0;
    servers.forEach((count, resource) => {
      const next = erlangB(count, reducedLoadErl(resource, routes, blocking));
      moved = Math.max(moved, Math.abs(next - blocking[resource]!) / Math.max(next, 1e-300));
      blocking[resource] = next;
    });
  }
  return {
    resources: blocking,
    routes: routes.map(({ uses }) => 1 - passedShare(uses, blocking)),
    rounds,
  };
}

function reducedLoadErl(resource: number, routes: readonly Route[], blocking: readonly number[]): number {
  return routes.reduce((sum, { offeredErl, uses }) => {
    const at = uses.indexOf(resource);
    if (at < 0) return sum;
    const own = typeof offeredErl === 'number' ? offeredErl : (offeredErl[at] ?? 0);
    return (
      sum +
      own *
        passedShare(
          uses.filter((other) => other !== resource),
          blocking,
        )
    );
  }, 0);
}

function passedShare(uses: readonly number[], blocking: readonly number[]): number {
  return uses.reduce((share, resource) => share * (1 - (blocking[resource] ?? 0)), 1);
}
