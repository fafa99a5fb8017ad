/**
 * The blocking of an exhaustive search from runs alone, however rare: a check of runs against Erlang B where no run would ever see
 * a refusal.
 *
 * **Loads in stages** (multistage sampling: J. P. Valleau and D. N. Card, J. Chem. Phys. 57, 1972). The number n of ports taken has the law
 * p(n) = A^n / n! / Z(A), n up to N, whatever the law of the lifetimes. Between two loads A and A' the constants are in the
 * ratio Z(A') / Z(A) = E[(A' / A)^n], a mean over a run at A that is well estimated while they are not far apart: a step is one
 * standard deviation of n. So from a load at which refusals are counted one comes down to the load that is asked for:
 *
 *     B(A0) = B(Ak) (A0 / Ak)^N  E0[(A1 / A0)^n]  E1[(A2 / A1)^n] ...
 */

import { portCount } from '../../network/ports/tuple-space/port-range.ts';
import { exp, log } from '../../numeric/elementary.ts';
import { studentInterval } from '../runs/interval.ts';
import { replicationSeeds } from '../runs/replications.ts';
import { PoolChurn } from './pool-churn.ts';
import type { RareEstimate } from './rare-estimate.ts';
import { isExhaustive, type PortSpace } from './space-loss.ts';

export interface StagedOptions {
  readonly runs: number;
  /** Length of each run at each load, in mean lifetimes, after a warm-up of `WARM_UP_LIFETIMES`. */
  readonly lifetimes: number;
  readonly seed: number;
  readonly confidence?: number;
}

const WARM_UP_LIFETIMES = 5;
const LIFETIMES_BETWEEN = 0.25;

/**
 * @param openErl connections that would be open if none were refused
 * @throws RangeError for a bounded search, whose number of ports taken has no such law, and where the highest load sees no refusal
 */
export function stagedBlocking(space: PortSpace, openErl: number, options: StagedOptions): RareEstimate {
  if (!isExhaustive(space)) throw new RangeError('stages of loads need a search that finds any free port');
  const loads = stagesFrom(openErl, portCount(space.settings.ports), 1 + space.holdLifetimes);
  const logs = replicationSeeds(options.seed, options.runs).map((seed) =>
    logBlocking(space, loads, options.lifetimes, seed),
  );
  const interval = studentInterval(logs, options.confidence ?? 0.95);
  if (interval === null) throw new RangeError(`${options.runs} runs give no interval; at least 2`);
  const { mean, low, high } = interval;
  return {
    probability: exp(mean),
    low: exp(low),
    high: exp(high),
    method: 'loads in stages',
    runs: options.runs,
  };
}

/** Loads a standard deviation of the ports taken apart, up to one that fills the range. */
function stagesFrom(openErl: number, ports: number, unitsEach: number): number[] {
  const loads = [openErl];
  for (let load = openErl; load * unitsEach < ports; ) {
    const taken = load * unitsEach;
    load = Math.min(ports, taken + Math.sqrt(taken)) / unitsEach;
    loads.push(load);
  }
  return loads;
}

function logBlocking(space: PortSpace, loads: readonly number[], lifetimes: number, seed: number): number {
  const top = loads[loads.length - 1]!;
  const churnAt = (offeredErl: number): PoolChurn => {
    const churn = new PoolChurn({ ...space, offeredErl }, seed);
    churn.advance(WARM_UP_LIFETIMES);
    return churn;
  };
  const highest = churnAt(top);
  const { offered, refused } = highest;
  highest.advance(lifetimes);
  if (highest.refused === refused)
    throw new RangeError(`no refusal at ${top} erlangs: longer runs are needed`);
  let sum = log((highest.refused - refused) / (highest.offered - offered));
  sum += portCount(space.settings.ports) * log(loads[0]! / top);
  for (let stage = 0; stage + 1 < loads.length; stage++) {
    const step = log(loads[stage + 1]! / loads[stage]!);
    sum += logMeanPower(churnAt(loads[stage]!), step, lifetimes);
  }
  return sum;
}

/** log E[e^(step n)] over the states of a run; about the first n, so that nothing overflows. */
function logMeanPower(churn: PoolChurn, step: number, lifetimes: number): number {
  const states = Math.max(1, Math.round(lifetimes / LIFETIMES_BETWEEN));
  const about = churn.taken;
  let sum = 0;
  for (let state = 0; state < states; state++) {
    churn.advance(LIFETIMES_BETWEEN);
    sum += exp(step * (churn.taken - about));
  }
  return step * about + log(sum / states);
}
