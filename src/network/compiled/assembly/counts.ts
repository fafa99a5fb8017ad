/**
 * How many connections there are, were at most, and have been. All that have their place at the hop are established, and
 * where no flow outlives its connection there are as many flows: `CompiledLoop` sees to it.
 */
import { books, CLIENT_HOLD, FLOW_HOLD, ringAt, TUPLE_HOLD } from './books';
import { addUpAddresses } from './ports';
import { waitingBeyond } from './queue';
import { drawsPorts, hasPool, holdsClientPorts, holdsFlows, holdsTuples, sumsAddresses, tracksFlows } from './settings';
import { addI32 } from './words';

/** Flows that the hop keeps. */
@inline
export function flows(): i32 {
  return tracksFlows ? books.concurrent + held(holdsFlows, FLOW_HOLD) + books.flowsBeyond : 0;
}

/** Client ports that are taken. */
@inline
export function portsTaken(): i32 {
  return books.concurrent + held(holdsClientPorts, CLIENT_HOLD) + books.portsBeyond;
}

/** Ports of the pool that are taken. */
@inline
export function poolTaken(): i32 {
  return books.concurrent + held(holdsTuples, TUPLE_HOLD) + books.poolBeyond;
}

@inline
function held(holds: i32, ring: i32): i32 {
  return holds ? ringAt(ring).size : 0;
}

/** One connection more. */
@inline
export function countOpened(): void {
  integrate();
  const concurrent = books.concurrent + 1;
  books.concurrent = concurrent;
  if (tracksFlows & holdsFlows) noteFlows(flows());
  if (concurrent <= books.peakConcurrent) return;
  books.peakConcurrent = concurrent;
  books.peakConcurrentAtSec = books.nowSec;
}

/** A client takes its place at the hop, and loses it since there is no port for it. */
export function passHop(): void {
  noteHopOpen(books.concurrent + 1);
  if (tracksFlows) noteFlows(flows() + 1);
}

function noteHopOpen(open: i32): void {
  if (open > books.peakHopOpen) books.peakHopOpen = open;
}

@inline
function noteFlows(flows: i32): void {
  if (flows > books.peakFlows) books.peakFlows = flows;
}

@inline
export function integrate(): void {
  books.connectionSeconds += <f64>books.concurrent * (books.nowSec - books.changedAtSec);
  books.changedAtSec = books.nowSec;
}

/** What the loop finds at its call. */
let concurrentBefore: i32 = 0;
let numberBefore: i32 = 0;
let beyondBefore: i32 = 0;

export function beginCounting(): void {
  concurrentBefore = books.concurrent;
  numberBefore = books.number;
  beyondBefore = waitingBeyond();
  books.otherEvents = 0;
  books.retransmitted = 0;
  books.foundRoom = 0;
  books.sureToPass = 0;
}

/** What need not be counted, as it follows from the rest. */
export function endCounting(): void {
  const arrived = books.number - numberBefore;
  books.attempts += arrived;
  books.came += arrived;
  books.established = books.concurrent - concurrentBefore + books.closed;
  addI32(books.afterRetransmits, 0, books.established - books.retransmitted);
  books.size += books.established - books.closed + books.otherEvents - (waitingBeyond() - beyondBefore);
  if (drawsPorts) books.examined = books.established;
  if (hasPool & sumsAddresses) addUpAddresses();
  noteHopOpen(books.peakConcurrent);
  if (tracksFlows & ~holdsFlows) noteFlows(books.peakConcurrent);
}
