import { leadsByHash } from '../../scenario/timeline.ts';
import { NOTHING } from '../connections/connection-in-hand.ts';
import type { NetworkState } from '../network-state.ts';
import type { HopPlan } from '../plan.ts';
import type { LostConnections } from './lost-connections.ts';

/**
 * A router that keeps no flow table leads every packet by a hash over the servers that are there. When they change, the packets
 * of many established connections reach a server that does not know them; nobody is told before the next one is sent.
 */
export class ReroutedFlows {
  private readonly net: NetworkState;
  private readonly lost: LostConnections;
  private readonly hops: readonly HopPlan[];
  /** What each station looked like when its connections were looked at last. */
  private readonly seen: { changes: number; present: number }[];

  constructor(net: NetworkState, lost: LostConnections) {
    this.net = net;
    this.lost = lost;
    this.hops = net.plan.hops.filter(({ settings }) => leadsByHash(settings));
    this.seen = net.stations.map(({ changes, present }) => ({ changes, present }));
  }

  /** Something may have changed who is there at a station. */
  after(station: number): void {
    const { changes, present } = this.net.stations[station]!;
    const seen = this.seen[station]!;
    if (seen.changes === changes && seen.present === present) return;
    this.seen[station] = { changes, present };
    for (const hop of this.hops) if (hop.dialledStage === station) this.reroute(hop);
  }

  private reroute({ index, dialledStage }: HopPlan): void {
    const { connections } = this.net;
    const { hand } = connections;
    for (const { at } of connections.establishedOf(null)) {
      connections.look(at);
      const led = this.net.pickSeenAt(hand, index, hand.instances[index]!);
      // Where nobody is up, packets find no way at all, and are sent again.
      if (led !== NOTHING && led !== hand.instances[dialledStage]) {
        connections.takeAway(at);
        this.lost.lose(index, 'rerouted');
      }
      hand.clearClaims();
    }
  }
}
