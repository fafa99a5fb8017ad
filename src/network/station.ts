import type { FlowTable, Limits } from '../scenario/scenario.ts';
import { Listener } from './listener.ts';
import type { ResourceId, StationKey } from './run-result.ts';
import { ServiceQueue } from './service-queue.ts';
import { TokenBuckets } from './token-buckets.ts';

/** An instance takes new connections only when it is up; a draining one keeps those that it has. */
export const UP = 0;
export const DRAINING = 1;
export const DOWN = 2;

/** A limit on the open connections of one instance, and the resource that sets it. */
export interface ConnectionLimit {
  readonly resource: ResourceId;
  /** Units of the resource in one instance, and taken by one connection. */
  readonly capacityUnits: number;
  readonly unitsPerConnection: number;
  readonly connections: number;
}

/**
 * The limits that follow from the number of open connections alone, in the order in which they bind. Where two
 * bind at the same number the first of (configured maximum, descriptors, memory) is named.
 */
export function connectionLimits(limits: Limits, descriptorsPerConnection: number): ConnectionLimit[] {
  const all: ConnectionLimit[] = [];
  const add = (resource: ResourceId, capacityUnits: number, unitsPerConnection: number): void => {
    if (unitsPerConnection <= 0 || capacityUnits === Infinity) return;
    const connections = Math.floor(capacityUnits / unitsPerConnection);
    all.push({ resource, capacityUnits, unitsPerConnection, connections });
  };
  add('max-connections', limits.maxConnections, 1);
  add('file-descriptors', limits.fileDescriptors - limits.reservedDescriptors, descriptorsPerConnection);
  add('memory', limits.memoryBytes, limits.memoryPerConnectionBytes);
  return all.sort((a, b) => a.connections - b.connections);
}

/**
 * The instances of one hop, or the backends: how many connections each has open, how many entries its flow
 * table holds, and the queues that a connection waits in before it is established.
 */
export class Station {
  readonly key: StationKey;
  readonly name: string;
  readonly instances: number;
  readonly limits: readonly ConnectionLimit[];
  /** Open connections of each instance: set-up in progress or established. */
  readonly open: Int32Array;
  readonly status: Uint8Array;
  readonly flowLimit: number;
  /** Flow table entries of each instance, of open connections and of closed ones that are still held; 0 without a table. */
  readonly flows: Int32Array;
  /** Null at a hop that forwards in the kernel, and where nobody ever waits to be accepted. */
  readonly listener: Listener | null;
  readonly handshakeQueue: ServiceQueue | null;
  /** Null where every connection is admitted. */
  readonly admission: TokenBuckets | null;
  /** How long a client stays away at least that was not admitted. */
  readonly retryAfterSec: number;
  readonly tracksFlows: boolean;
  totalOpen = 0;
  peakOpen = 0;
  peakOpenOneInstance = 0;
  totalFlows = 0;
  peakFlows = 0;
  peakFlowsOneInstance = 0;
  notUp = 0;
  /** How often the status of an instance has changed: whoever keeps a table of those that are up makes it anew then. */
  changes = 0;
  /** The first so many instances are there, up or not; the others have yet to join, or are leaving or gone. */
  present: number;
  private readonly openLimit: number;
  private readonly openLimitResource: ResourceId;

  constructor(
    key: StationKey,
    name: string,
    instances: number,
    limits: Limits,
    descriptorsPerConnection: number,
    flowTable: FlowTable | null,
  ) {
    this.key = key;
    this.name = name;
    this.instances = instances;
    this.present = instances;
    this.limits = connectionLimits(limits, descriptorsPerConnection);
    // Without a descriptor a connection waits to be accepted; the other limits refuse it.
    const refusing = this.limits.find(({ resource }) => resource !== 'file-descriptors');
    this.openLimit = refusing?.connections ?? Infinity;
    this.openLimitResource = refusing?.resource ?? 'max-connections';
    this.tracksFlows = flowTable !== null;
    this.flowLimit = flowTable?.maxEntries ?? Infinity;
    this.open = new Int32Array(instances);
    this.flows = new Int32Array(instances);
    this.status = new Uint8Array(instances);
    const descriptors = this.limits.find(({ resource }) => resource === 'file-descriptors');
    this.listener =
      descriptorsPerConnection === 0 || (descriptors === undefined && limits.acceptsPerSec === Infinity)
        ? null
        : new Listener(instances, limits.backlog, limits.acceptsPerSec, descriptors?.connections ?? Infinity);
    this.handshakeQueue = ServiceQueue.ofRate(instances, limits.handshakesPerSec);
    this.admission = TokenBuckets.of(instances, limits.admission);
    this.retryAfterSec = limits.admission.retryAfterSec;
  }

  /** Takes a place for one connection; null, or the resource that refused it (then nothing is taken). */
  claim(instance: number): ResourceId | null {
    const open = this.open[instance]!;
    if (open >= this.openLimit) return this.openLimitResource;
    if (this.tracksFlows && !this.claimFlow(instance)) return 'flow-table';
    this.open[instance] = open + 1;
    if (open >= this.peakOpenOneInstance) this.peakOpenOneInstance = open + 1;
    if (++this.totalOpen > this.peakOpen) this.peakOpen = this.totalOpen;
    return null;
  }

  private claimFlow(instance: number): boolean {
    const flows = this.flows[instance]!;
    if (flows >= this.flowLimit) return false;
    this.flows[instance] = flows + 1;
    if (flows >= this.peakFlowsOneInstance) this.peakFlowsOneInstance = flows + 1;
    if (++this.totalFlows > this.peakFlows) this.peakFlows = this.totalFlows;
    return true;
  }

  /** Gives the place back; the flow entry only when it is not held on. */
  release(instance: number, holdFlow: boolean): void {
    this.open[instance]! -= 1;
    this.totalOpen -= 1;
    if (this.tracksFlows && !holdFlow) this.releaseFlow(instance);
  }

  releaseFlow(instance: number): void {
    this.flows[instance]! -= 1;
    this.totalFlows -= 1;
  }

  setStatus(instance: number, status: number): void {
    const before = this.status[instance]!;
    this.status[instance] = status;
    this.changes += 1;
    this.notUp += (status === UP ? 0 : 1) - (before === UP ? 0 : 1);
  }
}
