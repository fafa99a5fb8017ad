/** What has become of an attempt after a part of its walk. */
export const WALK_ESTABLISHED = 0;
export const WALK_WAITS = 1;
export const WALK_FAILED = 2;
export const WALK_DROPPED = 3;
/** Waits to be accepted until a descriptor is free, whenever that is. */
export const WALK_PAUSED = 4;
/** The ACK found the accept queue full and was lost; its sender will send again. */
export const WALK_OVERFLOWED = 5;
/** Has come through the queues of a station. */
export const PASSED = 6;
/** Has a place at a station. */
export const ENTERED = 7;
/** Its SYN was refused at a station's socket: `SocketQueues.refusedBy`. */
export const SYN_REFUSED = 8;
/** Its ACK was answered with a reset there. */
export const ACK_RESET = 9;
