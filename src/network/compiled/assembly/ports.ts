/** The ports of the hop's pool: `ports/source-pool.ts` and `tuple-space/random-spaces.ts`. */
import { books } from './books';
import { claimPort, releasePort } from './engine';
import { draw, drawBelow, peek, ports, preparePeeks } from './draw-ahead';
import { addI32, i32At, setI32 } from './words';

/** Whether every space has a free port; or none. */
export function hasPortsEverywhere(): bool {
  return books.fullSpaces == 0;
}

export function isExhausted(): bool {
  return books.fullSpaces == books.spaces;
}

/** Leases a port toward the backend's endpoint, where every space has one; the tuple. */
@inline
export function lease(destination: i32): i32 {
  const address = books.turn;
  books.turn = address + 1 < books.poolAddresses ? address + 1 : 0;
  const space = books.destinations == 1 ? address : address * books.destinations + destination;
  const tuple = books.drawsPorts ? takeRandom(space) : claimPort(space);
  const taken = i32At(books.spaceTaken, space);
  if (taken > books.peakTakenOneSpace) books.peakTakenOneSpace = taken;
  if (taken == books.spaceCapacity) books.fullSpaces += 1;
  addI32(books.takenByAddress, address, 1);
  if (++books.poolTaken > books.peakPoolTaken) books.peakPoolTaken = books.poolTaken;
  return tuple;
}

/** `claim` of `tuple-space/random-spaces.ts`, of a space that has a free port. */
@inline
function takeRandom(space: i32): i32 {
  const taken = i32At(books.spaceTaken, space);
  const free = <u64>(books.spaceCapacity - taken);
  const words = space * books.portWordsEach;
  const bit = free * free >= 4 * <u64>books.portRange ? anyFree(words) : nthFree(words, space, <u32>free);
  const word = words + (bit >> 5);
  const value = i32At(books.portWords, word) | (1 << (bit & 31));
  setI32(books.portWords, word, value);
  if (value == -1) markFull(space, bit >> 5);
  setI32(books.spaceTaken, space, taken + 1);
  books.examined += 1;
  return (space << books.spaceShift) | bit;
}

function markRoom(space: i32, word: i32): void {
  const at = space * books.portSummaryEach + (word >> 5);
  setI32(books.portSummary, at, i32At(books.portSummary, at) & ~(1 << (word & 31)));
}

function markFull(space: i32, word: i32): void {
  const at = space * books.portSummaryEach + (word >> 5);
  setI32(books.portSummary, at, i32At(books.portSummary, at) | (1 << (word & 31)));
}

/** Draws until a port is free. Looks at several draws before it asks which was the first: the answer to each could not be foretold. */
@inline
function anyFree(words: i32): i32 {
  let found: i32;
  do {
    preparePeeks(ports);
    found =
      isFree(words, 0) | (isFree(words, 1) << 1) | (isFree(words, 2) << 2) | (isFree(words, 3) << 3);
    if (found == 0) ports.at += TRIES;
  } while (found == 0);
  ports.at += ctz(found);
  return <i32>((<u64>draw(ports) * <u64>books.portRange) >> 32);
}

/** Draws that are looked at together. */
const TRIES = 4;

/** 1 where the draw after so many others gives a free port. */
@inline
function isFree(words: i32, draws: i32): i32 {
  const product = <u64>peek(ports, draws) * <u64>books.portRange;
  const bit = <i32>(product >> 32);
  const free = ~(i32At(books.portWords, words + (bit >> 5)) >> (bit & 31)) & 1;
  return free & <i32>(<u32>product >= books.leastPortDraw);
}

function nthFree(words: i32, space: i32, free: u32): i32 {
  let rank = drawBelow(ports, free);
  const groups = space * books.portSummaryEach;
  for (let group = 0; group < books.portSummaryEach; group++)
    for (let room = ~i32At(books.portSummary, groups + group); room != 0; room &= room - 1) {
      const word = (group << 5) + ctz(room);
      let bits = ~i32At(books.portWords, words + word);
      const count = popcnt(bits);
      if (rank >= count) {
        rank -= count;
        continue;
      }
      for (; rank > 0; rank--) bits &= bits - 1;
      return (word << 5) + ctz(bits);
    }
  return 0;
}

export function spaceOf(tuple: i32): i32 {
  return <i32>(<u32>tuple >> books.spaceShift);
}

/** The connection has closed, and its port stays taken. */
@inline
export function holdPort(tuple: i32): void {
  addI32(books.heldByAddress, i32At(books.addressOfSpace, spaceOf(tuple)), 1);
  books.poolHeld += 1;
}

@inline
export function releaseHeldPort(tuple: i32): void {
  addI32(books.heldByAddress, i32At(books.addressOfSpace, spaceOf(tuple)), -1);
  books.poolHeld -= 1;
  release(tuple);
}

@inline
export function release(tuple: i32): void {
  const space = spaceOf(tuple);
  const taken = i32At(books.spaceTaken, space);
  if (taken == books.spaceCapacity) books.fullSpaces -= 1;
  if (books.drawsPorts) {
    const bit = tuple & ((1 << books.spaceShift) - 1);
    const word = space * books.portWordsEach + (bit >> 5);
    const value = i32At(books.portWords, word);
    if (value == -1) markRoom(space, bit >> 5);
    setI32(books.portWords, word, value & ~(1 << (bit & 31)));
    setI32(books.spaceTaken, space, taken - 1);
  } else releasePort(tuple);
  addI32(books.takenByAddress, i32At(books.addressOfSpace, space), -1);
  books.poolTaken -= 1;
}
