/** How the number of instances of a stage follows its connections. */
export interface Autoscale {
  /** The fewest instances, and those of the start. */
  readonly min: number;
  /** Connections of an instance, on average, that it keeps to. */
  readonly target: number;
  readonly everySec: number;
  /** Time from the decision until a new instance takes connections. */
  readonly readySec: number;
  /** Instances leave only as far as the highest recommendation of this time allows. */
  readonly stabilizationSec: number;
  /** Time over which the connections of an instance that leaves are closed evenly. */
  readonly drainSec: number;
}
