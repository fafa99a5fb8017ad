/** What a plan has to reach and what its changes cost: their form in a file, and their defaults. */
import * as z from 'zod/mini';
import { countOf, quantity } from './leaf-schemas.ts';
import { positiveDuration } from './optional-leaves.ts';
import { COST_NAMES, COSTS, type CostName, type Costs, NEVER, type Targets } from './targets.ts';
import { formatDuration, formatRate } from './units.ts';
import { unlessEmpty } from './unless.ts';

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
