/**
 * What the loop and the rest of the engine have in common: numbers at fixed places, and where the arrays lie. The engine
 * writes them before it calls the loop and reads them after it; `compile.ts` tells it the places. Addresses are bytes
 * of the memory, times are seconds of simulated time.
 */

/** First byte of the books, and of the rings behind them. */
export const BOOKS_AT: usize = 1024;
export const RINGS_AT: usize = 2048;

@unmanaged
export class Books {
  nowSec: f64;
  /** Of the next arrival; Infinity where none comes. */
  arrivalSec: f64;
  /** Of the next event that lies in the present bucket of the queue; its end where it has none left. */
  headSec: f64;
  bucketEndSec: f64;
  /** The earliest of those that came late into the present bucket; Infinity where there is none. */
  lateSec: f64;
  /** When the next hold ends, and when the next timer fires. */
  holdSec: f64;
  timerSec: f64;
  /** The last instant of the call; and up to when the queue and arrivals may go on: until then, and until a timer fires. */
  lastSec: f64;
  untilSec: f64;
  bucketsPerSec: f64;
  horizonSec: f64;
  durationSec: f64;
  ticksPerSec: f64;
  secPerTick: f64;
  patienceSec: f64;
  connectionSeconds: f64;
  changedAtSec: f64;
  peakConcurrentAtSec: f64;
  cameSec: f64;
  leftSec: f64;
  openedTicks: f64;
  endedSec: f64;
  longestSetUpSec: f64;
  latePushed: f64;
  /** When the last arrival comes that was drawn, their rate, and what the law of lifetimes has. */
  poissonSec: f64;
  arrivalsPerSec: f64;
  lifetimeMeanSec: f64;
  lifetimeMu: f64;
  lifetimeSigma: f64;

  /** Events that the call has processed, and how many timers the last one was. */
  events: i32;
  firedTogether: i32;

  // The population.
  at: i32;
  number: i32;
  clients: i32;
  addresses: i32;
  clientPorts: i32;
  clientTaken: u32;
  /** Whether the loop draws the times of arrivals itself, and the number of the first of the present block. */
  drawsTimes: i32;
  blockFirst: i32;
  arrivalState: u32;
  lifetimeKeys: u32;
  addressKeys: u32;
  layerScale: u32;
  layerInside: u32;
  layerDensity: u32;
  normalScale: u32;
  normalInside: u32;
  normalDensity: u32;
  fractionalPowers: u32;
  blockTimes: u32;
  blockAddresses: u32;
  blockLifetimes: u32;
  draws: u32;
  /** What is foretold of the arrivals of the block: when they close, the bucket of that, the tick of their opening. */
  blockCloses: u32;
  blockBuckets: u32;
  blockTicks: u32;
  attempts: i32;
  established: i32;
  reconnects: i32;
  closed: i32;
  came: i32;
  gone: i32;
  waiting: i32;
  connecting: i32;
  concurrent: i32;
  peakConcurrent: i32;
  /** How many more client ports are taken than by connections that are established and by holds: of those in set-up. */
  portsBeyond: i32;
  peakPortsTaken: i32;
  peakPortsOneAddress: i32;
  bins: u32;
  lastBin: i32;
  firstBin: i32;
  afterRetransmits: u32;
  /** Clients that are established after SYNs that were sent again. */
  retransmitted: i32;

  /** Below what clients wait before they try again, by their failures in a row. */
  ceilings: u32;
  retryState: u32;

  // The hop: its own place, its flow table, its ports.
  hopOpenLimit: i32;
  peakHopOpen: i32;
  /** How many more flows the hop has than connections are established and flows held. */
  flowsBeyond: i32;
  flowLimit: i32;
  peakFlows: i32;
  /** Where the loop draws ports itself: the range and its bitmap. */
  portRange: u32;
  portWordsEach: i32;
  portSummaryEach: i32;
  /** Where more ports of a space are taken, none is drawn until one is free. */
  mostTakenToDraw: i32;
  poolAddresses: i32;
  destinations: i32;
  turn: i32;
  fullSpaces: i32;
  spaces: i32;
  spaceCapacity: i32;
  examined: i32;
  /** How many more ports of the pool are taken than connections have and are held. */
  poolBeyond: i32;
  peakPoolTaken: i32;
  peakTakenOneSpace: i32;
  spaceTaken: u32;
  portWords: u32;
  portSummary: u32;
  portState: u32;
  takenByAddress: u32;
  heldByAddress: u32;
  addressOfSpace: u32;
  destinationOfSpace: u32;

  // The backends.
  backendOpen: u32;
  backendAccepted: u32;
  /** Connections of which it is certain that every backend still takes them. */
  backendRoom: i32;
  /** Attempts that no limit was in the way of when last looked, and how many of them are left. */
  foundRoom: i32;
  sureToPass: i32;
  peakBackendOpen: i32;
  peakBackendAccepted: i32;
  answeredAt: u32;
  picksUniformly: i32;
  lowestLevel: i32;
  lowestUsable: i32;
  levelRoom: i32;
  levelOf: u32;
  beforeInLevel: u32;
  afterInLevel: u32;
  firstOfLevel: u32;
  lastOfLevel: u32;
  openFrom: u32;
  slots: u32;
  slotCount: i32;
  pickState: u32;

  // The queue.
  bucket: i32;
  bucketCount: i32;
  size: i32;
  /** Events of the queue beyond those of connections: pushes less pops in this call. */
  otherEvents: i32;
  nowNext: i32;
  nowEnd: i32;
  nowCapacity: i32;
  chunkCount: i32;
  chunkCapacity: i32;
  freeChunk: i32;
  spentChunk: i32;
  lateChunk: i32;
  lateInChunk: i32;
  lateSize: i32;
  lateCapacity: i32;
  words: u32;
  headChunk: u32;
  countInBucket: u32;
  nextChunk: u32;
  nowTime: u32;
  nowAt: u32;
  sortAt: u32;
  slotEnd: u32;
  /** What was read to bring it near. */
  touched: i32;
  lateTime: u32;
  lateAt: u32;
  lateKind: u32;
  lateOrder: u32;

  /** The rings whose entries are due next. */
  holdRing: u32;
  timerRing: u32;

  // Connections in set-up.
  /** Why the hop drops SYNs, how many, and how many clients gave up for it: all ports are leased, or its flow table is full. */
  portCause: i32;
  portDrops: i32;
  portFailures: i32;
  flowCause: i32;
  flowDrops: i32;
  flowFailures: i32;
  syns: i32;
  /** Of the times that a SYN is sent again: how many have had a timer so far. */
  synsInUse: i32;
  retransmitSec: u32;
  retransmitSlotSec: u32;
  rows: i32;
  rowCapacity: i32;
  rowStride: i32;
  freeRows: i32;
  rowCells: u32;
  freeRow: u32;
}

export const books = changetype<Books>(BOOKS_AT);

/** Kinds of events of the queue, as `connections/event-kinds.ts` numbers them. */
export const CLOSE = 0;
export const ABANDON = 5;
export const RETRY = 6;

/** Arrivals that are drawn at a time. */
export const ARRIVAL_BLOCK = 256;

/** Entries that end a constant time after they began, as in `hold-ring.ts`. */
@unmanaged
export class Ring {
  nextEndSec: f64;
  lastEndSec: f64;
  delaySec: f64;
  /** Of a kernel timer, which ends with its slot; else 0. */
  slotSec: f64;
  endSec: u32;
  entry: u32;
  tag: u32;
  first: i32;
  size: i32;
  mask: i32;
}

/** What is held after a close: the client's port, the hop's, the flow entry. In the order in which they end at one instant. */
export const CLIENT_HOLD = 0;
export const TUPLE_HOLD = 1;
export const FLOW_HOLD = 2;
/** Timers of clients that wait: their patience, and behind it each time that a SYN is sent again. */
export const PATIENCE = 3;
export const RESENDS = 4;

export function ringAt(index: i32): Ring {
  return changetype<Ring>(RINGS_AT + <usize>index * offsetof<Ring>());
}

/** Why the loop has come back: the boundary or the number of events is reached. */
export const DONE = 0;
/** The next event is not an ordinary one. */
export const NOT_ORDINARY = 1;
/** An array is full, and nothing is changed yet. */
export const NO_ROOM = 2;
