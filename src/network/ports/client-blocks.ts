import type { SourcePool as SourcePoolSettings } from '../../scenario/scenario.ts';
import { blocksPerInstance } from './port-blocks.ts';

const NONE = -1;

/** Which clients own which blocks of ports: a client gets its first block with its first connection, and keeps it. */
export class ClientBlocks {
  /** Blocks of one instance, and of all. */
  readonly each: number;
  readonly blocks: number;
  owned = 0;
  /** Blocks that one client can have. */
  private readonly most: number;
  private readonly owners: number;
  private readonly firstOwner: number;
  /** The newest block of each client at each instance. */
  private readonly newest: Int32Array;
  /** The block that a client had before this one, or -1; null where each has one block. */
  private readonly before: Int32Array | null;
  private readonly used: Int32Array;
  /** The first so many blocks of each instance can be used; the others lie in addresses that are not there. */
  private readonly usable: Int32Array;

  /** @param firstOwner lowest identity of the source addresses that own blocks, and `owners` how many there are */
  constructor(settings: SourcePoolSettings, instances: number, firstOwner: number, owners: number) {
    this.each = blocksPerInstance(settings);
    this.blocks = this.each * instances;
    this.most = Math.max(1, Math.floor(settings.maxPortsPerClient / settings.blockSize));
    this.owners = owners;
    this.firstOwner = firstOwner;
    this.newest = new Int32Array(owners * instances).fill(NONE);
    this.before = this.most > 1 ? new Int32Array(this.blocks).fill(NONE) : null;
    this.used = new Int32Array(instances);
    this.usable = new Int32Array(instances).fill(this.each);
  }

  /** The blocks of an instance that lie in addresses that are there, from now on. */
  setUsable(instance: number, blocks: number): void {
    this.usable[instance] = blocks;
  }

  isUsable(instance: number, block: number): boolean {
    return block - instance * this.each < this.usable[instance]!;
  }

  /** The newest block of a client at an instance; -1 where it has none. */
  newestOf(instance: number, source: number): number {
    return this.newest[this.ownerAt(instance, source)]!;
  }

  /** The block that its client had before this one; -1: it was the first. */
  blockBefore(block: number): number {
    return this.before === null ? NONE : this.before[block]!;
  }

  /**
   * A client without a free port gets as many blocks again as it has, the first time one, while there are any and it may
   * have more; false when it got none.
   */
  grant(instance: number, source: number): boolean {
    const owner = this.ownerAt(instance, source);
    const owned = this.countFrom(instance, this.newest[owner]!);
    const wanted = owned === 0 ? 1 : Math.min(owned, this.most - owned);
    let granted = 0;
    while (granted < wanted && this.used[instance]! < this.usable[instance]!) {
      const block = instance * this.each + this.used[instance]!;
      this.used[instance]! += 1;
      this.owned += 1;
      if (this.before !== null) this.before[block] = this.newest[owner]!;
      this.newest[owner] = block;
      granted += 1;
    }
    return granted > 0;
  }

  /** Whether a client has as many blocks as it may have. */
  isServed(instance: number, source: number): boolean {
    return this.countFrom(instance, this.newestOf(instance, source)) >= this.most;
  }

  private ownerAt(instance: number, source: number): number {
    return instance * this.owners + (source - this.firstOwner);
  }

  private countFrom(instance: number, newest: number): number {
    let count = 0;
    for (let block = newest; block >= 0; block = this.blockBefore(block))
      if (this.isUsable(instance, block)) count += 1;
    return count;
  }
}
