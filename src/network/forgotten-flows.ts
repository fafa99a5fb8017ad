/**
 * A NAT or a balancer that tracks flows forgets one that was silent for too long and tells nobody: both ends keep
 * their sockets. What happens when one of them speaks again depends on what the hop rewrites.
 */
import type { NetworkState } from './network-state.ts';
import { synSequence } from './syn-sequence.ts';
import type { PathWalk } from './walk.ts';

/**
 * What comes of the first packet after the hop has forgotten the connection. `resumed`: it makes a new entry and goes
 * on. `reset`: it reaches its end under another tuple, which answers with a reset; the speaker loses the connection.
 * `silent`: nobody answers. `far-end-reset`: the servers' side spoke and was reset; the client does not know.
 */
export type SpeakOutcome = 'resumed' | 'reset' | 'silent' | 'far-end-reset';

export class ForgottenFlows {
  private readonly net: NetworkState;
  private readonly walk: PathWalk;
  /** Tuples that a hop has forgotten while the far end still has a socket for them, by hop; and whose they are. */
  private readonly staleTuples: readonly Map<number, number>[];
  private readonly tupleOf = new Map<number, { hop: number; tuple: number }>();

  constructor(net: NetworkState, walk: PathWalk) {
    this.net = net;
    this.walk = walk;
    this.staleTuples = net.plan.hops.map(() => new Map<number, number>());
  }

  /** The hop gives up its entry and its port; the connection keeps all else. */
  forget(row: number, hop: number, nowSec: number): void {
    const { table } = this.net;
    const instance = table.instance(row, hop);
    const tuple = table.tuple(row, hop);
    this.walk.forgetAt(row, hop, nowSec);
    table.setPending(row, instance);
    if (tuple === -1) return;
    this.staleTuples[hop]!.set(tuple, row);
    this.tupleOf.set(row, { hop, tuple });
  }

  /** One side of a forgotten connection sends a packet. After `resumed` the hop tracks it again. */
  speak(row: number, hop: number, bySide: 'client' | 'server', nowSec: number): SpeakOutcome {
    const { mode, flowTable } = this.net.plan.hops[hop]!.settings;
    if (bySide === 'server' && (mode === 'snat' || mode === 'dnat')) return 'far-end-reset';
    if (!flowTable.loose) {
      if (flowTable.invalid === 'drop') return 'silent';
      if (mode !== 'router') return 'reset';
    }
    return mode === 'snat' ? this.remap(row, hop, nowSec) : this.trackAgain(row, hop);
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

  /** A source NAT draws a port as for a new connection; only the old one leads to the connection's own socket. */
  private remap(row: number, hop: number, nowSec: number): SpeakOutcome {
    const { net } = this;
    const { table } = net;
    const instance = table.pending(row);
    const station = net.stations[hop]!;
    if (station.claim(instance) !== null) return 'silent';
    const pool = net.pools[hop]!;
    const destination = table.endpoint(row);
    const source = net.sourceSeenAt(row, hop);
    const sequence = synSequence(net.flowSeenAt(row, hop), nowSec);
    const tuple = pool.claim(instance, source, net.sourcePortSeenAt(row, hop), destination, sequence);
    if (tuple === -1) {
      station.release(instance, false);
      return 'silent';
    }
    if (tuple === this.tupleOf.get(row)?.tuple) {
      this.settle(row);
      this.enterAgain(row, hop, instance);
      table.setTuple(row, hop, tuple);
      return 'resumed';
    }
    // The wrong socket answers what it cannot place with an acknowledgement, and no socket with a reset.
    const meetsSocket = this.staleTuples[hop]!.has(tuple);
    station.release(instance, false);
    pool.release(tuple);
    return meetsSocket ? 'silent' : 'reset';
  }

  /** Where the source stays as it is, the entry is made anew; a balancer picks a server for it, maybe another one. */
  private trackAgain(row: number, hop: number): SpeakOutcome {
    const { net } = this;
    const { table } = net;
    const balancer = net.balancers[hop]!;
    const { dialledStage, settings } = net.plan.hops[hop]!;
    if (balancer !== null && settings.mode !== 'router') {
      const target = balancer.pick(table.pending(row), net.sourceSeenAt(row, hop), net.flowSeenAt(row, hop));
      if (target !== table.instance(row, dialledStage)) return 'reset';
    }
    if (net.stations[hop]!.claim(table.pending(row)) !== null) return 'silent';
    this.enterAgain(row, hop, table.pending(row));
    return 'resumed';
  }

  private enterAgain(row: number, hop: number, instance: number): void {
    const { net } = this;
    net.table.setInstance(row, hop, instance);
    this.walk.countOpened(row, hop);
    if (net.balancers[hop] !== null) this.walk.countOpened(row, net.plan.hops[hop]!.dialledStage);
  }
}
