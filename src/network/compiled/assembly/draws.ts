/** What belongs to the next arrivals, before they come: `clients/client-group.ts` on the draws of `engine/random.ts` and `engine/ziggurat.ts`. */
import { ARRIVAL_BLOCK, books } from './books';
import { arrivals, draw } from './draw-ahead';
import { askForTimes } from './engine';
import { firstDraws } from './keyed-draws';
import { nextDoubleOfPair, toPair } from './random';
import {
  EXPONENTIAL,
  exponentialAt,
  exponentialOutside,
  isInsideExponential,
  layerOf,
  LAYER_MASK,
  lifetimeSecOf,
  MIN_LIFETIME_SEC,
  OF_ARRIVALS,
  positionOf,
  TWO_21,
} from './samples';
import { comesBack, lifetimeLaw } from './settings';
import { f64At, i32At, setF64 } from './words';

/** The next block of arrivals. */
export function drawBlock(): void {
  books.at = 0;
  books.blockFirst = books.number;
  if (books.drawsTimes) drawTimes();
  else askForTimes();
  if (lifetimeLaw == EXPONENTIAL) drawExponentials();
  else for (let i = 0; i < ARRIVAL_BLOCK; i++) setF64(books.blockLifetimes, i, lifetimeSecOf(books.blockFirst + i, 0));
  if (!comesBack && books.addresses > 1) drawAddresses();
  books.arrivalSec = f64At(books.blockTimes, 0);
}

/** Of a Poisson process of a constant rate. */
function drawTimes(): void {
  const times = books.blockTimes;
  const perSec = books.arrivalsPerSec;
  let timeSec = books.poissonSec;
  for (let i = 0; i < ARRIVAL_BLOCK; i++) {
    const upper = draw(arrivals);
    const lower = draw(arrivals);
    const layer = layerOf(lower);
    const position = positionOf(upper, lower);
    let units = exponentialAt(position, layer);
    if (!isInsideExponential(position, layer)) units = exponentialOutside(OF_ARRIVALS, layer, units);
    timeSec += units / perSec;
    setF64(times, i, timeSec);
  }
  books.poissonSec = timeSec;
}

/** Lifetimes of the exponential law, two at a time: what `lifetimeSecOf` gives each client. */
function drawExponentials(): void {
  const draws = books.draws;
  const lifetimes = books.blockLifetimes;
  const scales = books.layerScale;
  const insides = books.layerInside;
  const mean = f64x2.splat(books.lifetimeMeanSec);
  const least = f64x2.splat(MIN_LIFETIME_SEC);
  const two21 = f64x2.splat(TWO_21);
  const one = f64x2.splat(1);
  firstDraws(books.lifetimeKeys, books.blockFirst, ARRIVAL_BLOCK, draws);
  for (let i = 0; i < ARRIVAL_BLOCK; i += 2) {
    const at = <usize>draws + (<usize>i << 2);
    const upper = v128.load64_zero(at);
    const lower = v128.load64_zero(at, ARRIVAL_BLOCK << 2);
    const layers = v128.and(lower, i32x4.splat(LAYER_MASK));
    const first = i32x4.extract_lane(layers, 0);
    const second = i32x4.extract_lane(layers, 1);
    // As `positionOf`.
    const within = f64x2.convert_low_i32x4_u(i32x4.shr_u(lower, 11));
    const positions = f64x2.add(f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_u(upper), two21), within), one);
    const units = f64x2.mul(positions, twoAt(scales, first, second));
    v128.store(<usize>lifetimes + (<usize>i << 3), f64x2.pmax(least, f64x2.mul(mean, units)));
    const outside = i64x2.bitmask(f64x2.gt(positions, twoAt(insides, first, second)));
    if (outside != 0) {
      if (outside & 1) setF64(lifetimes, i, lifetimeSecOf(books.blockFirst + i, 0));
      if (outside & 2) setF64(lifetimes, i + 1, lifetimeSecOf(books.blockFirst + i + 1, 0));
    }
  }
}

/** Two numbers of a table. */
@inline
function twoAt(table: u32, first: i32, second: i32): v128 {
  const one = v128.load64_zero(<usize>table + (<usize>first << 3));
  return v128.load64_lane(<usize>table + (<usize>second << 3), one, 1);
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

/** Address of the client of that number: `ClientGroup.addressOf`. */
export function addressOf(number: i32): i32 {
  if (comesBack) return ownAddressOf(number);
  if (books.addresses == 1) return 0;
  const inBlock = number - books.blockFirst;
  if (inBlock >= 0 && inBlock < ARRIVAL_BLOCK) return i32At(books.blockAddresses, inBlock);
  toPair(books.addressKeys, number, 0);
  return <i32>(nextDoubleOfPair() * <f64>books.addresses);
}

/** Even shares for a population. A division takes longer than all else that is done for a client here. */
@inline
export function ownAddressOf(number: i32): i32 {
  return below(below(number, books.clients), books.addresses);
}

@inline
function below(value: i32, end: i32): i32 {
  return value < end ? value : value % end;
}
