import type { ConnectionInHand } from '../connections/connection-in-hand.ts';
import type { Connections } from '../connections/connections.ts';
import type { NetworkState } from '../network-state.ts';
import { retryAfterByCause } from '../results/failure-ledger.ts';
import type { RunCounters } from '../results/run-counters.ts';
import type { ClientGroup } from './client-group.ts';

/** Clients in hand that have had a connection, or have failed to get one: they wait for the next try, or leave. */
export class ComingBack {
  private readonly net: NetworkState;
  private readonly counters: RunCounters;
  private readonly connections: Connections;
  private readonly hand: ConnectionInHand;
  /** Of each cause of failure. */
  private readonly retryAfterSec: Float64Array;

  constructor(net: NetworkState, counters: RunCounters) {
    this.net = net;
    this.counters = counters;
    this.connections = net.connections;
    this.hand = net.connections.hand;
    this.retryAfterSec = retryAfterByCause(counters.ledger.causes, net.stations);
  }

  /** The client in hand has had a connection; clients of a population want another one. */
  afterConnection(group: ClientGroup): void {
    if (!group.comesBack) return;
    this.hand.session += 1;
    this.hand.attempts = 0;
    this.hand.previousDelaySec = 0;
    this.comeBack(group, 0, 0);
  }

  /** The attempt of the client in hand has failed for that cause. */
  afterFailure(group: ClientGroup, cause: number): void {
    this.hand.attempts += 1;
    this.comeBack(group, this.hand.attempts, this.retryAfterSec[cause]!);
  }

  /** The client in hand waits for the next try, at least so long, or leaves for good. */
  private comeBack(group: ClientGroup, failures: number, atLeastSec: number): void {
    const { counters, hand, net } = this;
    const { nowSec } = net.clock;
    const delaySec = group.drawRetryDelay(hand, failures);
    if (delaySec >= 0) {
      const waitsSec = Math.max(delaySec, atLeastSec);
      group.waiting += 1;
      counters.waiting += 1;
      hand.untilSec = nowSec + waitsSec;
      net.tracer?.note(hand, { kind: 'tries-again', delaySec: waitsSec, atSec: hand.untilSec });
      this.connections.putClientAway();
      return;
    }
    net.tracer?.note(hand, { kind: 'gone' });
    if (!group.comesBack) return;
    group.gone += 1;
    group.lives.left(nowSec);
    counters.gone += 1;
  }
}
