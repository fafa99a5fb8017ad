/**
 * How many connections there are, were at most, and have been. All that have their place at the hop are established, and
 * where no flow outlives its connection there are as many flows: `CompiledLoop` sees to it.
 */
import { books } from './books';
import { drawsPorts, holdsFlows, tracksFlows } from './settings';
import { addI32 } from './words';

/** Flows that the hop keeps. */
@inline
export function flows(): i32 {
  return tracksFlows ? books.concurrent + books.flowsBeyond : 0;
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

export function beginCounting(): void {
  concurrentBefore = books.concurrent;
  numberBefore = books.number;
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
  if (drawsPorts) books.examined = books.established;
  noteHopOpen(books.peakConcurrent);
  if (tracksFlows & ~holdsFlows) noteFlows(books.peakConcurrent);
}
