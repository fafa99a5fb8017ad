/** What can be told of one client's connections while a run is replayed: plain data, as the run itself decides it. */
import type { CloseReason, ResourceId, StationKey } from '../results/run-result.ts';
import type { SpeakOutcome } from '../two-ends/speak-outcome.ts';

/** Stands for the clients where a step names a station by its index: hops from 0, then the backends. */
export const AT_CLIENT = -1;

/** Who a step is about: a client of a population, its n-th connection, and how many attempts have failed in a row. */
export interface TracedClient {
  readonly population: number;
  /** Index of the client in its population, or number of the arrival. */
  readonly number: number;
  readonly session: number;
  readonly attempts: number;
}

/** A source address with the port that was leased there. */
export interface SourceEnd {
  readonly station: StationKey;
  /** Index of the address among all of the station. */
  readonly address: number;
  /** Null where the run only counts the ports of so many addresses. */
  readonly port: number | null;
  /** Index of the destination that the port is leased toward; null where it is taken toward all of them. */
  readonly destination: number | null;
}

/** An address and port that is dialled, of one instance of a stage. */
export interface DialledEnd {
  /** Index of the station. */
  readonly station: number;
  readonly instance: number;
  readonly address: number;
  readonly port: number;
}

/** What a set-up waits for. */
export type WaitedFor =
  | 'round-trip'
  | 'accept-queue'
  | 'file-descriptors'
  | 'handshakes'
  | 'syn-timer'
  | 'data-timer'
  | 'patience';

/** What stays taken after its connection. */
export type HeldThing = 'client-port' | 'port' | 'flow-entry' | 'unanswered-entry';

interface Refusal {
  readonly station: number;
  /** Null where none was picked. */
  readonly instance: number | null;
  readonly resource: ResourceId;
}

/** All times are of the run, in seconds; Infinity where something waits or stays without end. */
export type TraceStep =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'attempt' }
  /** The client has leased a port of its own and sends its SYN. */
  | { readonly kind: 'dialled'; readonly source: SourceEnd; readonly destination: DialledEnd }
  /** The SYN has come to an instance, which has a place for it. */
  | { readonly kind: 'reached'; readonly station: number; readonly instance: number }
  /** A hop has picked where it goes next, and leased a port where it has addresses of its own. */
  | {
      readonly kind: 'forwarded';
      readonly station: number;
      readonly source: SourceEnd | null;
      readonly destination: DialledEnd;
    }
  /** A proxy could not connect, and tries again. */
  | ({ readonly kind: 'try-refused' } & Refusal)
  | ({ readonly kind: 'dropped' } & Refusal)
  /** The station has answered the SYN, and had no room for the ACK. */
  | ({ readonly kind: 'ack-lost' } & Refusal)
  | ({ readonly kind: 'refused' } & Refusal)
  | {
      readonly kind: 'waits';
      readonly station: number;
      readonly for: WaitedFor;
      readonly untilSec: number;
    }
  /** @see ConnectionInHand.retransmits */
  | { readonly kind: 'sent-again'; readonly station: number; readonly retransmits: number }
  | ({ readonly kind: 'gave-up' } & Omit<Refusal, 'instance'>)
  /** The attempt has failed: what the failure ledger counts. */
  | ({ readonly kind: 'failed' } & Omit<Refusal, 'instance'>)
  | { readonly kind: 'tries-again'; readonly delaySec: number; readonly atSec: number }
  | { readonly kind: 'gone' }
  /** With when its life ends, unless something cuts it before. */
  | { readonly kind: 'established'; readonly endsSec: number }
  | { readonly kind: 'forgotten'; readonly station: number; readonly afterSec: number }
  | { readonly kind: 'lost'; readonly station: number; readonly loss: CloseReason }
  | {
      readonly kind: 'spoke';
      readonly station: number;
      readonly by: 'client' | 'server';
      readonly outcome: SpeakOutcome;
    }
  | { readonly kind: 'vanished' }
  /** @see CloseReason; `closer` is a station, `AT_CLIENT`, or null where nobody closes in order. */
  | { readonly kind: 'closed'; readonly reason: CloseReason; readonly closer: number | null }
  | {
      readonly kind: 'held';
      readonly what: HeldThing;
      readonly station: number;
      readonly source: SourceEnd | null;
      readonly untilSec: number;
    }
  /** What was left of a closed connection at one end is over. */
  | { readonly kind: 'remnant-ended' };

/** Is told every step of every client while a run is traced; it looks and changes nothing. */
export interface ConnectionTracer {
  note(who: TracedClient, step: TraceStep): void;
}
