/**
 * The share of Poisson arrivals that one space of ports refuses. An exhaustive search refuses only when every port is taken, which
 * is Erlang's loss system. netfilter's bounded search also refuses when its windows meet no free port, and its blocking is
 * estimated.
 *
 * **Conditional expectation** (Rao-Blackwell): the space is driven through states as time brings them (`pool-churn.ts`), and in each
 * the probability that the next arrival is refused is computed exactly instead of drawn (`windows-in-vain.ts`). Poisson
 * arrivals see time averages (R. W. Wolff, Operations Research 30, 1982), so its mean over the states is the blocking probability. Of
 * 64,512 ports that are 80 % taken one arrival in a million is refused, and yet each state tells that to within a third: it has
 * thousands of full windows, whose product is the rare event (S. Asmussen and P. Glynn, Stochastic Simulation, 2007, V.4).
 *
 * The interval is Student's over independent runs. Where few of the states make up the mean (less than `LEAST_EFFECTIVE` by
 * Kish's count), it is not trusted: blocking rises with the load, so that the nearest load at which it can be told bounds it from above.
 */
import { portCount } from '../../network/ports/tuple-space/port-range.ts';
import { FIRST_WINDOW } from '../../network/ports/tuple-space/windows-in-vain.ts';
import { exp, log } from '../../numeric/elementary.ts';
import { bisect } from '../../numeric/roots.ts';
import { regularizedGammaP } from '../../numeric/special.ts';
import { studentInterval } from '../runs/interval.ts';
import { replicationSeeds } from '../runs/replications.ts';
import { erlangB, loadForBlocking } from '../theory/erlang-b.ts';
import { type ChurnedPool, PoolChurn } from './pool-churn.ts';
import { exactly, type RareEstimate } from './rare-estimate.ts';

/** How much is simulated for each load at which the blocking is asked for. */
export type Effort = 'coarse' | 'fine';

export interface RareOptions {
  readonly effort?: Effort;
  readonly seed?: number;
}

/** A space of ports; what it refuses rises with the load. */
export interface SpaceLoss {
  /** @param openErl connections that would be open if none were refused: arrivals in a mean lifetime */
  blockingAt(openErl: number): RareEstimate;
  /** The highest load of which it refuses at most so much; for `0 < blocking < 1`. */
  loadFor(blocking: number): number;
}

/** One space: an address toward one destination, or toward all, or a block. Its `offeredErl` is what is asked for. */
export type PortSpace = Omit<ChurnedPool, 'offeredErl'>;

/** Estimates that are kept: a plan asks for the same loads many times. */
const KEPT = 32;
const kept = new Map<string, SpaceLoss>();

export function spaceLossOf(space: PortSpace, { effort = 'fine', seed = 1 }: RareOptions = {}): SpaceLoss {
  if (isExhaustive(space)) return new ExhaustiveSpace(space);
  const key = JSON.stringify([{ ...space, senderPorts: endsOf(space.senderPorts) }, effort, seed]);
  let loss = kept.get(key);
  if (loss === undefined) {
    const [oldest] = kept.keys();
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
    loss = new ProbedSpace(space, EFFORTS[effort], seed);
    kept.set(key, loss);
  }
  return loss;
}

/** Whether a claim finds any free port there is. What a small range takes over beyond that is left out. */
export function isExhaustive({ settings }: Pick<PortSpace, 'settings'>): boolean {
  return settings.selection !== 'netfilter' || settings.ports.last - settings.ports.first < FIRST_WINDOW;
}

class ExhaustiveSpace implements SpaceLoss {
  private readonly ports: number;
  private readonly unitsEach: number;

  constructor({ settings, holdLifetimes }: PortSpace) {
    this.ports = portCount(settings.ports);
    this.unitsEach = 1 + holdLifetimes;
  }

  blockingAt(openErl: number): RareEstimate {
    return exactly(erlangB(this.ports, openErl * this.unitsEach));
  }

  loadFor(blocking: number): number {
    return loadForBlocking(this.ports, blocking) / this.unitsEach;
  }
}

interface Work {
  readonly runs: number;
  readonly warmUpLifetimes: number;
  /** Connections of all runs together from which on they do not go on, however little they tell. */
  readonly mostConnections: number;
}

/**
 * What is left of the fill at the start after so many mean lifetimes is e^-2 or e^-3 of its connections. The blocking of 64,512 ports
 * at 86 % is 1.2e-4 right after the fill, and after two lifetimes not told apart from that after twelve.
 */
const EFFORTS: Readonly<Record<Effort, Work>> = {
  coarse: { runs: 5, warmUpLifetimes: 2, mostConnections: 1_000_000 },
  fine: { runs: 8, warmUpLifetimes: 3, mostConnections: 5_000_000 },
};
/** More than the range has ports is offered: most of what is refused is what does not fit. */
const OVERLOADED: Work = { runs: 3, warmUpLifetimes: 1, mostConnections: 1 };
/** Between two states that are looked at: a fifth of the connections has changed. */
const LIFETIMES_BETWEEN = 0.25;
/** States of a run that are looked at before it is asked whether they are enough. */
const STATES_AT_ONCE = 8;
/** Kish's effective number of states, (sum q)^2 / sum q^2, that make up a mean which is trusted. */
const LEAST_EFFECTIVE = 20;
/** With fewer than this, an eighth of the work is enough to see that the whole of it would not do. */
const HOPELESS = 3;
/** Loads at which the blocking is estimated lie so many to the range; between two it is interpolated in its logarithm. */
const STEPS = 32;
/** Below this load in shares of the range no run is made: even the states of 64,512 ports tell nothing of it. */
const LOWEST_SHARE = 0.6;
/** Blocking below this is no matter of runs. */
const NEVER = 1e-15;
/** Share of a range that is in use when about one arrival in a million is refused: where a search begins. */
const FIRST_SHARE = 0.8;

interface Knot {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly isTrusted: boolean;
}

/** netfilter's bounded search. */
class ProbedSpace implements SpaceLoss {
  private readonly space: PortSpace;
  private readonly ports: number;
  private readonly work: Work;
  private readonly seed: number;
  private readonly knots = new Map<number, Knot>();

  constructor(space: PortSpace, work: Work, seed: number) {
    this.space = space;
    this.ports = portCount(space.settings.ports);
    this.work = work;
    this.seed = seed;
  }

  /** In the logarithm the blocking bends upwards with the load, so that what is read between two loads is a little too high. */
  blockingAt(openErl: number): RareEstimate {
    const { runs } = this.work;
    const bound = this.boundAt(openErl);
    const at = (openErl * STEPS) / this.ports;
    const below = Math.floor(at);
    if (bound < NEVER) return { probability: bound, low: 0, high: bound, method: 'upper bound', runs: 0 };
    if (at < LOWEST_SHARE * STEPS) return this.boundFrom(Math.ceil(LOWEST_SHARE * STEPS), bound);
    const share = at - below;
    const left = this.knot(below);
    const right = share === 0 ? left : this.knot(below + 1);
    if (left.isTrusted && right.isTrusted) {
      const between = (pick: (knot: Knot) => number): number =>
        exp((1 - share) * log(pick(left)) + share * log(pick(right)));
      const probability = between(({ mean }) => mean);
      const low = between(({ low: end }) => end);
      return { probability, low, high: between(({ high }) => high), method: 'conditional expectation', runs };
    }
    return this.boundFrom(below + 1, bound);
  }

  loadFor(blocking: number): number {
    const loadAt = (index: number): number => (index * this.ports) / STEPS;
    let step = Math.round(FIRST_SHARE * STEPS);
    while (!this.knot(step).isTrusted) step += 1;
    while (this.knot(step).mean > blocking && this.knot(step - 1).isTrusted) step -= 1;
    const bound = (openErl: number): number => this.boundAt(openErl) - blocking;
    // Where the runs tell nothing so rare, what is certain remains.
    if (this.knot(step).mean > blocking) return bisect(bound, 0, loadAt(step), { relativeTolerance: 1e-9 });
    while (this.knot(step + 1).mean <= blocking) step += 1;
    const excess = (openErl: number): number => this.blockingAt(openErl).probability - blocking;
    return bisect(excess, loadAt(step), loadAt(step + 1), { relativeTolerance: 1e-9 });
  }

  /** What a load from that step on, at which the blocking can be told, leaves of a bound. */
  private boundFrom(index: number, bound: number): RareEstimate {
    let ahead = 0;
    while (!this.knot(index + ahead).isTrusted) ahead = 2 * ahead + 1;
    const high = Math.min(bound, this.knot(index + ahead).high);
    return { probability: high, low: 0, high, method: 'upper bound', runs: this.work.runs };
  }

  /** No claim fails while fewer ports are taken than the first window has: a Poisson tail, refusals only thin it. */
  private boundAt(openErl: number): number {
    const takenErl = openErl * (1 + this.space.holdLifetimes);
    const first = Math.min(FIRST_WINDOW, this.ports);
    return takenErl === 0 ? 0 : regularizedGammaP(first, takenErl);
  }

  private knot(index: number): Knot {
    let knot = this.knots.get(index);
    if (knot === undefined) {
      const work = index > STEPS ? OVERLOADED : this.work;
      knot = estimated(this.space, (index * this.ports) / STEPS, work, this.seed);
      this.knots.set(index, knot);
    }
    return knot;
  }
}

/** The blocking at one load from independent runs, which go on together until they are trusted or have cost enough. */
function estimated(space: PortSpace, offeredErl: number, work: Work, seed: number): Knot {
  const churns = replicationSeeds(seed, work.runs).map(
    (runSeed) => new PoolChurn({ ...space, offeredErl }, runSeed),
  );
  for (const churn of churns) churn.advance(work.warmUpLifetimes);
  const sums = new Float64Array(work.runs);
  let squares = 0;
  let effective = 0;
  let states = 0;
  for (let next = STATES_AT_ONCE; effective < LEAST_EFFECTIVE; next = states) {
    churns.forEach((churn, run) => {
      for (let state = 0; state < next; state++) {
        churn.advance(LIFETIMES_BETWEEN);
        const refused = churn.refusalProbability();
        sums[run]! += refused;
        squares += refused * refused;
      }
    });
    states += next;
    const sum = sums.reduce((total, each) => total + each, 0);
    effective = squares === 0 ? 0 : (sum * sum) / squares;
    const connections = churns.reduce((total, { offered }) => total + offered, 0);
    if (connections > (effective < HOPELESS ? work.mostConnections / 8 : work.mostConnections)) break;
  }
  return knotOf(
    [...sums].map((sum) => sum / states),
    effective >= LEAST_EFFECTIVE,
  );
}

/** With Student's interval of the mean laid out in the logarithm (delta method), so that it stays above 0. */
function knotOf(means: readonly number[], isTrusted: boolean): Knot {
  const { mean, high } = studentInterval(means)!;
  const relative = mean === 0 ? 0 : high / mean - 1;
  return { mean, low: mean * exp(-relative), high: Math.min(1, mean * exp(relative)), isTrusted };
}

function endsOf(ports: ArrayLike<number>): readonly (number | undefined)[] {
  return [ports.length, ports[0], ports[ports.length - 1]];
}
