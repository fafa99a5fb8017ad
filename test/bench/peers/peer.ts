import type { Outcome, Workload } from '../workload.ts';

/** Another way to run port-loss in JavaScript: what someone would write, or a library that someone would take. */
export interface Peer {
  readonly name: string;
  /** The most clients with which a run ends within a minute or two. */
  readonly mostClients: number;
  readonly run: (workload: Workload) => Outcome;
}
