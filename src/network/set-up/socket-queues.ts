import type { Clock } from '../../engine/clock.ts';
import type { ConnectionInHand } from '../connections/connection-in-hand.ts';
import type { NetworkState } from '../network-state.ts';
import type { ResourceId } from '../results/run-result.ts';
import type { HandshakeQueue } from '../stations/handshake-queue.ts';
import { UP } from '../stations/station.ts';
import { ACK_RESET, PASSED, SYN_REFUSED, WALK_OVERFLOWED, WALK_PAUSED, WALK_WAITS } from './walk-outcome.ts';
import {
  ACCEPTED,
  ARRIVED,
  OVERFLOWED,
  PAUSED,
  QUEUED,
  READY,
  SYN_RECEIVED,
  stationOf,
  stepAt,
} from './walk-step.ts';
import type { Stop } from './walk-stop.ts';

/**
 * What a connection comes through at a station that ends TCP: its SYN, a round trip later its ACK, the accept queue, a
 * descriptor, the handshake. The connection is in hand.
 */
export class SocketQueues {
  /** After `WALK_WAITS`: when the wait is over. */
  waitUntilSec = 0;
  /** After `SYN_REFUSED`, `ACK_RESET` and `WALK_OVERFLOWED`: what there was no room in. */
  refusedBy: ResourceId = 'accept-queue';
  private readonly net: NetworkState;
  private readonly clock: Clock;
  private readonly hand: ConnectionInHand;
  private readonly stops: readonly Stop[];

  constructor(net: NetworkState, stops: readonly Stop[]) {
    this.net = net;
    this.clock = net.clock;
    this.hand = net.connections.hand;
    this.stops = stops;
  }

  /** The queues of a station in order: to be accepted, for a descriptor, for the handshake. */
  pass(index: number, fromPhase: number): number {
    const { hand } = this;
    const { listener, handshakeQueue } = this.stops[index]!;
    const instance = hand.instances[index]!;
    if (fromPhase === ARRIVED || fromPhase === SYN_RECEIVED || fromPhase === OVERFLOWED) {
      const outcome = this.comeIn(index, fromPhase);
      if (outcome !== PASSED) return outcome;
    }
    if (listener !== null && fromPhase !== ACCEPTED && !listener.accept(instance)) {
      hand.step = stepAt(index, PAUSED);
      return WALK_PAUSED;
    }
    // The step must say that the descriptor is taken, should the attempt fail from here on.
    hand.step = stepAt(index, ACCEPTED);
    if (handshakeQueue === null) return PASSED;
    return this.waitAt(index, READY, this.handshakeEnd(index, handshakeQueue));
  }

  /** The SYN comes to the station's socket, and a round trip later the ACK, which takes a place in the accept queue. */
  private comeIn(index: number, fromPhase: number): number {
    const { hand } = this;
    const { listener } = this.stops[index]!;
    const instance = hand.instances[index]!;
    const { nowSec } = this.clock;
    const isSentAgain = hand.retransmits > 0;
    if (fromPhase === ARRIVED) {
      const refusedBy = listener === null ? null : listener.refusesSyn(instance, nowSec, isSentAgain);
      if (refusedBy !== null) return this.refused(refusedBy, SYN_REFUSED);
      const roundTripSec = this.roundTripSecTo(index);
      if (roundTripSec > 0) {
        if (listener !== null) listener.halfOpen[instance]! += 1;
        return this.waitAt(index, SYN_RECEIVED, nowSec + roundTripSec);
      }
    }
    if (listener === null) return PASSED;
    // An ACK that comes with its SYN finds what the SYN has found.
    if (fromPhase !== ARRIVED || isSentAgain) {
      const refusedBy = listener.refusesAck(instance, nowSec);
      if (refusedBy !== null) return this.overflow(index, fromPhase, refusedBy);
      if (fromPhase !== ARRIVED) listener.halfOpen[instance]! -= 1;
    }
    const { acceptQueue, handshakes } = listener;
    if (acceptQueue !== null) return this.waitAt(index, QUEUED, acceptQueue.enter(instance, nowSec));
    if (handshakes !== null) return this.waitAt(index, QUEUED, this.handshakeEnd(index, handshakes));
    return PASSED;
  }

  /** The ACK is lost, or answered with a reset. */
  private overflow(index: number, fromPhase: number, refusedBy: ResourceId): number {
    const { hand } = this;
    const { station, listener } = this.stops[index]!;
    if (station.abortsOnOverflow) return this.refused(refusedBy, ACK_RESET);
    if (fromPhase === ARRIVED) listener!.halfOpen[hand.instances[index]!]! += 1;
    hand.step = stepAt(index, OVERFLOWED);
    return this.refused(refusedBy, WALK_OVERFLOWED);
  }

  /** When the client in hand knows that its handshake is done, which it begins to wait for now. */
  private handshakeEnd(index: number, queue: HandshakeQueue): number {
    const { hand } = this;
    const { connectTimeoutSec } = this.net.groups[hand.population]!.settings;
    const leavesSec = hand.startSec + connectTimeoutSec;
    const endSec = queue.enter(hand.instances[index]!, this.clock.nowSec, leavesSec, hand.session > 0);
    return endSec + this.roundTripSecTo(index);
  }

  private roundTripSecTo(index: number): number {
    return this.stops[index]!.endsClients ? this.net.groups[this.hand.population]!.settings.roundTripSec : 0;
  }

  /**
   * A connection whose client has left comes in after all: its kernel has sent again what was not acknowledged.
   * @returns false where there is still no room
   */
  takeUpOrphan(index: number, instance: number): boolean {
    const { station, listener, handshakeQueue } = this.stops[index]!;
    const { nowSec } = this.clock;
    if (station.status[instance] !== UP) return true;
    if (listener!.refusesAck(instance, nowSec) !== null) return false;
    listener!.acceptQueue?.enter(instance, nowSec);
    (listener!.handshakes ?? handshakeQueue)?.enter(instance, nowSec, -Infinity, false);
    return true;
  }

  private refused(resource: ResourceId, outcome: number): number {
    this.refusedBy = resource;
    return outcome;
  }

  private waitAt(station: number, nextPhase: number, untilSec: number): number {
    this.hand.step = stepAt(station, nextPhase);
    this.waitUntilSec = untilSec;
    return WALK_WAITS;
  }

  /** After `WALK_PAUSED`: the connection, whose row that is, stands in the line of those without a descriptor. */
  standInLine(row: number): void {
    const { table } = this.net.connections;
    const station = stationOf(table.step(row));
    this.stops[station]!.listener!.stand(table.instance(row, station), row, table.epoch(row));
  }
}
