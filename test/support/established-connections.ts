import type { ConnectionInHand } from '../../src/network/connections/connection-in-hand.ts';
import type { NetworkState } from '../../src/network/network-state.ts';

/** Copies of all established connections of a run. */
export function establishedConnections(net: NetworkState): ConnectionInHand[] {
  const found: ConnectionInHand[] = [];
  net.connections.forEach((hand, state) => {
    if (state === 'established') found.push(hand.copy());
  });
  return found;
}
