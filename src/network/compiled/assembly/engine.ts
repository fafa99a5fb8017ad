/** What the loop asks the rest of the engine, which works on the same arrays: rules that need no second form. */

/** The times of the next block of arrivals. */
export declare function askForTimes(): void;
/** The backend that the hop picks. */
export declare function pick(): i32;
/** A backend has one connection more, or less, for who picks by that. */
export declare function opened(backend: i32): void;
export declare function closed(backend: i32): void;
/** Leases a port of a space that has a free one; the tuple. */
export declare function claimPort(space: i32): i32;
export declare function releasePort(tuple: i32): void;
/** How long the connection of that client and session lives. */
export declare function lifetimeOf(number: i32, session: i32): f64;
/** Seconds that a client waits after so many failures in a row; -1: it does not come back. */
export declare function retryDelaySec(failures: i32, previousSec: f64): f64;
