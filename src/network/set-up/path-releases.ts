/** What the connection in hand has claimed on the path, given back: all of it, or at some stations. */

import { PickerCounts } from '../balance/picker-counts.ts';
import { NOBODY } from '../connections/closer.ts';
import { type Closing, closingOf, closingsOf } from '../connections/closing.ts';
import { type ConnectionInHand, NOTHING } from '../connections/connection-in-hand.ts';
import type { NetworkState } from '../network-state.ts';
import type { SourcePool } from '../ports/source-pool.ts';
import { noteHeld } from '../trace/note.ts';
import { AT_CLIENT } from '../trace/trace-step.ts';
import { isSent, phaseOf, SENT, stationOf, stepAt, UNANSWERED_SYN } from './walk-step.ts';
import { type Stop, stopAt } from './walk-stop.ts';

export class PathReleases {
  protected readonly net: NetworkState;
  protected readonly hand: ConnectionInHand;
  protected readonly stops: readonly Stop[];
  protected readonly backends: number;
  /** Tells who picks of what they have open. */
  readonly counts: PickerCounts;
  private readonly closings: readonly (readonly Closing[])[];
  /** While an attempt is given up: the station behind which its SYN was never answered. */
  private unrepliedBehind = Infinity;

  constructor(net: NetworkState) {
    this.net = net;
    this.hand = net.connections.hand;
    this.backends = net.backends;
    this.stops = net.stations.map((station, index) => stopAt(net, station, index));
    this.counts = new PickerCounts(net, this.stops);
    this.closings = closingsOf(net);
  }

  /**
   * Gives back what the connection in hand has claimed, from the far end back.
   * @param closer station that closed first, `CLOSED_BY_CLIENT`, or `NOBODY`
   */
  release(closer: number): void {
    const closing = this.closingInHand(closer);
    for (let station = this.backends; station >= 0; station--) this.leave(station, closing);
    this.releaseClientPort(closing);
    this.hand.clearClaims();
  }

  /** Gives back what the attempt in hand has, whose client has given up. */
  giveUp(): void {
    const { step } = this.hand;
    // Its SYN has got nowhere: it has nothing but its own port.
    if (step === stepAt(0, SENT)) return this.releaseOwnPort();
    if (isSent(phaseOf(step))) this.unrepliedBehind = this.senderBefore(stationOf(step));
    this.releaseAttempt();
    this.unrepliedBehind = Infinity;
  }

  private releaseOwnPort(): void {
    this.releaseClientPort(this.closingInHand(NOBODY));
    this.hand.clientTuple = NOTHING;
  }

  /** Gives back what the attempt in hand has that somebody else ends. */
  releaseAttempt(): void {
    this.stopCounting();
    this.release(NOBODY);
  }

  /** The SYN of the attempt in hand is not on its way any more. */
  protected stopCounting(): void {
    const { step, pending } = this.hand;
    if (phaseOf(step) === UNANSWERED_SYN) this.countAt(stationOf(step), pending, false);
  }

  /** Who picked a place counts it, or does no more, though the connection in hand is not there. */
  countAt(index: number, instance: number, isMore: boolean): void {
    const { instances } = this.hand;
    instances[index] = instance;
    if (isMore) this.counts.opened(index);
    else this.counts.closed(index);
    instances[index] = NOTHING;
  }

  /** Whose SYN is on its way when it meets the station: the last proxy before it, or the client (-1). */
  senderBefore(station: number): number {
    let sender = station - 1;
    while (sender >= 0 && !this.stops[sender]!.isProxy) sender -= 1;
    return sender;
  }

  /** Gives back what the connection has claimed at one station: its place, its flow entry and its tuple. */
  releaseStation(index: number, closer: number): void {
    this.leave(index, this.closingInHand(closer));
  }

  private closingInHand(closer: number): Closing {
    return closingOf(this.closings[this.hand.population]!, closer);
  }

  private leave(index: number, closing: Closing): void {
    const { hand, net } = this;
    const instance = hand.instances[index]!;
    if (instance === NOTHING) return;
    const { station, pool, listener, isCounted, processes } = this.stops[index]!;
    if (index > this.unrepliedBehind && station.tracksFlows) {
      station.release(instance, true);
      net.keepUnreplied(index, instance, pool === null ? NOTHING : hand.tuples[index]!);
      if (net.tracer !== null) noteHeld(net, 'unanswered-entry', index, net.unreplied[index]!.lastEndSec);
    } else {
      if (pool !== null) this.releaseTuple(pool, index, closing);
      const hold = closing.flows[index]!;
      station.release(instance, hold !== null);
      if (hold !== null) {
        net.beginHold(hold, instance);
        if (net.tracer !== null) noteHeld(net, 'flow-entry', index, hold.ring.lastEndSec);
      }
    }
    if (listener !== null) net.leaveListener(hand.step, index, instance);
    if (isCounted) this.counts.closed(index);
    if (processes !== null && hand.processes[index] !== NOTHING)
      processes.leave(instance, hand.processes[index]!);
  }

  /** A hop loses its entry and its port, and counts the connection no more; the ends keep their sockets. */
  forgetAt(hop: number): void {
    const { instances, tuples, processes } = this.hand;
    if (instances[hop] === NOTHING) return;
    const { balancer, dialledStage } = this.stops[hop]!;
    if (balancer !== null && instances[dialledStage] !== NOTHING) this.counts.closed(dialledStage);
    this.releaseStation(hop, NOBODY);
    instances[hop] = NOTHING;
    tuples[hop] = NOTHING;
    processes[hop] = NOTHING;
  }

  private releaseTuple(pool: SourcePool, hop: number, closing: Closing): void {
    const { hand, net } = this;
    const tuple = hand.tuples[hop]!;
    if (tuple === NOTHING) return;
    const hold = closing.tuples[hop]!;
    if (hold === null || !pool.mayHold(hand.instances[hop]!)) {
      pool.release(tuple);
      return;
    }
    net.beginHold(hold, tuple, pool.hold(tuple));
    if (net.tracer !== null) noteHeld(net, 'port', hop, hold.ring.lastEndSec);
  }

  private releaseClientPort({ clientPort: hold }: Closing): void {
    const { net } = this;
    const { clientTuple, population } = this.hand;
    if (clientTuple === NOTHING) return;
    const group = net.groups[population]!;
    if (hold === null || !group.holdPort(clientTuple)) return group.releasePort(clientTuple);
    net.beginHold(hold, clientTuple);
    if (net.tracer !== null) noteHeld(net, 'client-port', AT_CLIENT, hold.ring.lastEndSec);
  }
}
