import { type RandomStream, streamFor } from '../../engine/random.ts';
import type { Workers } from '../../scenario/balancing.ts';
import type { HopPlan } from '../plan.ts';

/**
 * The worker processes of a proxy. A reload starts a new generation of them on every instance, which takes all new connections;
 * an old one lives until its last connection is gone. A process is named by generation x workers + worker, the same on
 * each instance.
 */
export class WorkerProcesses {
  readonly instances: number;
  /** Reloads so far; the newest generation has this number. */
  generation = 0;
  /** Connections on generations that are not the newest, in all instances. */
  oldConnections = 0;
  peakOldConnections = 0;
  /** Most generations at the same time on one instance, the newest included, and when that was first. */
  peakGenerations = 1;
  peakGenerationsAtSec = 0;
  /** Connections that were cut when their generation's time was over. */
  cut = 0;
  /** Most that the old processes of one instance and their connections held. */
  peakOldMemoryBytes = 0;
  private readonly workers: Workers;
  private readonly memoryPerConnectionBytes: number;
  private readonly random: RandomStream;
  /** Connections of each instance, by generation; null where none is left. */
  private readonly open: (Int32Array | null)[];
  /** Old generations of each instance that still have connections, and how many those are. */
  private readonly oldGenerations: Int32Array;
  private readonly oldOpen: Int32Array;

  constructor(instances: number, workers: Workers, memoryPerConnectionBytes: number, random: RandomStream) {
    this.instances = instances;
    this.workers = workers;
    this.memoryPerConnectionBytes = memoryPerConnectionBytes;
    this.random = random;
    this.open = [new Int32Array(instances)];
    this.oldGenerations = new Int32Array(instances);
    this.oldOpen = new Int32Array(instances);
  }

  /** A connection is accepted by some process of the newest generation; which one is chance (SO_REUSEPORT, epoll). */
  enter(instance: number): number {
    const { generation, workers } = this;
    this.open[generation]![instance]! += 1;
    return generation * workers.count + (workers.count === 1 ? 0 : this.random.nextBelow(workers.count));
  }

  leave(instance: number, process: number): void {
    const generation = Math.floor(process / this.workers.count);
    const open = this.open[generation]!;
    open[instance]! -= 1;
    if (generation === this.generation) return;
    this.oldConnections -= 1;
    this.oldOpen[instance]! -= 1;
    if (open[instance] !== 0) return;
    this.oldGenerations[instance]! -= 1;
    if (open.every((connections) => connections === 0)) this.open[generation] = null;
  }

  /** The number under which the process chooses servers. */
  chooserOf(instance: number, process: number): number {
    return instance * this.workers.count + (process % this.workers.count);
  }

  /** Whether the process is of the newest generation: what others have is not in the balancer's counts. */
  isCurrent(process: number): boolean {
    return process >= this.generation * this.workers.count;
  }

  isOf(process: number, generation: number): boolean {
    return Math.floor(process / this.workers.count) === generation;
  }

  /** Whether the generation has connections on some instance. */
  hasConnections(generation: number): boolean {
    return this.open[generation] !== null;
  }

  reload(nowSec: number): void {
    const retired = this.open[this.generation]!;
    retired.forEach((connections, instance) => {
      this.oldConnections += connections;
      this.oldOpen[instance]! += connections;
      if (connections > 0) this.oldGenerations[instance]! += 1;
    });
    if (retired.every((connections) => connections === 0)) this.open[this.generation] = null;
    this.generation += 1;
    this.open.push(new Int32Array(this.instances));
    this.notePeaks(nowSec);
  }

  /** Generations on the instance that has most, the newest included. */
  generationsNow(): number {
    return 1 + this.oldGenerations.reduce((most, old) => Math.max(most, old), 0);
  }

  /** Open connections of an instance by generation, for audits. */
  openOf(generation: number, instance: number): number {
    return this.open[generation]?.[instance] ?? 0;
  }

  private notePeaks(nowSec: number): void {
    const generations = this.generationsNow();
    if (generations > this.peakGenerations) {
      this.peakGenerations = generations;
      this.peakGenerationsAtSec = nowSec;
    }
    if (this.oldConnections > this.peakOldConnections) this.peakOldConnections = this.oldConnections;
    for (let instance = 0; instance < this.instances; instance++) {
      const bytes =
        this.oldGenerations[instance]! * this.workers.memoryBytes +
        this.oldOpen[instance]! * this.memoryPerConnectionBytes;
      if (bytes > this.peakOldMemoryBytes) this.peakOldMemoryBytes = bytes;
    }
  }
}

/** Null where a hop has no processes to tell apart. */
export function processesOf(
  { index, settings, hasProcesses }: HopPlan,
  seed: number,
): WorkerProcesses | null {
  const { instances, workers, limits } = settings;
  if (workers === null || !hasProcesses) return null;
  const random = streamFor(seed, 'workers', index);
  return new WorkerProcesses(instances, workers, limits.memoryPerConnectionBytes, random);
}
