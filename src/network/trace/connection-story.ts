/** What a replay tells about one client: plain data, so that it can cross a worker boundary. */
import type { DialledEnd, SourceEnd, TraceStep } from './trace-step.ts';

/** What is seen on one stretch of the path; the replies have both ends exchanged. */
export interface TracedTuple {
  readonly source: SourceEnd;
  readonly destination: DialledEnd;
}

export interface StoryEntry {
  readonly timeSec: number;
  /** Which of the client's connections it is about, from 0. */
  readonly session: number;
  /** Failed attempts in a row before this one. */
  readonly attempts: number;
  readonly step: TraceStep;
  /**
   * The stretches of the path from the clients to the backends, one more than there are hops, as far as the attempt or the
   * connection has come: index into `ConnectionStory.paths`.
   */
  readonly path: number;
}

/** How far an attempt has come: null on stretches and at stations that it has not reached. */
export interface TracedPath {
  readonly tuples: readonly (TracedTuple | null)[];
  /** Instance of each station, the hops first, then the backends. */
  readonly instances: readonly (number | null)[];
}

export interface ConnectionStory {
  readonly population: number;
  readonly number: number;
  readonly entries: readonly StoryEntry[];
  readonly paths: readonly TracedPath[];
  /** Later entries, of a client that has more to tell than is kept. */
  readonly omitted: number;
  /** Clients of its population that have come. */
  readonly arrived: number;
}

/** Which client is followed: one by its number, any by a draw of 0..1, or the first one with such an outcome. */
export type StoryWish =
  | { readonly by: 'number'; readonly population: number; readonly number: number }
  | { readonly by: 'draw'; readonly draw: number }
  | { readonly by: 'outcome'; readonly outcome: StoryOutcome };

/** An attempt that fails; an established connection that is ended by something else than its own lifetime; a SYN that is dropped. */
export type StoryOutcome = 'failed' | 'cut' | 'dropped';
