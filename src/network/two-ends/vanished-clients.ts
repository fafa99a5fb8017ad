import { KeyedStream } from '../../engine/random.ts';
import { NOBODY } from '../connections/closer.ts';
import { NOTHING } from '../connections/connection-in-hand.ts';
import type { Connections } from '../connections/connections.ts';
import { LOST } from '../connections/event-kinds.ts';
import type { NetworkState } from '../network-state.ts';
import type { RunCounters } from '../results/run-counters.ts';
import type { PathWalk } from '../set-up/walk.ts';
import type { FarEnds } from './far-ends.ts';
import { type HalfOpenConnections, VANISHED } from './half-open-connections.ts';
import type { SilentRun } from './lost-connections.ts';
import type { SessionPackets } from './session-packets.ts';

/** Clients that leave without a word: nobody closes, so the path and the server keep what they have until a timeout. */
export class VanishedClients {
  private readonly run: SilentRun;
  private readonly net: NetworkState;
  private readonly connections: Connections;
  private readonly walk: PathWalk;
  private readonly counters: RunCounters;
  private readonly packets: SessionPackets;
  private readonly farEnds: FarEnds;
  private readonly halfOpen: HalfOpenConnections;
  /** Of each population; null where every session ends in order. */
  private readonly draws: readonly (KeyedStream | null)[];

  constructor(
    run: SilentRun,
    walk: PathWalk,
    halfOpen: HalfOpenConnections,
    packets: SessionPackets,
    farEnds: FarEnds,
  ) {
    const { net } = run;
    this.run = run;
    this.net = net;
    this.connections = net.connections;
    this.walk = walk;
    this.counters = run.counters;
    this.packets = packets;
    this.farEnds = farEnds;
    this.halfOpen = halfOpen;
    this.draws = net.groups.map(({ settings: { session } }, population) =>
      session.vanishShare > 0 ? new KeyedStream(run.seed, 'vanishing', population) : null,
    );
  }

  /** Whether the client in hand ends its session without a word: the same for every seed, client and session. */
  vanishes({ population, number, session }: Connections['hand']): boolean {
    const draws = this.draws[population]!;
    if (draws === null) return false;
    draws.rekey(number, session);
    return draws.nextDouble() < this.net.groups[population]!.settings.session.vanishShare;
  }

  /** The client in hand, whose session ends now, is gone; it comes back by its policy. */
  vanish(): void {
    const { connections, farEnds, run } = this;
    const { hand, table } = connections;
    hand.startSec = run.timeSec;
    this.net.tracer?.note(hand, { kind: 'vanished' });
    const heardSec = this.packets.lastSec(run.timeSec);
    const endsSec = Math.max(run.timeSec, farEnds.endsSec(0, run.timeSec));
    const row = this.halfOpen.leaveFrom(0, endsSec);
    table.setNote(row, VANISHED);
    table.setStartSec(row, heardSec);
    if (this.packets.speaks === 'client') this.forgetNext(row, heardSec, run.timeSec);
    this.counters.vanishedOne();
    run.finish('vanished', NOBODY);
  }

  /** A flow table on the way has not seen a packet for its time. */
  forgetFlows(row: number): void {
    const { connections, net, run } = this;
    const { hand, table } = connections;
    table.load(row, hand);
    const silentSec = run.timeSec - hand.startSec + 1e-9;
    net.plan.hops.forEach(({ settings: { tracksFlows, flowTable } }, hop) => {
      if (tracksFlows && flowTable.establishedSec <= silentSec) this.walk.forgetAt(hop);
    });
    table.save(row, hand);
    const heardSec = hand.startSec;
    hand.clearClaims();
    this.forgetNext(row, heardSec, run.timeSec);
  }

  private forgetNext(row: number, heardSec: number, afterSec: number): void {
    let nextSec = Infinity;
    for (const { index, settings } of this.net.plan.hops) {
      const { tracksFlows, flowTable } = settings;
      const forgetsSec = heardSec + flowTable.establishedSec;
      const isThere = this.connections.table.instance(row, index) !== NOTHING;
      if (tracksFlows && isThere && forgetsSec >= afterSec) nextSec = Math.min(nextSec, forgetsSec);
    }
    if (nextSec < Infinity) this.connections.schedule(nextSec, LOST, row);
  }
}
