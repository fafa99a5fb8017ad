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

export const COST_NAMES = [
  'change',
  'strategy',
  'clientRelease',
  'clientAddress',
  'snatAddress',
  'listenAddress',
  'listenPort',
  'balancer',
  'backend',
  'backendAddress',
  'backendPort',
  'memoryPerGiB',
  'handshakeCore',
] as const;
export type CostName = (typeof COST_NAMES)[number];

/** Unit costs, in a unit of the user's own; Infinity: it may not be changed. */
export type Costs = Readonly<Record<CostName, number>>;

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

/** In place of a cost: the thing stays as it is. */
export const NEVER = 'never';
