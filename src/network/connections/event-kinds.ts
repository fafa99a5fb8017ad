/**
 * Kinds of queued events, in the order in which they go at one instant: closes release, then others claim. The
 * connection of an event lies packed in it, or in a row that it names.
 */
/** Packed: the lifetime of an established connection ends. */
export const CLOSE = 0;
/** The same of one that a flow table has forgotten, in its row. */
export const FORGOTTEN_CLOSE = 1;
/** Packed: an established connection was silent for too long. */
export const IDLE_CUT = 2;
/** Packed: an instance that drains closes it. */
export const DRAIN_CLOSE = 3;
export const SET_UP = 4;
export const ABANDON = 5;
/** Packed: a client without a connection tries again. */
export const RETRY = 6;
/** A forgotten connection sends its next packet; its packets have gone unanswered for too long. */
export const SPEAK = 7;
export const UNANSWERED = 8;
/** What is left of a connection ends; a flow table forgets a half-closed one. */
export const REMNANT_END = 9;
export const REMNANT_FORGET = 10;

/** Packed: an end of an established connection has had no answer for too long. */
export const GIVE_UP = 11;
/** Something is due of a connection that the path has lost, or of one whose client has left without a word. */
export const LOST = 12;

/** The servers' side of a connection that the path has lost has had enough. */
export const FAR_END = 13;

/** Whether the connection of an event of that kind lies packed in it. */
export function isPacked(kind: number): boolean {
  return kind === CLOSE || kind === IDLE_CUT || kind === DRAIN_CLOSE || kind === RETRY || kind === GIVE_UP;
}

const ESTABLISHED_KINDS = (1 << CLOSE) | (1 << IDLE_CUT) | (1 << DRAIN_CLOSE) | (1 << GIVE_UP);

/** Whether an event of that kind has an established connection packed in it. */
export function isOfEstablished(kind: number): boolean {
  return ((ESTABLISHED_KINDS >>> kind) & 1) === 1;
}
