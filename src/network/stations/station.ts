import { streamFor } from '../../engine/random.ts';
import type { Changes } from '../../scenario/changed-fields.ts';
import { limitsWith } from '../../scenario/changes.ts';
import type { Limits } from '../../scenario/limits.ts';
import type { FlowTable } from '../../scenario/scenario.ts';
import type { ResourceId, StationKey } from '../results/run-result.ts';
import { type ConnectionLimit, connectionLimits, refusingLimit } from './connection-limits.ts';
import { HandshakeQueue } from './handshake-queue.ts';
import { type Capacity, InstanceLimits } from './instance-limits.ts';
import { Listener } from './listener.ts';
import { TokenBuckets } from './token-buckets.ts';

/** An instance takes new connections only when it is up; a draining one keeps those that it has. */
export const UP = 0;
export const DRAINING = 1;
export const DOWN = 2;
/** The same, and hops that balance have yet to see it: they still choose it. */
export const DOWN_UNSEEN = 3;
/** Nobody is there to answer: a power cut. */
export const SILENT = 4;
export const SILENT_UNSEEN = 5;

/** Whether health checks let new connections go there. */
export function isChosen(status: number): boolean {
  return status === UP || status === DOWN_UNSEEN || status === SILENT_UNSEEN;
}

export function isSilentStatus(status: number): boolean {
  return status >= SILENT;
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
  /** The same, and after them those that are limits at another time only. */
  readonly countingLimits: readonly ConnectionLimit[];
  /** Open connections of each instance: set-up in progress or established. */
  open: Int32Array;
  readonly status: Uint8Array;
  readonly flowLimit: number;
  /** Every set of changes that an instance has at some time. */
  readonly everyChange: readonly Changes[];
  /** What limits connections or flows at some time of the run. */
  readonly limited: readonly ResourceId[];
  /** Flow table entries of each instance, of open connections and of closed ones that are still held; 0 without a table. */
  readonly flows: Int32Array;
  /** Null at a hop that forwards in the kernel, and where nobody ever waits to be accepted. */
  readonly listener: Listener | null;
  /** Null where handshakes take no time. */
  readonly handshakeQueue: HandshakeQueue | null;
  readonly abortsOnOverflow: boolean;
  /** Null where every connection is admitted. */
  readonly admission: TokenBuckets | null;
  /** Connections that are not admitted get no answer. */
  readonly dropsUnadmitted: boolean;
  /** How long a client stays away at least that was not admitted. */
  readonly retryAfterSec: number;
  readonly tracksFlows: boolean;
  totalOpen = 0;
  peakOpen = 0;
  peakOpenOneInstance = 0;
  totalFlows = 0;
  peakFlows = 0;
  peakFlowsOneInstance = 0;
  /** Instances that are not up, and links toward the station that are cut. */
  notUp = 0;
  /** How often the status of an instance has changed: whoever keeps a table of those that are up makes it anew then. */
  changes = 0;
  /** The first so many instances are there, up or not; the others have yet to join, or are leaving or gone. */
  present: number;
  /** The lowest of any instance; what each has for itself where limits change, else null. */
  openLimit: number;
  leastFlowLimit: number;
  readonly own: InstanceLimits | null;
  private readonly openLimitResource: ResourceId;
  private readonly descriptorsEach: number;

  constructor(
    key: StationKey,
    name: string,
    instances: number,
    limits: Limits,
    descriptorsPerConnection: number,
    flowTable: FlowTable | null,
    seed: number,
    changes: readonly Changes[] = [{}],
  ) {
    this.everyChange = changes;
    this.key = key;
    this.name = name;
    this.instances = instances;
    this.present = instances;
    this.limits = connectionLimits(limits, descriptorsPerConnection);
    this.descriptorsEach = descriptorsPerConnection;
    const refusing = refusingLimit(this.limits);
    this.openLimit = refusing?.connections ?? Infinity;
    this.openLimitResource = refusing?.resource ?? 'max-connections';
    this.tracksFlows = flowTable !== null;
    this.flowLimit = flowTable?.maxEntries ?? Infinity;
    this.open = new Int32Array(instances);
    this.flows = new Int32Array(instances);
    this.status = new Uint8Array(instances);
    this.leastFlowLimit = this.flowLimit;
    this.countingLimits = limitsAtSomeTime(limits, descriptorsPerConnection, changes);
    const flowLimits = changes.map(({ flowTableMaxEntries = this.flowLimit }) => flowTableMaxEntries);
    const counted = this.countingLimits.map(({ resource }) => resource);
    this.limited = flowLimits.some((most) => most < Infinity) ? [...counted, 'flow-table'] : counted;
    this.own = changes.length > 1 ? new InstanceLimits(instances, this.limited) : null;
    this.handshakeQueue = this.createHandshakeQueue(limits, seed);
    this.listener = this.createListener(limits);
    this.abortsOnOverflow = limits.abortOnOverflow;
    this.admission = TokenBuckets.of(instances, limits.admission, this.everSets('admissionRatePerSec'));
    this.dropsUnadmitted = limits.admission.refusal === 'drop';
    this.retryAfterSec = limits.admission.retryAfterSec;
    if (this.own !== null) this.changeLimits(0, instances, limits, this.flowLimit);
  }

  private everSets(key: keyof Changes): boolean {
    return this.everyChange.some((each) => each[key] !== undefined);
  }

  private createHandshakeQueue(limits: Limits, seed: number): HandshakeQueue | null {
    if (limits.handshakesPerSec === Infinity && !this.everSets('handshakesPerSec')) return null;
    // A process that accepts at once is not held up by the rate at which it accepts: that queue comes before this one.
    const acceptsPerSec = limits.handshake.queue === 'backlog' ? limits.acceptsPerSec : Infinity;
    const random = streamFor(seed, `handshakes ${this.key}`);
    return new HandshakeQueue(this.instances, { ...limits, acceptsPerSec }, limits.handshake, random);
  }

  /** Null where nobody ever waits at a socket. */
  private createListener(limits: Limits): Listener | null {
    if (this.descriptorsEach === 0) return null;
    const handshakes = limits.handshake.queue === 'backlog' ? this.handshakeQueue : null;
    const acceptsChange = this.everSets('acceptsPerSec');
    const mayWait =
      this.limited.includes('file-descriptors') ||
      handshakes !== null ||
      limits.acceptsPerSec < Infinity ||
      acceptsChange ||
      limits.synBacklog < Infinity;
    if (!mayWait) return null;
    const acceptLimit = acceptLimitOf(this.limits);
    return new Listener(this.instances, { ...limits, acceptsChange, acceptLimit, handshakes });
  }

  /**
   * The instances from `first` on, before `end`, have these limits from now on. What is open stays, and no more comes
   * until there is room again.
   */
  changeLimits(first: number, end: number, limits: Limits, flowLimit: number): void {
    const { own, listener } = this;
    if (own === null) return;
    const counting = connectionLimits(limits, this.descriptorsEach);
    for (let instance = first; instance < end; instance++) {
      own.set(instance, counting, flowLimit);
      listener?.setLimits(instance, limits.backlog, acceptLimitOf(counting));
    }
    own.count();
    this.openLimit = own.open.reduce((least, each) => Math.min(least, each), Infinity);
    this.leastFlowLimit = own.flows.reduce((least, each) => Math.min(least, each), Infinity);
  }

  /** Units of a resource in all instances and in one; where they change, the most that there were. */
  capacityOf(resource: ResourceId): Capacity {
    if (this.own !== null) return this.own.capacityOf(resource);
    const one =
      resource === 'flow-table'
        ? this.flowLimit
        : (this.limits.find((limit) => limit.resource === resource)?.capacityUnits ?? Infinity);
    return { total: one * this.instances, one };
  }

  /** Takes a place for one connection; null, or the resource that refused it (then nothing is taken). */
  claim(instance: number): ResourceId | null {
    const open = this.open[instance]!;
    if (open >= this.openLimit && (this.own === null || open >= this.own.open[instance]!))
      return this.own === null ? this.openLimitResource : this.own.resources[instance]!;
    if (this.tracksFlows && !this.claimFlow(instance)) return 'flow-table';
    this.open[instance] = open + 1;
    if (open >= this.peakOpenOneInstance) this.peakOpenOneInstance = open + 1;
    if (++this.totalOpen > this.peakOpen) this.peakOpen = this.totalOpen;
    return null;
  }

  private claimFlow(instance: number): boolean {
    const flows = this.flows[instance]!;
    if (flows >= this.leastFlowLimit && (this.own === null || flows >= this.own.flows[instance]!))
      return false;
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

  /** The health checks have failed. */
  see(instance: number): void {
    const status = this.status[instance]!;
    if (status === DOWN_UNSEEN) this.setStatus(instance, DOWN);
    else if (status === SILENT_UNSEEN) this.setStatus(instance, SILENT);
  }

  /** Of an instance that is gone, or that comes back: nothing waits there, and it admits as a new one does. */
  startAfresh(instance: number, nowSec: number): void {
    this.listener?.clear(instance, nowSec);
    this.handshakeQueue?.clear(instance, nowSec);
    this.admission?.refill(instance);
  }

  setStatus(instance: number, status: number): void {
    const before = this.status[instance]!;
    this.status[instance] = status;
    this.changes += 1;
    this.notUp += (status === UP ? 0 : 1) - (before === UP ? 0 : 1);
  }
}

/** In the order in which they bind at first, then what comes with a change. */
function limitsAtSomeTime(
  limits: Limits,
  descriptors: number,
  changes: readonly Changes[],
): ConnectionLimit[] {
  const first = new Map<ResourceId, ConnectionLimit>();
  for (const each of changes)
    for (const limit of connectionLimits(limitsWith(limits, each), descriptors))
      if (!first.has(limit.resource)) first.set(limit.resource, limit);
  return [...first.values()];
}

/** Connections of one instance for which there are descriptors. */
function acceptLimitOf(limits: readonly ConnectionLimit[]): number {
  return limits.find(({ resource }) => resource === 'file-descriptors')?.connections ?? Infinity;
}
