import type { RandomStream } from '../../engine/random.ts';
import { hash3, hashText, mix32 } from '../../numeric/hash.ts';
import type { Ring } from '../../scenario/balancing.ts';
import type { Balance } from '../../scenario/scenario.ts';
import type { Station } from '../stations/station.ts';
import { isChosen } from '../stations/station.ts';
import { HashRing } from './hash-ring.ts';
import { LoadLevels } from './load-levels.ts';
import { maglevTable } from './maglev.ts';

/** Slots of the schedule that spreads weights; more total weight than this is scaled down. */
const MAX_SLOTS = 4096;
/** No target can be used. */
const NONE = -1;

/** Who chooses, by which rule, among what. */
export interface Choice {
  readonly rule: Balance;
  /** Null where the rule needs none. */
  readonly ring: Ring | null;
  /** Decides where on the ring the targets lie; the same for all who choose among the same targets. */
  readonly ringSalt: number;
  /** Instances that choose, each for itself. */
  readonly choosers: number;
  readonly target: Station;
  readonly weights: readonly number[];
  /** (address, port) pairs that each target listens on; they are used in turn. */
  readonly endpoints: number;
  /** True where health checks keep new connections from instances that are not up. */
  readonly avoidsDown: boolean;
}

/**
 * Picks the instance of the next stage for a new connection. Each chooser (an instance of a hop, or the clients
 * of a population together) keeps its own round-robin position and its own counts, as real balancers do.
 */
export class Balancer {
  /** Whether the rule looks at open connections, so that it must be told of them. */
  readonly counts: boolean;
  readonly rule: Balance;
  private readonly ringSettings: Ring | null;
  private readonly ringSalt: number;
  private readonly target: Station;
  private readonly weights: readonly number[];
  readonly random: RandomStream;
  /** Weighted order of the targets: one turn of round robin, and the buckets of a modulo hash. */
  slots: Int32Array;
  private maglev: Int32Array | null;
  ring: HashRing | null = null;
  /** The buckets of a modulo hash while some targets are not up, and the state of the targets that they are for. */
  private usableSlots: Int32Array;
  private usableSlotsOf = -1;
  /** The first so many targets are there. */
  private members: number;
  private readonly position: Int32Array;
  openFrom: Int32Array;
  /** Of each chooser, where the rule is least connections and all weights are equal; else null. */
  private levels: readonly LoadLevels[] | null;
  private readonly isUsable = (target: number): boolean => this.usable(target);
  private readonly endpoints: number;
  private readonly endpointTurn: Int32Array;
  private readonly avoidsDown: boolean;

  constructor(
    { rule, ring, ringSalt, choosers, target, weights, endpoints, avoidsDown }: Choice,
    random: RandomStream,
  ) {
    this.rule = rule;
    this.ringSettings = ring;
    this.ringSalt = ringSalt;
    this.counts = rule === 'least-connections' || rule === 'power-of-two';
    this.target = target;
    this.weights = weights;
    this.random = random;
    this.slots = smoothSchedule(weights);
    this.usableSlots = this.slots;
    this.makeRing(weights);
    this.maglev = rule === 'maglev' ? maglevTable(weights) : null;
    this.members = target.instances;
    this.position = new Int32Array(choosers);
    this.openFrom = new Int32Array(choosers * target.instances);
    const isLevelled = rule === 'least-connections' && weights.every((weight) => weight === weights[0]);
    this.levels = isLevelled
      ? Array.from({ length: choosers }, () => new LoadLevels(target.instances))
      : null;
    this.endpoints = endpoints;
    this.endpointTurn = new Int32Array(choosers * target.instances);
    this.avoidsDown = avoidsDown;
  }

  /**
   * The instance for a new connection, or -1 when none is up.
   * @param source identity of the source address that the chooser sees
   * @param flow identity of the flow's five-tuple that the chooser sees
   */
  pick(chooser: number, source: number, flow: number): number {
    if (this.target.instances === 1) return this.usable(0) ? 0 : -1;
    switch (this.rule) {
      case 'round-robin':
        return this.nextInTurn(chooser);
      case 'random':
        return this.randomUsable();
      case 'least-connections':
        return this.leastConnections(chooser);
      case 'power-of-two':
        return this.betterOfTwo(chooser);
      case 'source-hash':
        return this.bySource(mix32(source));
      case 'source-modulo':
        // Addresses of clients are numbers in a row.
        return this.bySource(source >>> 0);
      case 'consistent-hash':
        return this.ring!.find(mix32(source), this.isUsable);
      case 'maglev':
        return this.firstUsable(this.maglev!, mix32(flow) % this.maglev!.length);
    }
  }

  /** The (address, port) pair of the target for the next connection, as an index among all of the stage. */
  nextEndpoint(chooser: number, target: number): number {
    if (this.endpoints === 1) return target;
    const at = chooser * this.target.instances + target;
    const turn = this.endpointTurn[at]!;
    this.endpointTurn[at] = turn + 1 < this.endpoints ? turn + 1 : 0;
    return target * this.endpoints + turn;
  }

  opened(chooser: number, target: number): void {
    this.openFrom[chooser * this.target.instances + target]! += 1;
    if (this.levels !== null) this.levels[chooser]!.opened(target);
  }

  closed(chooser: number, target: number): void {
    this.openFrom[chooser * this.target.instances + target]! -= 1;
    if (this.levels !== null) this.levels[chooser]!.closed(target, this.usable(target));
  }

  /** Of the only chooser; null where the rule has none, or where there are several. */
  get onlyLevels(): LoadLevels | null {
    return this.levels?.length === 1 ? this.levels[0]! : null;
  }

  /** Connections that a chooser counts at a target. */
  openOf(chooser: number, target: number): number {
    return this.openFrom[chooser * this.target.instances + target]!;
  }

  /** Targets join or leave: the first `members` are there, and nobody picks another one. Tables are made anew for them. */
  resize(members: number): void {
    const weights = this.weights.slice(0, members);
    this.members = members;
    this.slots = smoothSchedule(weights);
    this.usableSlotsOf = -1;
    this.makeRing(weights);
    this.levels?.forEach((levels) => levels.forgetUsable());
    if (this.maglev !== null) this.maglev = maglevTable(weights);
    this.position.forEach((at, chooser) => {
      if (at >= this.slots.length) this.position[chooser] = 0;
    });
  }

  private makeRing(weights: readonly number[]): void {
    if (this.ringSettings !== null) this.ring = new HashRing(this.ringSettings, weights, this.ringSalt);
  }

  /** All who choose start afresh and know no connection: new processes have taken their place. */
  forget(): void {
    this.position.fill(0);
    this.openFrom.fill(0);
    this.endpointTurn.fill(0);
    this.levels = this.levels?.map(() => new LoadLevels(this.target.instances)) ?? null;
  }

  private usable(target: number): boolean {
    if (this.target.notUp === 0) return true;
    return target < this.members && (!this.avoidsDown || isChosen(this.target.status[target]!));
  }

  private nextInTurn(chooser: number): number {
    const slots = this.slots.length;
    for (let tries = 0; tries < slots; tries++) {
      const at = this.position[chooser]!;
      this.position[chooser] = at + 1 < slots ? at + 1 : 0;
      const target = this.slots[at]!;
      if (this.usable(target)) return target;
    }
    return -1;
  }

  /**
   * A hash modulo the targets. Where health checks tell who is up, it is modulo those (the map of HAProxy is made anew, nginx
   * hashes again), so that the sources of one that is away spread over all others.
   * @param hash of the source address, at least 0
   */
  private bySource(hash: number): number {
    const { target } = this;
    if (target.notUp === 0 || !this.avoidsDown) return this.slots[hash % this.slots.length]!;
    if (this.usableSlotsOf !== target.changes) {
      this.usableSlotsOf = target.changes;
      this.usableSlots = usableSchedule(this.weights, this.isUsable);
    }
    const { length } = this.usableSlots;
    return length === 0 ? NONE : this.usableSlots[hash % length]!;
  }

  private firstUsable(order: Int32Array, from: number): number {
    for (let step = 0; step < order.length; step++) {
      const at = from + step;
      const target = order[at < order.length ? at : at - order.length]!;
      if (this.usable(target)) return target;
    }
    return -1;
  }

  private randomUsable(): number {
    if (this.ring !== null) return this.ring.find(this.random.nextUint32(), this.isUsable);
    if (this.target.notUp === 0) return this.slots[this.random.nextBelow(this.slots.length)]!;
    return this.firstUsable(this.slots, this.random.nextBelow(this.slots.length));
  }

  /** Fewest connections for its weight; equal targets take turns. */
  private leastConnections(chooser: number): number {
    if (this.levels !== null) {
      const levels = this.levels[chooser]!;
      return this.target.notUp === 0 ? levels.pick() : levels.pickUsable(this.isUsable, this.target.changes);
    }
    const best = this.leastLoaded(chooser);
    if (best !== NONE) this.position[chooser] = best + 1 < this.target.instances ? best + 1 : 0;
    return best;
  }

  private leastLoaded(chooser: number): number {
    const targets = this.target.instances;
    const base = chooser * targets;
    const from = this.position[chooser]!;
    let best = NONE;
    let bestLoad = Infinity;
    for (let step = 0; step < targets; step++) {
      const at = from + step;
      const target = at < targets ? at : at - targets;
      const load = this.openFrom[base + target]! / this.weights[target]!;
      if (load < bestLoad && this.usable(target)) {
        best = target;
        bestLoad = load;
      }
    }
    return best;
  }

  private betterOfTwo(chooser: number): number {
    const first = this.randomUsable();
    if (first < 0) return -1;
    const second =
      this.ring === null
        ? this.firstUsable(this.slots, this.random.nextBelow(this.slots.length))
        : this.randomUsable();
    const base = chooser * this.target.instances;
    const firstLoad = this.openFrom[base + first]! / this.weights[first]!;
    const secondLoad = this.openFrom[base + second]! / this.weights[second]!;
    return secondLoad < firstLoad ? second : first;
  }
}

/** The servers of a stage have the same names for everybody who chooses among them. */
export function ringSaltOf(seed: number, { key }: Station): number {
  return hash3(seed | 0, hashText(key), 0x72696e67);
}

/**
 * One turn of smooth weighted round robin (nginx, commit 52327e0627f4): every step each target gains its weight,
 * the highest is taken and loses the total. Equal weights give 0, 1, 2, ...; a heavy target is spread out.
 */
export function smoothSchedule(weights: readonly number[]): Int32Array {
  const whole = wholeWeights(weights);
  const total = whole.reduce((sum, weight) => sum + weight, 0);
  const current = new Float64Array(whole.length);
  const slots = new Int32Array(total);
  for (let slot = 0; slot < total; slot++) {
    let best = 0;
    for (let t = 0; t < whole.length; t++) {
      current[t]! += whole[t]!;
      if (current[t]! > current[best]!) best = t;
    }
    current[best]! -= total;
    slots[slot] = best;
  }
  return slots;
}

/** The schedule of the usable targets alone; empty where there are none. */
function usableSchedule(weights: readonly number[], isUsable: (target: number) => boolean): Int32Array {
  const usable = weights.flatMap((_, target) => (isUsable(target) ? [target] : []));
  return smoothSchedule(usable.map((target) => weights[target]!)).map((slot) => usable[slot]!);
}

/** The same proportions in the smallest whole numbers whose sum stays affordable; never 0. */
function wholeWeights(weights: readonly number[]): number[] {
  const first = weights[0] ?? 1;
  if (weights.every((weight) => weight === first)) return weights.map(() => 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.every(Number.isInteger) && total <= MAX_SLOTS) {
    const divisor = weights.reduce(greatestCommonDivisor);
    return weights.map((weight) => weight / divisor);
  }
  const scale = Math.max(MAX_SLOTS, weights.length * 8) / total;
  return weights.map((weight) => Math.max(1, Math.round(weight * scale)));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
