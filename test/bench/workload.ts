/**
 * The reference workload "port-loss": Poisson arrivals, each picks one of ten backends, leases a source port of a SNAT
 * address toward it, lives an exponential time and leaves its port held for a constant time. An event is an arrival,
 * a close or the end of a hold. Every contestant runs it from empty and samples the same figures every second.
 */
export const BACKENDS = 10;
export const PORTS = { first: 32768, last: 60999, count: 28232 } as const;
export const MEAN_LIFETIME_SEC = 600;
export const HOLD_SEC = 60;

/** How a free port is found: each equally likely, or the next free one in the order of the range. */
export type Selection = 'random' | 'linear';

export interface Workload {
  /** Connections in the steady state if none is blocked: arrivals a second times the mean lifetime. */
  readonly clients: number;
  /** SNAT addresses; arrivals take them in turn. */
  readonly addresses: number;
  readonly portsEach: number;
  readonly seconds: number;
  readonly selection: Selection;
  readonly seed: number;
}

/** What a contestant says about its run, so that one that cheats is noticed. */
export interface Outcome {
  readonly events: number;
  readonly arrivals: number;
  readonly blocked: number;
  /** Means over the samples. */
  readonly meanConcurrent: number;
  readonly meanHeld: number;
}

/** The sizes that are compared, with as many SNAT addresses as leave room for held ports and bursts. */
export const SIZES = {
  '10k': { clients: 10_000, addresses: 1 },
  '100k': { clients: 100_000, addresses: 1 },
  '1M': { clients: 1_000_000, addresses: 7 },
  '10M': { clients: 10_000_000, addresses: 64 },
} as const;
export type SizeName = keyof typeof SIZES;

export function isSizeName(text: string): text is SizeName {
  return Object.hasOwn(SIZES, text);
}

export function workloadOf(size: SizeName, selection: Selection = 'random', seed = 1): Workload {
  return { ...SIZES[size], portsEach: PORTS.count, seconds: 3600, selection, seed };
}

export function arrivalsPerSec({ clients }: Workload): number {
  return clients / MEAN_LIFETIME_SEC;
}

/** Mean concurrent connections over a run from empty where nothing is blocked: the infinite-server formula, integrated. */
export function theoreticalMeanConcurrent({ clients, seconds }: Workload): number {
  return clients * (1 - (MEAN_LIFETIME_SEC / seconds) * (1 - Math.exp(-seconds / MEAN_LIFETIME_SEC)));
}

/** The same for ports that are held: those whose connection closed within the last `HOLD_SEC` seconds. */
export function theoreticalMeanHeld(workload: Workload): number {
  const { seconds } = workload;
  const steps = 4000;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const t = ((i + 0.5) / steps) * seconds;
    sum += closesBy(workload, t) - closesBy(workload, t - HOLD_SEC);
  }
  return sum / steps;
}

/** Arrivals, closes and ends of holds up to the end where nothing is blocked. */
export function theoreticalEvents(workload: Workload): number {
  const { seconds } = workload;
  return (
    arrivalsPerSec(workload) * seconds + closesBy(workload, seconds) + closesBy(workload, seconds - HOLD_SEC)
  );
}

/** Connections that have closed by a time where nothing is blocked; none before the start. */
function closesBy(workload: Workload, sec: number): number {
  if (sec <= 0) return 0;
  return arrivalsPerSec(workload) * (sec - MEAN_LIFETIME_SEC * (1 - Math.exp(-sec / MEAN_LIFETIME_SEC)));
}

/**
 * What an outcome gets wrong, as a text, or null: no port is short in this workload, so concurrent and held
 * connections must follow the infinite-server formula within 1 % (more where few clients scatter more).
 */
export function faultOf(workload: Workload, outcome: Outcome): string | null {
  const expected = {
    events: theoreticalEvents(workload),
    meanConcurrent: theoreticalMeanConcurrent(workload),
    meanHeld: theoreticalMeanHeld(workload),
  };
  const tolerance = Math.max(0.01, 6 / Math.sqrt(workload.clients));
  for (const key of ['events', 'meanConcurrent', 'meanHeld'] as const) {
    const error = outcome[key] / expected[key] - 1;
    if (!(Math.abs(error) <= tolerance))
      return `${key} is ${outcome[key].toFixed(0)}, theory says ${expected[key].toFixed(0)} (${(100 * error).toFixed(1)} %)`;
  }
  if (outcome.blocked > outcome.arrivals * 1e-6) return `${outcome.blocked} blocked where ports suffice`;
  return null;
}
