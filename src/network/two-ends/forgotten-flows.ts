/**
 * A NAT or a balancer that tracks flows forgets one that was silent for too long and tells nobody: both ends keep
 * their sockets. What happens when one of them speaks again depends on what the hop rewrites.
 */
import { type ConnectionInHand, NOTHING } from '../connections/connection-in-hand.ts';
import { FORGOTTEN } from '../connections/connection-table.ts';
import type { NetworkState } from '../network-state.ts';
import { synSequence } from '../set-up/syn-sequence.ts';
import type { PathWalk } from '../set-up/walk.ts';
import type { SpeakOutcome } from './speak-outcome.ts';

export class ForgottenFlows {
  private readonly net: NetworkState;
  private readonly hand: ConnectionInHand;
  private readonly walk: PathWalk;
  /** Tuples that a hop has forgotten while the far end still has a socket for them, by hop; and whose they are. */
  private readonly staleTuples: readonly Map<number, number>[];
  private readonly tupleOf = new Map<number, { hop: number; tuple: number }>();

  constructor(net: NetworkState, walk: PathWalk) {
    this.net = net;
    this.hand = net.connections.hand;
    this.walk = walk;
    this.staleTuples = net.plan.hops.map(() => new Map<number, number>());
  }

  /** The hop gives up its entry and its port; the connection in hand keeps all else, in a row of its own from now on. */
  forget(hop: number): number {
    const { hand } = this;
    const instance = hand.instances[hop]!;
    const tuple = hand.tuples[hop] ?? NOTHING;
    this.walk.forgetAt(hop);
    hand.pending = instance;
    const row = this.net.connections.table.add(FORGOTTEN, hand);
    hand.clearClaims();
    if (tuple !== NOTHING) {
      this.staleTuples[hop]!.set(tuple, row);
      this.tupleOf.set(row, { hop, tuple });
    }
    return row;
  }

  /** One side of the forgotten connection in hand, whose row that is, sends a packet. After `resumed` the hop tracks it again. */
  speak(row: number, hop: number, bySide: 'client' | 'server'): SpeakOutcome {
    const { mode, flowTable } = this.net.plan.hops[hop]!.settings;
    if (!this.isWholeBut(hop)) return bySide === 'server' ? 'far-end-reset' : 'reset';
    if (bySide === 'server' && (mode === 'snat' || mode === 'dnat')) return 'far-end-reset';
    if (!flowTable.loose) {
      if (flowTable.invalid === 'drop') return 'silent';
      if (mode !== 'router') return 'reset';
    }
    return mode === 'snat' ? this.remap(row, hop) : this.trackAgain(hop);
  }

  /** The same at a hop that leads packets by a hash alone: they have found another server, or the right one again. */
  speakRerouted(hop: number): SpeakOutcome {
    return this.isWholeBut(hop) ? this.trackAgain(hop) : 'reset';
  }

  /** Whether the connection in hand has its place at every other station: a crash may have taken one meanwhile. */
  private isWholeBut(hop: number): boolean {
    return this.hand.instances.every((instance, station) => instance !== NOTHING || station === hop);
  }

  /** The far end's socket is gone, or the connection itself: its old tuple means nothing any more. */
  settle(row: number): void {
    const stale = this.tupleOf.get(row);
    if (stale === undefined) return;
    this.tupleOf.delete(row);
    this.staleTuples[stale.hop]!.delete(stale.tuple);
  }

  /** The far end lives on in another row. */
  handOver(row: number, remnant: number): void {
    const stale = this.tupleOf.get(row);
    if (stale === undefined) return;
    this.tupleOf.delete(row);
    this.tupleOf.set(remnant, stale);
    this.staleTuples[stale.hop]!.set(stale.tuple, remnant);
  }

  /** A source NAT draws a port as for a new connection; only the old one toward the old server leads to the connection's own socket. */
  private remap(row: number, hop: number): SpeakOutcome {
    const { net, hand } = this;
    const instance = hand.pending;
    const station = net.stations[hop]!;
    const server = hand.instances[net.plan.hops[hop]!.dialledStage]!;
    const target = this.pickAgain(hop);
    if (target === NOTHING) return 'reset';
    if (station.claim(instance) !== null) return 'silent';
    const pool = net.pools[hop]!;
    const source = net.sourceSeenAt(hand, hop);
    const sequence = synSequence(net.flowSeenAt(hand, hop), net.clock.nowSec);
    const port = net.sourcePortSeenAt(hand, hop);
    const endpoint = target === server ? this.endpointBehind(row, hop) : this.firstEndpointOf(hop, target);
    const tuple = pool.claim(instance, source, port, endpoint, sequence);
    if (tuple === NOTHING) {
      station.release(instance, false);
      return 'silent';
    }
    if (target === server && tuple === this.tupleOf.get(row)?.tuple) {
      this.settle(row);
      this.enterAgain(hop, instance);
      hand.tuples[hop] = tuple;
      return 'resumed';
    }
    // The wrong socket answers what it cannot place with an acknowledgement, and no socket with a reset.
    const meetsSocket = this.staleTuples[hop]!.has(tuple);
    station.release(instance, false);
    pool.release(tuple);
    return meetsSocket ? 'silent' : 'reset';
  }

  /** The endpoint that the hop had dialled: its old tuple tells, or the stage that it dials. */
  private endpointBehind(row: number, hop: number): number {
    const { net, hand } = this;
    const { dialledStage } = net.plan.hops[hop]!;
    if (dialledStage === net.backends) return hand.endpoint;
    const told = net.pools[hop]!.destinationOf(this.tupleOf.get(row)!.tuple);
    return told ?? this.firstEndpointOf(hop, hand.instances[dialledStage]!);
  }

  private firstEndpointOf(hop: number, target: number): number {
    const { dialledStage, destinations } = this.net.plan.hops[hop]!;
    return (target * destinations) / this.net.stations[dialledStage]!.instances;
  }

  /** A balancer picks a server for a packet that it knows nothing of, as for a new connection; a router that tracks flows keeps to the old one. */
  private pickAgain(hop: number): number {
    const { net, hand } = this;
    const { dialledStage, settings } = net.plan.hops[hop]!;
    if (net.balancers[hop] === null || (settings.mode === 'router' && settings.tracksFlows))
      return hand.instances[dialledStage]!;
    return net.pickSeenAt(hand, hop, hand.pending);
  }

  /** Where the source stays as it is, the entry is made anew; a balancer picks a server for it, maybe another one. */
  private trackAgain(hop: number): SpeakOutcome {
    const { net, hand } = this;
    const instance = hand.pending;
    if (this.pickAgain(hop) !== hand.instances[net.plan.hops[hop]!.dialledStage]) return 'reset';
    if (net.stations[hop]!.claim(instance) !== null) return 'silent';
    this.enterAgain(hop, instance);
    return 'resumed';
  }

  private enterAgain(hop: number, instance: number): void {
    const { net, hand } = this;
    hand.instances[hop] = instance;
    this.walk.counts.opened(hop);
    if (net.balancers[hop] !== null) this.walk.counts.opened(net.plan.hops[hop]!.dialledStage);
  }
}
