/** What instances can carry, as a validated scenario has it: every default filled in, `Infinity` for no limit. */

/** What one instance of a hop, or one backend, can carry. */
export interface Limits {
  readonly admission: Admission;
  readonly maxConnections: number;
  readonly fileDescriptors: number;
  /** Descriptors of the process that no connection can have: listeners, logs, epoll. */
  readonly reservedDescriptors: number;
  readonly memoryBytes: number;
  readonly memoryPerConnectionBytes: number;
  /** Sockets of one instance in TIME_WAIT at the same time; beyond it a closed one is gone at once. */
  readonly maxTimeWait: number;
  /** Connections that wait to be accepted; Linux admits one more than the backlog. */
  readonly backlog: number;
  /** Connections whose SYN was answered and whose ACK has not come; Infinity: SYN cookies need no room. */
  readonly synBacklog: number;
  /** A connection that finds the accept queue full when its ACK comes is reset (`tcp_abort_on_overflow`). */
  readonly abortOnOverflow: boolean;
  readonly acceptsPerSec: number;
  /** Full handshakes of one instance, with all its workers. */
  readonly handshakesPerSec: number;
  readonly handshake: HandshakeWork;
  /** A connection without traffic for this long is cut. */
  readonly idleTimeoutSec: number;
  /** A connection that is this old is closed by the stage, for each one a little earlier or later (see below). */
  readonly maxAgeSec: number;
  /** The age is drawn evenly from (1 - spread) to (1 + spread) times the limit. */
  readonly maxAgeSpread: number;
}

/** How the work of TLS handshakes is done, where their rate is limited. */
export interface HandshakeWork {
  /**
   * Where a connection waits for its handshake. `process`: the process has accepted it. `backlog`: an event loop accepts
   * only what it gets to, so it waits in the kernel's accept queue (nginx, HAProxy).
   */
  readonly queue: 'process' | 'backlog';
  /** Handshakes that one instance works on at the same time. */
  readonly workers: number;
  readonly times: 'constant' | 'exponential';
  /** Work on a handshake whose client has left before it began, over that of a good one. */
  readonly abandonedCost: number;
  /** Share of the attempts that resume a session, of clients that have been connected before. */
  readonly resumed: number;
  /** Work on a resumed handshake over that of a full one. */
  readonly resumedCost: number;
}

/** A token bucket: a new connection takes a token, and one that finds none is refused. */
export interface Admission {
  /** Tokens that come in a second, evenly; Infinity: nobody is refused. */
  readonly ratePerSec: number;
  /** Tokens that the bucket holds, and begins with. */
  readonly burst: number;
  /** How long a refused client is told to stay away; 0: it is told nothing. */
  readonly retryAfterSec: number;
  /** `reset`: with an answer. `drop`: with none, so that the SYN is sent again. */
  readonly refusal: 'reset' | 'drop';
}
