import {
  createLifetimeBlock,
  createLifetimeSampler,
  type LifetimeBlock,
  type LifetimeSampler,
} from '../../engine/lifetime-sampler.ts';
import { doubleFrom, KeyedStream, type RandomStream, streamFor } from '../../engine/random.ts';
import { hash3, mix32 } from '../../numeric/hash.ts';
import type { ClientPopulation } from '../../scenario/scenario.ts';
import { Balancer, ringSaltOf } from '../balance/balancer.ts';
import { type ConnectionInHand, NOTHING } from '../connections/connection-in-hand.ts';
import type { ClientPlan } from '../plan.ts';
import { createCountedSpaces, createPortSpaces } from '../ports/tuple-space/create-port-spaces.ts';
import { type HostPorts, HostPortsView, type PortHabit } from '../ports/tuple-space/host-ports.ts';
import type { PortSpaces } from '../ports/tuple-space/port-spaces.ts';
import { type SynSchedule, synSchedule } from '../set-up/syn-schedule.ts';
import type { Station } from '../stations/station.ts';
import { AgeDraws } from './age-draws.ts';
import { ARRIVAL_BLOCK, type ArrivalSource, createArrivalSource } from './arrival-source.ts';
import { ConnectionLives } from './connection-lives.ts';
import { DnsAnswers } from './dns-answers.ts';
import { reconnectDelaySec } from './reconnect.ts';

/**
 * The clients of one population during a run: when they come, which address each has, their own ports, how long
 * their sessions last and when they come back. What belongs to a client is keyed by its number and session, so
 * that it is the same under every strategy.
 */
export class ClientGroup {
  readonly settings: ClientPopulation;
  readonly plan: ClientPlan;
  readonly arrivals: ArrivalSource;
  readonly ports: PortSpaces;
  readonly balancer: Balancer;
  /** Null where every attempt asks anew. */
  private readonly answers: DnsAnswers | null;
  /** Identity of the population's first source address among all sources of the run. */
  readonly firstSource: number;
  /** A population: its clients want another connection when one is over. */
  readonly comesBack: boolean;
  readonly synSchedule: SynSchedule;
  readonly lives: ConnectionLives;
  connecting = 0;
  established = 0;
  waiting = 0;
  gone = 0;
  portsTaken = 0;
  portsHeld = 0;
  peakPortsTaken = 0;
  peakPortsTakenOneSpace = 0;
  private readonly sampleLifetime: LifetimeSampler;
  private readonly drawLifetimes: LifetimeBlock;
  private readonly addressDraws = new Uint32Array(2 * ARRIVAL_BLOCK);
  readonly lifetimeKeys: KeyedStream;
  readonly addressKeys: KeyedStream;
  /** Null where no stage closes connections for their age. */
  readonly ages: AgeDraws | null;
  readonly retries: RandomStream;
  blockAddresses = new Int32Array(ARRIVAL_BLOCK);
  blockLifetimesSec = new Float64Array(ARRIVAL_BLOCK);
  private readonly flowSalt: number;
  /** Ports of each address in TIME_WAIT; null where their number has no limit. */
  readonly heldByAddress: Int32Array | null;

  /**
   * @param dialledStage the stage whose endpoints the clients address
   * @param hosts the ports of the hosts, where other populations run on them too or programs name their ports
   */
  constructor(
    plan: ClientPlan,
    seed: number,
    dialledStage: Station,
    stageWeights: readonly number[],
    hosts: HostPorts | null,
    durationSec: number,
  ) {
    const { settings, index } = plan;
    this.settings = settings;
    this.plan = plan;
    this.firstSource = plan.firstSource;
    this.comesBack = settings.arrivals.pattern === 'population';
    this.synSchedule = synSchedule(settings.syn.linearTimeouts, settings.syn.retries);
    this.arrivals = createArrivalSource(settings, seed, index);
    this.lives = new ConnectionLives(durationSec);
    this.ports = createClientPorts(plan, hosts, streamFor(seed, 'client-ports', index));
    this.heldByAddress = settings.maxTimeWait === Infinity ? null : new Int32Array(settings.addresses);
    const { ttlSec, resolvers } = settings.dns;
    this.answers = ttlSec === 0 ? null : new DnsAnswers(Math.min(resolvers, settings.addresses), ttlSec);
    this.balancer = new Balancer(
      {
        rule: settings.balance,
        ring: settings.ring,
        ringSalt: ringSaltOf(seed, dialledStage),
        choosers: 1,
        target: dialledStage,
        weights: stageWeights,
        endpoints: plan.endpoints / dialledStage.instances,
        avoidsDown: false,
      },
      streamFor(seed, 'client-balance', index),
    );
    this.sampleLifetime = createLifetimeSampler(settings.session.lifetime);
    this.lifetimeKeys = new KeyedStream(seed, 'lifetimes', index);
    this.drawLifetimes = createLifetimeBlock(
      settings.session.lifetime,
      this.sampleLifetime,
      this.lifetimeKeys,
      ARRIVAL_BLOCK,
    );
    this.addressKeys = new KeyedStream(seed, 'client-addresses', index);
    this.ages = plan.ages.length === 0 ? null : new AgeDraws(plan.ages, seed, index);
    this.retries = streamFor(seed, 'retries', index);
    this.flowSalt = hash3(seed | 0, index, 0x666c6f77);
    this.drawBlock();
  }

  /**
   * The instance that a client at the address turns to: as the balance has it, or as its cache has been told before.
   * @param source identity of the address. @param flow identity of the five-tuple
   */
  pickTarget(address: number, source: number, flow: number, nowSec: number): number {
    const { answers, balancer } = this;
    if (answers === null) return balancer.pick(0, source, flow);
    const known = answers.of(address, nowSec);
    if (known !== NOTHING) return known;
    const target = balancer.pick(0, source, flow);
    answers.keep(address, nowSec, target);
    return target;
  }

  /** The arrival that was next is here. */
  arrived(): void {
    if (this.arrivals.advance()) this.drawBlock();
  }

  /** What belongs to the arrivals of the present block, before they come. */
  private drawBlock(): void {
    const { blockFirst } = this.arrivals;
    const { blockAddresses, blockLifetimesSec } = this;
    this.drawLifetimes(blockFirst, blockLifetimesSec);
    if (this.comesBack || this.settings.addresses === 1) return;
    const { addressDraws } = this;
    this.addressKeys.firstDraws(blockFirst, 0, addressDraws);
    for (let i = 0; i < ARRIVAL_BLOCK; i++)
      blockAddresses[i] =
        doubleFrom(addressDraws[2 * i]!, addressDraws[2 * i + 1]!) * this.settings.addresses;
  }

  /** Source address of a client's connection: even shares for a population, a random one for open arrivals. */
  addressOf(number: number): number {
    if (this.comesBack) return (number % this.settings.count) % this.settings.addresses;
    if (this.settings.addresses === 1) return 0;
    const inBlock = number - this.arrivals.blockFirst;
    return isInBlock(inBlock) ? this.blockAddresses[inBlock]! : this.drawAddress(number);
  }

  private drawAddress(number: number): number {
    this.addressKeys.rekey(number, 0);
    return Math.floor(this.addressKeys.nextDouble() * this.settings.addresses);
  }

  /** Identity of the five-tuple that the first hop sees: a new one for every attempt. */
  flowOf(number: number, session: number, attempts: number): number {
    return hash3(this.flowSalt ^ number, session, attempts);
  }

  /** How long the connection in hand will last: its lifetime, unless a stage closes it before. */
  drawLifetime(hand: ConnectionInHand): void {
    this.drawOwnLifetime(hand);
    if (this.ages === null) return;
    this.ages.draw(hand.number, hand.session);
    if (this.ages.earliestSec < hand.lifetimeSec) hand.lifetimeSec = this.ages.earliestSec;
  }

  /** The stage that has closed the connection in hand for its age; -1 where its lifetime was over. */
  agedOutAt(hand: ConnectionInHand): number {
    if (this.ages === null) return NOTHING;
    this.drawOwnLifetime(hand);
    this.ages.draw(hand.number, hand.session);
    return this.ages.earliestSec < hand.lifetimeSec ? this.ages.station : NOTHING;
  }

  /** The age at which a stage, from one on, closes the connection in hand; Infinity where none does. */
  ageLimitFrom({ number, session }: ConnectionInHand, fromStation: number): number {
    if (this.ages === null) return Infinity;
    this.ages.draw(number, session, fromStation);
    return this.ages.earliestSec;
  }

  private drawOwnLifetime(hand: ConnectionInHand): void {
    const inBlock = hand.number - this.arrivals.blockFirst;
    if (hand.session === 0 && isInBlock(inBlock)) hand.lifetimeSec = this.blockLifetimesSec[inBlock]!;
    else hand.lifetimeSec = this.drawLifetimeSec(hand.number, hand.session);
  }

  drawLifetimeSec(number: number, session: number): number {
    this.lifetimeKeys.rekey(number, session);
    return this.sampleLifetime(this.lifetimeKeys);
  }

  /** Seconds that the client in hand waits by its policy until it tries again; -1: for ever. */
  drawRetryDelay(hand: ConnectionInHand, failures: number): number {
    const { reconnect } = this.settings;
    hand.previousDelaySec = reconnectDelaySec(reconnect, failures, hand.previousDelaySec, this.retries);
    return hand.previousDelaySec;
  }

  /** The space of ports of an address toward an endpoint: one for all endpoints where the port is bound early. */
  spaceOf(address: number, endpoint: number): number {
    return this.plan.portSpacesEach === 1 ? address : address * this.plan.portSpacesEach + endpoint;
  }

  /** Leases a port of the client's address toward the endpoint; the tuple, or -1. */
  claimPort(address: number, endpoint: number): number {
    const space = this.spaceOf(address, endpoint);
    const tuple = this.ports.claim(space, 0);
    if (tuple === -1) return -1;
    const taken = this.ports.taken[space]!;
    if (taken > this.peakPortsTakenOneSpace) this.peakPortsTakenOneSpace = taken;
    if (++this.portsTaken > this.peakPortsTaken) this.peakPortsTaken = this.portsTaken;
    return tuple;
  }

  releasePort(tuple: number): void {
    this.ports.release(tuple);
    this.portsTaken -= 1;
  }

  /** A closed connection's port goes into TIME_WAIT; false where that host has as many as it may. */
  holdPort(tuple: number): boolean {
    if (this.heldByAddress !== null) {
      const address = this.addressOfTuple(tuple);
      if (this.heldByAddress[address]! >= this.settings.maxTimeWait) return false;
      this.heldByAddress[address]! += 1;
    }
    this.portsHeld += 1;
    return true;
  }

  releaseHeldPort(tuple: number): void {
    if (this.heldByAddress !== null) this.heldByAddress[this.addressOfTuple(tuple)]! -= 1;
    this.portsHeld -= 1;
    this.releasePort(tuple);
  }

  /**
   * The source port of a connection as the first hop sees it. Ports of many addresses are only counted; then it is
   * one of the range's first parity at random, which is where connect() puts the few connections of an address.
   */
  portOf(tuple: number, flow: number): number {
    if (this.plan.tracksPorts) return this.ports.portOf(tuple);
    const { first, last } = this.settings.ports;
    return first + 2 * (mix32(flow ^ 0x706f7274) % ((last - first + 2) >> 1));
  }

  private addressOfTuple(tuple: number): number {
    return Math.floor(this.ports.spaceOf(tuple) / this.plan.portSpacesEach);
  }
}

/** The group whose next arrival comes first; null where there is none. */
export function nextToArrive(groups: readonly ClientGroup[]): ClientGroup | null {
  if (groups.length === 1) return groups[0]!;
  let next: ClientGroup | null = null;
  for (const group of groups)
    if (next === null || group.arrivals.nextSec < next.arrivals.nextSec) next = group;
  return next;
}

const HABITS = { late: 'connect', early: 'bind', explicit: 'name' } as const;

function isInBlock(index: number): boolean {
  return index >= 0 && index < ARRIVAL_BLOCK;
}

function createClientPorts(plan: ClientPlan, hosts: HostPorts | null, random: RandomStream): PortSpaces {
  const { settings, portSpacesEach } = plan;
  if (hosts !== null) {
    const habit: PortHabit = settings.reuseAddress ? 'name-and-reuse' : HABITS[settings.bind];
    return new HostPortsView(hosts, settings.ports, habit, random);
  }
  const spaces = settings.addresses * portSpacesEach;
  if (!plan.tracksPorts) return createCountedSpaces(spaces, settings.ports);
  const selection = settings.bind === 'early' ? 'linux-bind' : 'linux-connect';
  return createPortSpaces(spaces, settings.ports, selection, random);
}
