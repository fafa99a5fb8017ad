/** What belongs to the next arrivals, before they come: `clients/client-group.ts` on the draws of `engine/random.ts` and `engine/ziggurat.ts`. */
import { ARRIVAL_BLOCK, books } from './books';
import { arrivalBeyond, askForBlock, lifetimeOf } from './engine';
import { firstDraws } from './keyed-draws';
import { nextUint32 } from './random';
import { f64At, i32At, setF64 } from './words';

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
  firstDraws(books.lifetimeKeys, books.blockFirst, ARRIVAL_BLOCK, books.draws);
  for (let i = 0; i < ARRIVAL_BLOCK; i++) {
    const lower = <u32>i32At(books.draws, ARRIVAL_BLOCK + i);
    const position = positionOf(<u32>i32At(books.draws, i), lower);
    const layer = <i32>(lower & LAYER_MASK);
    let lifetimeSec = books.lifetimeMeanSec * (position * f64At(books.layerScale, layer));
    if (position > f64At(books.layerInside, layer)) lifetimeSec = lifetimeOf(books.blockFirst + i, 0);
    else if (!(lifetimeSec > MIN_LIFETIME_SEC)) lifetimeSec = MIN_LIFETIME_SEC;
    setF64(books.blockLifetimes, i, lifetimeSec);
  }
}

/** Uniform ones: as `doubleFrom` times the number of addresses, two at a time. */
function drawAddresses(): void {
  firstDraws(books.addressKeys, books.blockFirst, ARRIVAL_BLOCK, books.draws);
  const two26 = f64x2.splat(67108864);
  const unit = f64x2.splat(1 / 9007199254740992.0);
  const addresses = f64x2.splat(<f64>books.addresses);
  for (let i = 0; i < ARRIVAL_BLOCK; i += 2) {
    const at = <usize>books.draws + (<usize>i << 2);
    const upper = f64x2.convert_low_i32x4_u(i32x4.shr_u(v128.load64_zero(at), 5));
    const lower = f64x2.convert_low_i32x4_u(i32x4.shr_u(v128.load64_zero(at, ARRIVAL_BLOCK << 2), 6));
    const share = f64x2.mul(f64x2.add(f64x2.mul(upper, two26), lower), unit);
    const address = i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(share, addresses));
    v128.store64_lane(<usize>books.blockAddresses + (<usize>i << 2), address, 0);
  }
}

/** A point of a layer of the ziggurat, in 53 bits. */
@inline
function positionOf(upper: u32, lower: u32): f64 {
  return <f64>upper * TWO_21 + <f64>(lower >> 11) + 1;
}
