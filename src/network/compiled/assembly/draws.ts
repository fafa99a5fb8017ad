/** What belongs to the next arrivals, before they come: `clients/client-group.ts` on the draws of `engine/random.ts` and `engine/ziggurat.ts`. */
import { ARRIVAL_BLOCK, books } from './books';
import { arrivalBeyond, askForBlock, lifetimeOf } from './engine';
import { doubleFrom, mix32, nextUint32 } from './random';
import { f64At, i32At, setF64, setI32 } from './words';

const LAYER_MASK: u32 = 255;
const TWO_21: f64 = 2097152;
const MIN_LIFETIME_SEC: f64 = 1e-9;

/** The next block of arrivals. */
export function drawBlock(): void {
  if (!books.drawsBlocks) return askForBlock();
  books.at = 0;
  books.blockFirst = books.number;
  drawTimes();
  drawLifetimes();
  if (!books.comesBack && books.addresses > 1) drawAddresses();
  books.arrivalSec = f64At(books.blockTimes, 0);
}

/** Of a Poisson process of a constant rate. */
function drawTimes(): void {
  let timeSec = books.poissonSec;
  for (let i = 0; i < ARRIVAL_BLOCK; i++) {
    const upper = nextUint32(books.arrivalState);
    const lower = nextUint32(books.arrivalState);
    const position = positionOf(upper, lower);
    const layer = <i32>(lower & LAYER_MASK);
    let units = position * f64At(books.layerScale, layer);
    if (position > f64At(books.layerInside, layer)) units = arrivalBeyond(layer, units);
    timeSec += units / books.arrivalsPerSec;
    setF64(books.blockTimes, i, timeSec);
  }
  books.poissonSec = timeSec;
}

/** Exponential ones. */
function drawLifetimes(): void {
  for (let i = 0; i < ARRIVAL_BLOCK; i++) {
    const draws = firstDraws(books.lifetimeKeys, books.blockFirst + i);
    const lower = <u32>draws;
    const position = positionOf(<u32>(draws >> 32), lower);
    const layer = <i32>(lower & LAYER_MASK);
    let lifetimeSec = books.lifetimeMeanSec * (position * f64At(books.layerScale, layer));
    if (position > f64At(books.layerInside, layer)) lifetimeSec = lifetimeOf(books.blockFirst + i, 0);
    else if (!(lifetimeSec > MIN_LIFETIME_SEC)) lifetimeSec = MIN_LIFETIME_SEC;
    setF64(books.blockLifetimes, i, lifetimeSec);
  }
}

function drawAddresses(): void {
  for (let i = 0; i < ARRIVAL_BLOCK; i++) {
    const draws = firstDraws(books.addressKeys, books.blockFirst + i);
    const share = doubleFrom(<u32>(draws >> 32), <u32>draws);
    setI32(books.blockAddresses, i, <i32>(share * <f64>books.addresses));
  }
}

/** A point of a layer of the ziggurat, in 53 bits. */
@inline
function positionOf(upper: u32, lower: u32): f64 {
  return <f64>upper * TWO_21 + <f64>(lower >> 11) + 1;
}

/** The first two draws of the pair of a number and 0, one above the other: `KeyedStream.firstDraws`. */
@inline
function firstDraws(keys: u32, number: i32): u64 {
  const left = <u32>number;
  const right = mix32(left ^ <u32>i32At(keys, 0));
  const state1 = left ^ mix32(right ^ <u32>i32At(keys, 1));
  const state0 = right ^ mix32(state1 ^ <u32>i32At(keys, 2));
  const mixed = ((state0 | state1) == 0 ? 1 : state1) ^ state0;
  const next = rotl<u32>(state0, 26) ^ mixed ^ (mixed << 9);
  return (<u64>scrambled(state0) << 32) | <u64>scrambled(next);
}

@inline
function scrambled(word: u32): u32 {
  return rotl<u32>(word * 0x9e3779bb, 5) * 5;
}
