/**
 * Rare refusals in a whole run: the simulation is stopped now and then, and the exact probability that the next connection finds no
 * port is read from its port spaces. Nothing of the run is changed, and no refusal need happen for its rate to be known.
 */
import { streamFor } from '../../engine/random.ts';
import { compile } from '../../network/plan.ts';
import { sharesByHash } from '../../network/ports/hashed-address.ts';
import { refusalProbability } from '../../network/ports/refusal-probability.ts';
import { Simulation } from '../../network/simulation.ts';
import type { Scenario } from '../../scenario/scenario.ts';

export interface RunRefusals {
  /** Probability that the next connection is refused, at each time. */
  readonly probabilities: readonly number[];
  readonly mean: number;
  /** Ports taken, of all addresses toward all destinations, at each time. */
  readonly taken: readonly number[];
  /** Claims refused and connections offered after the first of the times, as counted. */
  readonly counted: { readonly attempts: number; readonly failed: number };
}

export interface WhenToLook {
  /** After the warm-up. */
  readonly fromSec: number;
  readonly everySec: number;
}

/**
 * @param senderPorts that connections come to the hop with, each as often (`PoolDemand.senderPorts`)
 * @throws RangeError where the hop has no source pool, or leases ports in blocks
 */
export function refusalsInRun(
  scenario: Scenario,
  hop: number,
  senderPorts: ArrayLike<number>,
  { fromSec, everySec }: WhenToLook,
): RunRefusals {
  const plan = compile(scenario);
  const simulation = new Simulation(plan);
  const { destinations, settings, firstSourceSeen, sourcesSeen } = plan.hops[hop]!;
  const pool = simulation.net.pools[hop];
  if (pool === null || pool === undefined) throw new RangeError(`hop ${hop} has no source pool`);
  const senders = { first: firstSourceSeen, count: sourcesSeen };
  const byDestination = sharesByHash(pool.settings, senders, destinations);
  const random = streamFor(scenario.seed, 'refusals in a run');
  const probabilities: number[] = [];
  const taken: number[] = [];
  const count = (): { attempts: number; failed: number } => {
    const { attempts, failures } = simulation.result().summary;
    return { attempts, failed: failures.reduce((sum, failure) => sum + failure.count, 0) };
  };
  simulation.advanceTo(fromSec);
  const before = count();
  for (let at = fromSec; at <= scenario.durationSec; at += everySec) {
    simulation.advanceTo(at);
    let sum = 0;
    for (let instance = 0; instance < settings.instances; instance++)
      byDestination.forEach((shares, destination) => {
        const sequence = random.nextUint32() >>> 16;
        sum += refusalProbability(pool, { instance, destination, sequence, senderPorts, shares });
      });
    probabilities.push(sum / settings.instances / byDestination.length);
    taken.push(pool.totalTaken);
  }
  const after = count();
  return {
    probabilities,
    mean: probabilities.reduce((sum, each) => sum + each, 0) / probabilities.length,
    taken,
    counted: { attempts: after.attempts - before.attempts, failed: after.failed - before.failed },
  };
}
