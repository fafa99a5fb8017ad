/** Kinds of queued events, in the order in which they go at one instant: closes release, then others claim. */
export const CLOSE = 0;
export const IDLE_CUT = 1;
export const DRAIN_CLOSE = 2;
export const SET_UP = 3;
export const ABANDON = 4;
export const RETRY = 5;
/** A forgotten connection sends its next packet; its packets have gone unanswered for too long. */
export const SPEAK = 6;
export const UNANSWERED = 7;
/** What is left of a connection ends; a flow table forgets a half-closed one. */
export const REMNANT_END = 8;
export const REMNANT_FORGET = 9;
