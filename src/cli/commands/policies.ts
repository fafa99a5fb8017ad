import { runCount } from '../../analysis/answer/precision-sentences.ts';
import { holdsZero, type Interval } from '../../analysis/runs/interval.ts';
import {
  COMPARED_POLICIES,
  type ComparedPolicy,
  policyOutcome,
  withPolicy,
} from '../../analysis/runs/reconnect-comparison.ts';
import { type ReplicatedPolicy, replicatedPolicies } from '../../analysis/runs/replicated-policies.ts';
import { replicationSeeds, underSeeds } from '../../analysis/runs/replications.ts';
import { formatCount, formatDuration } from '../../analysis/wording/format-quantity.ts';
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { parseCommand, wholeNumber } from '../arguments.ts';
import { refuseTooLarge } from '../compiled.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { MOST_REPLICATIONS } from '../precision-options.ts';
import { formatTable } from '../print-table.ts';
import { readScenario } from '../read-scenario.ts';
import { runMany } from '../run-many.ts';
import { threadsFor, workersOption } from '../threads.ts';
import { UsageError } from '../usage-error.ts';

/** `policies FILE [--replications R] [--workers N] [--json]`: the events of the scenario under five reconnect policies. */
export async function policies(argv: readonly string[], io: Io): Promise<number> {
  const { file, values } = parseCommand(argv, {
    json: { type: 'boolean' },
    replications: { type: 'string' },
    workers: { type: 'string' },
  });
  const count = wholeNumber('--replications', values.replications ?? '1', 1, MOST_REPLICATIONS);
  const given = workersOption(values.workers);
  const { scenario } = readScenario(file, io);
  refuseWithoutReturn(scenario);
  const compared = COMPARED_POLICIES.map((policy) => withPolicy(scenario, policy));
  const workers = given ?? threadsFor(io.processors, Math.max(...compared.map(refuseTooLarge)));
  const seeds = replicationSeeds(scenario.seed, count);
  const jobs = compared.flatMap((each) => underSeeds(each, seeds));
  const outcomes = await runMany(jobs, workers, io, (result) => policyOutcome(scenario, result));
  const against = ownPolicy(scenario);
  const replicated = replicatedPolicies(
    COMPARED_POLICIES,
    COMPARED_POLICIES.map((_, p) => outcomes.slice(p * count, (p + 1) * count)),
    against,
  );
  const { name, seed } = scenario;
  io.out(
    values.json === true
      ? jsonDocument({
          scenario: name,
          seed,
          engineVersion: ENGINE_VERSION,
          runs: count,
          comparedWith: against,
          policies: replicated.map((each) => documentOf(each, count)),
        })
      : `${name}\n${runCount(count)} each, under the same seeds\n\n${policyTable(replicated, count)}${differenceText(replicated, against)}`,
  );
  return EXIT_OK;
}

function refuseWithoutReturn({ events, clients }: Scenario): void {
  if (events.length === 0)
    throw new UsageError('the scenario has no event after which clients would come back');
  if (clients.every(({ reconnect }) => reconnect.policy === 'none'))
    throw new UsageError('no clients of the scenario come back: their reconnect policy is "none"');
}

/** The policy of the scenario where it is one of those compared, else the one that waits least. */
function ownPolicy({ clients }: Scenario): ComparedPolicy {
  const own = new Set<string>(clients.map(({ reconnect }) => reconnect.policy));
  return COMPARED_POLICIES.find((policy) => own.has(policy)) ?? COMPARED_POLICIES[0];
}

function documentOf({ policy, mean, notRecovered, intervals, differences }: ReplicatedPolicy, count: number) {
  return { policy, ...mean, ...(count === 1 ? {} : { notRecovered, intervals, differences }) };
}

function policyTable(replicated: readonly ReplicatedPolicy[], count: number): string {
  return formatTable(
    [
      { title: 'reconnect policy', align: 'left' },
      { title: 'peak attempts/s', align: 'right' },
      { title: 'fewest connected', align: 'right' },
      { title: 'recovered after', align: 'right' },
      { title: 'failed attempts', align: 'right' },
      { title: 'cut', align: 'right' },
    ],
    replicated.map(({ policy, mean, notRecovered }) => [
      policy,
      formatCount(mean.peakAttemptsPerSec),
      formatCount(mean.fewestConnected),
      recoveryText(mean.recoveredAfterSec, notRecovered, count),
      formatCount(mean.failedAttempts),
      formatCount(mean.cut),
    ]),
  );
}

function recoveryText(sec: number | null, notRecovered: number, count: number): string {
  if (sec === null) return count === 1 ? 'not in this run' : 'not in any run';
  return formatDuration(sec) + (notRecovered === 0 ? '' : `, not in ${notRecovered}`);
}

/** What each policy changes against that of the scenario, pair by pair; nothing for one run. */
function differenceText(replicated: readonly ReplicatedPolicy[], against: ComparedPolicy): string {
  const lines = replicated.flatMap(({ policy, differences }) => {
    if (differences === null) return [];
    const { peakAttemptsPerSec, failedAttempts } = differences;
    return [[policy, differenceCell(peakAttemptsPerSec), differenceCell(failedAttempts)]];
  });
  if (lines.length === 0) return '';
  const table = formatTable(
    [
      { title: `less ${against}`, align: 'left' },
      { title: 'peak attempts/s', align: 'right' },
      { title: 'failed attempts', align: 'right' },
    ],
    lines,
  );
  return `\nDifferences under the same seeds, 95 % intervals; ~ may be chance:\n${table}`;
}

function differenceCell(interval: Interval): string {
  const { low, high } = interval;
  return `${formatCount(low)} to ${formatCount(high)}${holdsZero(interval) ? ' ~' : ''}`;
}
