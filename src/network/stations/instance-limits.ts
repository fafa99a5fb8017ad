import type { ResourceId } from '../results/run-result.ts';
import { type ConnectionLimit, refusingLimit } from './connection-limits.ts';

/** The limits of each instance of a station whose limits change in the run, and the most that there were of each. */
export class InstanceLimits {
  /** Open connections from which on an instance refuses, and what it lacks then. */
  readonly open: Float64Array;
  readonly resources: ResourceId[];
  readonly flows: Float64Array;
  private readonly units: Map<ResourceId, Float64Array>;
  private readonly most = new Map<ResourceId, Capacity>();

  /** @param resources all that are limited at some time */
  constructor(instances: number, resources: readonly ResourceId[]) {
    this.open = new Float64Array(instances);
    this.resources = new Array<ResourceId>(instances).fill('max-connections');
    this.flows = new Float64Array(instances);
    this.units = new Map(resources.map((resource) => [resource, new Float64Array(instances)]));
  }

  /** What an instance has from now on. */
  set(instance: number, limits: readonly ConnectionLimit[], flowLimit: number): void {
    const refusing = refusingLimit(limits);
    this.open[instance] = refusing?.connections ?? Infinity;
    this.resources[instance] = refusing?.resource ?? 'max-connections';
    this.flows[instance] = flowLimit;
    for (const [resource, units] of this.units)
      units[instance] =
        resource === 'flow-table'
          ? flowLimit
          : (limits.find((limit) => limit.resource === resource)?.capacityUnits ?? Infinity);
  }

  /** All instances have what they have now: the most there ever was is counted anew. */
  count(): void {
    for (const [resource, units] of this.units) {
      const { total, one } = this.capacityOf(resource);
      this.most.set(resource, {
        total: Math.max(
          total,
          units.reduce((sum, each) => sum + each, 0),
        ),
        one: units.reduce((most, each) => Math.max(most, each), one),
      });
    }
  }

  /** The most units that there were at a time, of all instances and of one. */
  capacityOf(resource: ResourceId): Capacity {
    return this.most.get(resource) ?? { total: 0, one: 0 };
  }
}

export interface Capacity {
  readonly total: number;
  readonly one: number;
}
