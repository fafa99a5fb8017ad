import { NOBODY } from '../connections/closer.ts';
import { type ConnectionInHand, NOTHING } from '../connections/connection-in-hand.ts';
import type { NetworkState } from '../network-state.ts';
import type { PathWalk } from '../set-up/walk.ts';
import type { SessionPackets } from './session-packets.ts';

/** The servers' side of connections of which nobody tells it that they are over. */
export class FarEnds {
  private readonly net: NetworkState;
  private readonly hand: ConnectionInHand;
  private readonly walk: PathWalk;
  private readonly packets: SessionPackets;
  private readonly idleFromSec: Float64Array;

  constructor(net: NetworkState, walk: PathWalk, packets: SessionPackets) {
    const { path, backends } = net.plan.scenario;
    this.net = net;
    this.hand = net.connections.hand;
    this.walk = walk;
    this.packets = packets;
    this.idleFromSec = new Float64Array(net.stations.length + 1).fill(Infinity);
    [...path, backends].forEach(({ limits }, station) => {
      for (let from = 0; from <= station; from++)
        this.idleFromSec[from] = Math.min(this.idleFromSec[from]!, limits.idleTimeoutSec);
    });
  }

  /** Whether the connection in hand still has its places at the servers' side. */
  get isThere(): boolean {
    return this.hand.instances[this.net.backends] !== NOTHING;
  }

  /** When the stages from one on have had enough of a silent connection, or of an old one. */
  endsUnheardSec(fromStation: number, lastHeardSec: number): number {
    const ageSec = this.net.groups[this.hand.population]!.ageLimitFrom(this.hand, fromStation);
    return Math.min(lastHeardSec + this.idleFromSec[fromStation]!, this.packets.establishedSec() + ageSec);
  }

  /** When what is left from a stage on ends whose client answers nothing after a time. */
  endsSec(fromStation: number, afterSec: number): number {
    const { packets } = this;
    const lastHeardSec = packets.lastSec(afterSec);
    if (packets.speaks === 'client') return this.endsUnheardSec(fromStation, lastHeardSec);
    // What a server sends again keeps the idle timers from firing.
    const gaveUpSec = packets.nextSec(afterSec) + packets.patienceSec;
    return Math.min(gaveUpSec, this.endsUnheardSec(fromStation, gaveUpSec));
  }

  /** The first idle timeout of the stages before one, counted from 0. */
  idleBeforeSec(station: number): { readonly station: number; readonly afterSec: number } {
    let first = { station: NOBODY, afterSec: Infinity };
    for (let before = 0; before < station; before++) {
      const afterSec = this.net.plan.hops[before]!.settings.limits.idleTimeoutSec;
      if (afterSec < first.afterSec) first = { station: before, afterSec };
    }
    return first;
  }

  /** Gives back what the connection in hand has from a station on. */
  release(fromStation: number): void {
    for (let station = fromStation; station <= this.net.backends; station++)
      this.walk.releaseStation(station, NOBODY);
    this.hand.clearClaimsFrom(fromStation);
  }
}
