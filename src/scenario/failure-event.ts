import type { EventOn } from './event-on.ts';

/** What happens without anybody's doing, and nobody is told of. */
export type FailureEvent = FailoverEvent | LinkCutEvent;

/** The first `instances` of the target go away at once; the kernel resets their connections, unless it is silent. */
export interface CrashEvent extends EventOn<'crash'> {
  readonly instances: number;
  /** A power cut or a kernel panic: nobody is told, and nobody answers. */
  readonly silent: boolean;
  /** Time after which the health checks of hops see it and choose others; Infinity: never. */
  readonly detectedAfterSec: number;
  /** Time for which they are away; Infinity: they do not come back. */
  readonly downSec: number;
}

/** A standby takes the addresses of the first `instances` of a hop over, with the connections that it knows. */
export interface FailoverEvent extends EventOn<'failover'> {
  readonly instances: number;
  /** Share of the connections that the standby knows. */
  readonly mirroredShare: number;
  /** Time until the standby answers; packets are lost meanwhile. */
  readonly downSec: number;
}

/** No packet passes in front of the target, which may be a population of clients here. */
export interface LinkCutEvent extends EventOn<'link-cut'> {
  readonly forSec: number;
}
