import { hash2 } from '../../numeric/hash.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { boundWithoutEvents, type Interval, studentInterval } from './interval.ts';

/** What a replication contributes. */
export interface ReplicationOutcome {
  /** Blocking probability in its steady state; null where the run did not settle. */
  readonly blocking: number | null;
  /** Attempts in that steady state. */
  readonly settledAttempts: number;
  readonly peakConcurrent: number;
}

export interface ReplicationResult<Outcome extends ReplicationOutcome> {
  readonly seeds: readonly number[];
  readonly outcomes: readonly Outcome[];
  /** See `replicatedBlocking`. */
  readonly blocking: Interval | null;
  readonly peakConcurrent: Interval | null;
  /** Replications without a steady state: they have no part in `blocking`. */
  readonly unsettled: number;
}

/**
 * Seeds of `count` replications of a scenario: its own first, so that a single run is the first replication, then hashes
 * of it. Each is the seed of all random streams of its run; no two are equal.
 */
export function replicationSeeds(seed: number, count: number): number[] {
  const seeds = new Set([seed]);
  for (let n = 1; seeds.size < count; n++) seeds.add(hash2(seed, n));
  return [...seeds].slice(0, count);
}

/** The same scenario under each of the seeds. */
export function underSeeds(scenario: Scenario, seeds: readonly number[]): Scenario[] {
  return seeds.map((seed) => ({ ...scenario, seed }));
}

/**
 * Runs a scenario under several seeds. Independent runs give an honest interval whatever the correlation within a run.
 * @param runOne runs the scenario under a seed
 * @throws RangeError unless `count` is a whole number of at least 1.
 */
export function replicate<Outcome extends ReplicationOutcome>(
  scenario: Scenario,
  count: number,
  runOne: (scenario: Scenario, index: number) => Outcome,
): ReplicationResult<Outcome> {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new RangeError(`${count} replications; it must be a whole number of at least 1`);
  const seeds = replicationSeeds(scenario.seed, count);
  return summariseReplications(
    seeds,
    underSeeds(scenario, seeds).map((one, index) => runOne(one, index)),
  );
}

/** The same from outcomes that were computed elsewhere, in the order of their seeds. */
export function summariseReplications<Outcome extends ReplicationOutcome>(
  seeds: readonly number[],
  outcomes: readonly Outcome[],
): ReplicationResult<Outcome> {
  return {
    seeds,
    outcomes,
    blocking: replicatedBlocking(outcomes),
    peakConcurrent: studentInterval(outcomes.map((outcome) => outcome.peakConcurrent)),
    unsettled: outcomes.filter(({ blocking }) => blocking === null).length,
  };
}

/** Mean and 95 % Student interval over the replications that settled; null for fewer than two. Without any failure an upper bound. */
export function replicatedBlocking(
  outcomes: readonly Pick<ReplicationOutcome, 'blocking' | 'settledAttempts'>[],
): Interval | null {
  const settled = outcomes.flatMap(({ blocking }) => blocking ?? []);
  if (settled.some((blocking) => blocking !== 0)) return notNegative(studentInterval(settled));
  return boundWithoutEvents(outcomes.reduce((sum, outcome) => sum + outcome.settledAttempts, 0));
}

function notNegative(interval: Interval | null): Interval | null {
  return interval === null ? null : { ...interval, low: Math.max(0, interval.low) };
}
