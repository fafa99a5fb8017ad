import type { Side } from '../../scenario/scenario.ts';
import type { ConnectionInHand } from '../connections/connection-in-hand.ts';
import type { NetworkState } from '../network-state.ts';
import { packetsOf } from './idle-timeout.ts';
import { RETRANSMISSION_LIMIT_SEC } from './retransmission.ts';

/** When the ends of a connection send: heartbeats and messages, whichever come more often, evenly spaced: a jitter does not count here. */
interface Packets {
  readonly gapSec: number;
  readonly speaks: Side;
  /** How long the speaker waits for an answer. */
  readonly patienceSec: number;
}

/** What the connection in hand, whose life ends at `startSec`, has sent and will send if nobody stops it. */
export class SessionPackets {
  private readonly net: NetworkState;
  private readonly hand: ConnectionInHand;
  private readonly byPopulation: readonly Packets[];

  constructor(net: NetworkState) {
    this.net = net;
    this.hand = net.connections.hand;
    this.byPopulation = net.groups.map(({ settings }) => {
      const { silenceSec, speaks } = packetsOf(settings);
      const patienceSec = Math.min(settings.session.heartbeatTimeoutSec, RETRANSMISSION_LIMIT_SEC);
      return { gapSec: silenceSec, speaks, patienceSec };
    });
  }

  get speaks(): Side {
    return this.packets.speaks;
  }

  /** How long the speaker waits for an answer, until the application or TCP gives up. */
  get patienceSec(): number {
    return this.packets.patienceSec;
  }

  /** Whether it is the application that gives up, and not TCP. */
  get isWatched(): boolean {
    return this.packets.patienceSec < RETRANSMISSION_LIMIT_SEC;
  }

  /** How long the connection lasts was drawn when it was established, and is the same when it is drawn again. */
  establishedSec(): number {
    this.net.groups[this.hand.population]!.drawLifetime(this.hand);
    return this.hand.startSec - this.hand.lifetimeSec;
  }

  /** The first packet after a time; Infinity where none comes. */
  nextSec(afterSec: number): number {
    const { gapSec } = this.packets;
    if (gapSec === Infinity) return Infinity;
    const fromSec = this.establishedSec();
    return Math.max(afterSec, fromSec + (Math.floor((afterSec - fromSec) / gapSec) + 1) * gapSec);
  }

  /** The last one before a time; the connection's set-up counts. */
  lastSec(beforeSec: number): number {
    const { gapSec } = this.packets;
    const fromSec = this.establishedSec();
    return gapSec === Infinity ? fromSec : fromSec + Math.floor((beforeSec - fromSec) / gapSec) * gapSec;
  }

  /** The one before another. */
  beforeSec(packetSec: number): number {
    return packetSec - this.packets.gapSec;
  }

  private get packets(): Packets {
    return this.byPopulation[this.hand.population]!;
  }
}
