/** The ports of the hop's pool: `ports/source-pool.ts` and `tuple-space/random-spaces.ts`. */
import { books } from './books';
import { poolTaken } from './counts';
import { claimPort, releasePort } from './engine';
import { belowAt, canPeek, drawBelow, drawBelowBound, PEEKS, ports } from './draw-ahead';
import { forgetRoom } from './room';
import { drawsPorts, isPerDestination, spaceShift, sumsAddresses } from './settings';
import { addI32, i32At, setI32 } from './words';

/** Whether no space has a free port. */
export function isExhausted(): bool {
  return books.fullSpaces == books.spaces;
}

/** Leases a port toward the backend's endpoint, where every space has one; the tuple. */
@inline
export function lease(destination: i32): i32 {
  const address = books.turn;
  books.turn = address + 1 < books.poolAddresses ? address + 1 : 0;
  const space = isPerDestination ? address * books.destinations + destination : address;
  const tuple = drawsPorts ? takeRandom(space) : claimPort(space);
  const taken = i32At(books.spaceTaken, space);
  if (taken > books.peakTakenOneSpace) books.peakTakenOneSpace = taken;
  if (taken == books.spaceCapacity) {
    books.fullSpaces += 1;
    forgetRoom();
  }
  if (!sumsAddresses) addI32(books.takenByAddress, address, 1);
  const all = poolTaken() + 1;
  if (all > books.peakPoolTaken) books.peakPoolTaken = all;
  return tuple;
}

/** `claim` of `tuple-space/random-spaces.ts`, of a space that has a free port. */
@inline
function takeRandom(space: i32): i32 {
  const taken = i32At(books.spaceTaken, space);
  const words = space * books.portWordsEach;
  const bit =
    taken <= books.mostTakenToDraw ? anyFree(words) : nthFree(words, space, <u32>(books.spaceCapacity - taken));
  const word = words + (bit >> 5);
  const value = i32At(books.portWords, word) | (1 << bit);
  setI32(books.portWords, word, value);
  if (value == -1) markFull(space, bit >> 5);
  setI32(books.spaceTaken, space, taken + 1);
  return (space << spaceShift) | bit;
}

function markRoom(space: i32, word: i32): void {
  const at = space * books.portSummaryEach + (word >> 5);
  setI32(books.portSummary, at, i32At(books.portSummary, at) & ~(1 << word));
}

function markFull(space: i32, word: i32): void {
  const at = space * books.portSummaryEach + (word >> 5);
  setI32(books.portSummary, at, i32At(books.portSummary, at) | (1 << word));
}

/** Draws until a port is free. Looks at several draws before it asks which was the first: the answer to each could not be foretold. */
@inline
function anyFree(words: i32): i32 {
  const first = books.portWords + (words << 2);
  while (canPeek(ports)) {
    const at = ports.at;
    const taken =
      isTaken(first, at) | (isTaken(first, at + 1) << 1) | (isTaken(first, at + 2) << 2) | (isTaken(first, at + 3) << 3);
    if (taken == ALL_TAKEN) {
      ports.at = at + PEEKS;
      continue;
    }
    const free = at + ctz(taken ^ ALL_TAKEN);
    ports.at = free + 1;
    return belowAt(ports, free);
  }
  return anyFreeOneByOne(first);
}

/** The same where a draw lies ahead that is to be made again. */
function anyFreeOneByOne(first: u32): i32 {
  let bit: i32;
  do {
    bit = drawBelowBound(ports);
  } while (isTakenBit(first, bit));
  return bit;
}

/** The bits of all draws that are looked at together. */
const ALL_TAKEN = (1 << PEEKS) - 1;

/** 1 where that draw gives a port that is taken. @param first where the first word of the space lies */
@inline
function isTaken(first: u32, at: i32): i32 {
  return isTakenBit(first, belowAt(ports, at));
}

@inline
function isTakenBit(first: u32, bit: i32): i32 {
  // A shift goes by the lower five bits.
  return (i32At(first, bit >>> 5) >>> bit) & 1;
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
  return <i32>(<u32>tuple >> spaceShift);
}

/** The connection has closed, and its port stays taken. */
@inline
export function holdPort(tuple: i32): void {
  addI32(books.heldByAddress, i32At(books.addressOfSpace, spaceOf(tuple)), 1);
}

@inline
export function releaseHeldPort(tuple: i32): void {
  addI32(books.heldByAddress, i32At(books.addressOfSpace, spaceOf(tuple)), -1);
  release(tuple);
}

@inline
export function release(tuple: i32): void {
  const space = spaceOf(tuple);
  const taken = i32At(books.spaceTaken, space);
  if (taken == books.spaceCapacity) books.fullSpaces -= 1;
  if (drawsPorts) {
    const bit = tuple & ((1 << spaceShift) - 1);
    const word = space * books.portWordsEach + (bit >> 5);
    const value = i32At(books.portWords, word);
    if (value == -1) markRoom(space, bit >> 5);
    setI32(books.portWords, word, value & ~(1 << bit));
    setI32(books.spaceTaken, space, taken - 1);
  } else releasePort(tuple);
  if (!sumsAddresses) addI32(books.takenByAddress, i32At(books.addressOfSpace, space), -1);
}

/** Ports that are taken of each address, from those of its spaces. */
export function addUpAddresses(): void {
  for (let address = 0; address < books.poolAddresses; address++) setI32(books.takenByAddress, address, 0);
  for (let space = 0; space < books.spaces; space++)
    addI32(books.takenByAddress, i32At(books.addressOfSpace, space), i32At(books.spaceTaken, space));
}
