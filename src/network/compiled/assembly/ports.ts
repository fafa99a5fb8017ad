/** The ports of the hop's pool: `ports/source-pool.ts` and `tuple-space/free-list-spaces.ts`. */
import { books } from './books';
import { claimPort, releasePort } from './engine';
import { drawBelow, peekBelow, picks, ports, preparePeeks } from './draw-ahead';
import { addI32, i32At, setI32, setU16, u16At } from './words';

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
  const tuple = books.portsAreListed ? takeListed(space) : claimPort(space);
  const taken = i32At(books.spaceTaken, space);
  if (taken > books.peakTakenOneSpace) books.peakTakenOneSpace = taken;
  if (taken == books.spaceCapacity) books.fullSpaces += 1;
  addI32(books.takenByAddress, address, 1);
  if (++books.poolTaken > books.peakPoolTaken) books.peakPoolTaken = books.poolTaken;
  return tuple;
}

/** Lists the cells that the next arrivals will take, if each space is then as full as it is now. */
export function listPorts(arrivals: i32): void {
  preparePeeks(picks);
  preparePeeks(ports);
  let address = books.turn;
  for (let i = 0; i < arrivals; i++) {
    const destination = i32At(books.slots, peekBelow(picks, i, books.slotCount));
    const space = books.destinations == 1 ? address : address * books.destinations + destination;
    address = address + 1 < books.poolAddresses ? address + 1 : 0;
    const free = books.spaceCapacity - i32At(books.spaceTaken, space);
    const cell = space * books.spaceCapacity + peekBelow(ports, i, free);
    setI32(books.toTouch, i, <i32>books.cells + (cell << 1));
  }
}

@inline
function takeListed(space: i32): i32 {
  const taken = i32At(books.spaceTaken, space);
  const free = books.spaceCapacity - taken;
  const base = space * books.spaceCapacity;
  const at = drawBelow(ports, free);
  const last = free - 1;
  const atCell = u16At(books.cells, base + at);
  const lastCell = u16At(books.cells, base + last);
  setU16(books.cells, base + at, lastCell == 0 ? last + 1 : lastCell);
  setI32(books.spaceTaken, space, taken + 1);
  books.examined += 1;
  return (space << books.spaceShift) | (atCell == 0 ? at : atCell - 1);
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
  if (books.portsAreListed) {
    const index = tuple & ((1 << books.spaceShift) - 1);
    setU16(books.cells, space * books.spaceCapacity + books.spaceCapacity - taken, index + 1);
    setI32(books.spaceTaken, space, taken - 1);
  } else releasePort(tuple);
  addI32(books.takenByAddress, i32At(books.addressOfSpace, space), -1);
  books.poolTaken -= 1;
}
