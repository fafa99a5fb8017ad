/** Who chooses servers, and what they choose by: parts of a scenario that belong to clients and hops. */

/** The ring of a consistent hash, on which each server has points and each key a place. */
export interface Ring {
  /** Points of a server of weight 1; one of weight w has w times as many. */
  readonly points: number;
  /** Which server a key belongs to: that of the first point at or after it, or of the nearest one on either side. */
  readonly pick: 'next' | 'nearest';
}

/** Names that clients resolve, and whose answers are kept. */
export interface DnsCache {
  /** How long an answer is used again; 0: every attempt asks anew. */
  readonly ttlSec: number;
  /** Caches that the population's addresses share evenly. */
  readonly resolvers: number;
}

/** The processes of a proxy; each chooses servers for itself and knows its own connections alone. */
export interface Workers {
  readonly count: number;
  /** Of all of them together, without that of connections. */
  readonly memoryBytes: number;
}

/** How a proxy is reloaded. */
export interface Reload {
  readonly everySec: number;
  readonly times: number;
  /** How long old processes live at most; then what is left on them is reset. Infinity: until their last connection is gone. */
  readonly shutdownTimeoutSec: number;
}
