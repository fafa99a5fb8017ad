/** What a plan has to reach and what its changes cost: their form in a file, and their defaults. */
import * as z from 'zod/mini';
import { countOf, quantity } from './leaf-schemas.ts';
import { positiveDuration } from './optional-leaves.ts';
import { formatDuration, formatRate } from './units.ts';
import { unlessEmpty } from './unless.ts';

/** What the topology has to carry; null where nothing is asked. */
export interface Targets {
  readonly concurrent: number | null;
  /** Highest share of attempts that may fail in the steady state. */
  readonly blocking: number | null;
  /** Share of every resource that must stay free. */
  readonly headroom: number | null;
  /** New connections a second, all the time. */
  readonly arrivalsPerSec: number | null;
  /** All clients, cut at once, are connected again within this time. */
  readonly reconnectWithinSec: number | null;
}

/** Unit costs, in a unit of the user's own; Infinity: it may not be changed. */
export interface Costs {
  /** Of each setting that is touched at all. */
  readonly change: number;
  readonly strategy: number;
  readonly clientRelease: number;
  readonly clientAddress: number;
  readonly snatAddress: number;
  readonly listenAddress: number;
  readonly listenPort: number;
  readonly balancer: number;
  readonly backend: number;
  readonly backendAddress: number;
  readonly backendPort: number;
  readonly memoryPerGiB: number;
  readonly handshakeCore: number;
}

export type CostName = keyof Costs;

/**
 * A machine stands for 100, and the rest in proportion to what it asks of people and of a bill: a setting is a moment's
 * work, another strategy a project of some days.
 */
export const COSTS: Costs = {
  change: 1,
  strategy: 50,
  clientRelease: 20,
  clientAddress: 1,
  snatAddress: 2,
  listenAddress: 2,
  listenPort: 0.2,
  balancer: 100,
  backend: 100,
  backendAddress: 2,
  backendPort: 0.2,
  memoryPerGiB: 4,
  handshakeCore: 25,
};
export const COST_NAMES = Object.keys(COSTS) as readonly CostName[];

/** In place of a cost: the thing stays as it is. */
export const NEVER = 'never';
/** A free resource has less than all of itself free. */
const MOST_HEADROOM = 0.99;

export const targetsSchema = z.strictObject({
  concurrent: z.optional(countOf()),
  blocking: z.optional(quantity('share', { aboveMin: true, max: 1 })),
  headroom: z.optional(quantity('share', { max: MOST_HEADROOM })),
  arrivalRate: z.optional(quantity('rate', { aboveMin: true })),
  reconnectWithin: positiveDuration,
});

const cost = z.optional(quantity('count', { infinityWord: NEVER }));

export const costsSchema = z.strictObject({
  change: cost,
  strategy: cost,
  clientRelease: cost,
  clientAddress: cost,
  snatAddress: cost,
  listenAddress: cost,
  listenPort: cost,
  balancer: cost,
  backend: cost,
  backendAddress: cost,
  backendPort: cost,
  memoryPerGiB: cost,
  handshakeCore: cost,
} satisfies Record<CostName, typeof cost>);

export type TargetsFile = z.input<typeof targetsSchema>;
export type CostsFile = z.input<typeof costsSchema>;

export function targetsOf(targets: z.output<typeof targetsSchema> = {}): Targets {
  return {
    concurrent: targets.concurrent ?? null,
    blocking: targets.blocking ?? null,
    headroom: targets.headroom ?? null,
    arrivalsPerSec: targets.arrivalRate ?? null,
    reconnectWithinSec: targets.reconnectWithin ?? null,
  };
}

export function targetsFile(targets: Targets): TargetsFile | undefined {
  const { concurrent, blocking, headroom, arrivalsPerSec, reconnectWithinSec } = targets;
  return unlessEmpty({
    concurrent: concurrent ?? undefined,
    blocking: blocking ?? undefined,
    headroom: headroom ?? undefined,
    arrivalRate: arrivalsPerSec === null ? undefined : formatRate(arrivalsPerSec),
    reconnectWithin: reconnectWithinSec === null ? undefined : formatDuration(reconnectWithinSec),
  });
}

export function costsOf(costs: z.output<typeof costsSchema> = {}): Costs {
  const all: Record<CostName, number> = { ...COSTS };
  for (const name of COST_NAMES) all[name] = costs[name] ?? COSTS[name];
  return all;
}

/** As they are written: only what differs from the defaults. */
export function costsFile(costs: Costs): CostsFile | undefined {
  const file: CostsFile = {};
  for (const name of COST_NAMES)
    if (costs[name] !== COSTS[name]) file[name] = costs[name] === Infinity ? NEVER : costs[name];
  return unlessEmpty(file);
}
