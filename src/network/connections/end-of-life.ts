import type { NetworkState } from '../network-state.ts';
import type { CloseReason } from '../results/run-result.ts';
import { CLOSED_BY_CLIENT } from './closer.ts';
import { NOTHING } from './connection-in-hand.ts';

/** What ends a connection when its time is over, and who closes it first. */
export interface End {
  readonly reason: CloseReason;
  readonly closer: number;
}

/** Ends of connections that nothing has cut before. */
export class EndOfLife {
  private readonly net: NetworkState;
  private readonly byClient: End = { reason: 'lifetime', closer: CLOSED_BY_CLIENT };
  private readonly byServers: End;

  constructor(net: NetworkState) {
    this.net = net;
    this.byServers = { reason: 'lifetime', closer: net.backends };
  }

  /** Of the connection in hand. */
  ofHand(): End {
    const { hand } = this.net.connections;
    const group = this.net.groups[hand.population]!;
    const station = group.agedOutAt(hand);
    if (station !== NOTHING) return { reason: 'max-age', closer: station };
    return group.settings.session.closes === 'client' ? this.byClient : this.byServers;
  }
}
