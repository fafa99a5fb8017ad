/** What belongs to the next arrivals, before they come: `clients/client-group.ts` on the draws of `engine/random.ts` and `engine/ziggurat.ts`. */
import { ARRIVAL_BLOCK, books } from './books';
import { arrivals, fourDraws } from './draw-ahead';
import { askForTimes } from './engine';
import { firstDraws } from './keyed-draws';
import { nextDoubleOfPair, toPair } from './random';
import {
  EXPONENTIAL,
  exponentialsAt,
  lifetimeSecOf,
  MIN_LIFETIME_SEC,
  OF_ARRIVALS,
  outsideExponential,
  positionsOf,
  sampleExponential,
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
  foretell(0);
  if (!comesBack && books.addresses > 1) drawAddresses();
  books.arrivalSec = f64At(books.blockTimes, 0);
}

/** Of a Poisson process of a constant rate, two at a time. */
function drawTimes(): void {
  const times = books.blockTimes;
  const perSec = books.arrivalsPerSec;
  let timeSec = books.poissonSec;
  for (let i = 0; i < ARRIVAL_BLOCK; i += 2) {
    const four = fourDraws(arrivals);
    const upper = v128.shuffle<i32>(four, four, 0, 2, 0, 2);
    const lower = v128.shuffle<i32>(four, four, 1, 3, 1, 3);
    const positions = positionsOf(upper, lower);
    if (outsideExponential(positions, lower) == 0) {
      const gaps = f64x2.div(exponentialsAt(positions, lower), f64x2.splat(perSec));
      arrivals.at += 4;
      timeSec += f64x2.extract_lane(gaps, 0);
      setF64(times, i, timeSec);
      timeSec += f64x2.extract_lane(gaps, 1);
    } else {
      timeSec += sampleExponential(OF_ARRIVALS) / perSec;
      setF64(times, i, timeSec);
      timeSec += sampleExponential(OF_ARRIVALS) / perSec;
    }
    setF64(times, i + 1, timeSec);
  }
  books.poissonSec = timeSec;
}

/** Lifetimes of the exponential law, two at a time: what `lifetimeSecOf` gives each client. */
function drawExponentials(): void {
  const draws = books.draws;
  const lifetimes = books.blockLifetimes;
  const mean = f64x2.splat(books.lifetimeMeanSec);
  const least = f64x2.splat(MIN_LIFETIME_SEC);
  firstDraws(books.lifetimeKeys, books.blockFirst, ARRIVAL_BLOCK, draws);
  for (let i = 0; i < ARRIVAL_BLOCK; i += 2) {
    const at = <usize>draws + (<usize>i << 2);
    const upper = v128.load64_zero(at);
    const lower = v128.load64_zero(at, ARRIVAL_BLOCK << 2);
    const positions = positionsOf(upper, lower);
    const lived = f64x2.mul(mean, exponentialsAt(positions, lower));
    v128.store(<usize>lifetimes + (<usize>i << 3), f64x2.pmax(least, lived));
    const outside = outsideExponential(positions, lower);
    if (outside != 0) {
      if (outside & 1) setF64(lifetimes, i, lifetimeSecOf(books.blockFirst + i, 0));
      if (outside & 2) setF64(lifetimes, i + 1, lifetimeSecOf(books.blockFirst + i + 1, 0));
    }
  }
}

/**
 * What is to be known of the arrivals from that one on if they are established as they come: when they close, the bucket of the
 * queue for that, and the tick of their opening. Two at a time, as a conversion of one takes longer than all else that is done with it.
 */
export function foretell(from: i32): void {
  const ticksPerSec = f64x2.splat(books.ticksPerSec);
  const bucketsPerSec = f64x2.splat(books.bucketsPerSec);
  const horizon = f64x2.splat(books.horizonSec);
  const beyond = i32x4.splat(books.bucketCount + 1);
  for (let i = from & ~1; i < ARRIVAL_BLOCK; i += 2) {
    const doubles = <usize>i << 3;
    const words = <usize>i << 2;
    const times = v128.load(<usize>books.blockTimes + doubles);
    const closes = f64x2.add(times, v128.load(<usize>books.blockLifetimes + doubles));
    const isBeyond = f64x2.gt(closes, horizon);
    const buckets = i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(closes, bucketsPerSec));
    v128.store(<usize>books.blockCloses + doubles, closes);
    v128.store64_lane(
      <usize>books.blockBuckets + words,
      v128.bitselect(beyond, buckets, v128.shuffle<i32>(isBeyond, isBeyond, 0, 2, 0, 2)),
      0,
    );
    v128.store64_lane(
      <usize>books.blockTicks + words,
      i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(times, ticksPerSec)),
      0,
    );
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
