import type { Outcome, SizeName, Workload } from '../workload.ts';

/** Another way to run port-loss in JavaScript: what someone would write, or a library that someone would take. */
export interface Peer {
  readonly name: string;
  /** The most clients with which a run ends within three minutes. */
  readonly mostClients: number;
  /** What takes it seconds: where it warms up, and all that it takes part in where there is little time. */
  readonly smallSize: SizeName;
  readonly run: (workload: Workload) => Outcome;
}
