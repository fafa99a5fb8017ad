import {
  COMPARED_POLICIES,
  type ComparedPolicy,
  type PolicyOutcome,
  policyOutcome,
  withPolicy,
} from '../../analysis/runs/reconnect-comparison.ts';
import { runToEnd } from '../../analysis/runs/run.ts';
import { formatCount, formatDuration } from '../../analysis/wording/format-quantity.ts';
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import { parseCommand } from '../arguments.ts';
import { refuseTooLarge } from '../compiled.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { formatTable } from '../print-table.ts';
import { readScenario } from '../read-scenario.ts';
import { UsageError } from '../usage-error.ts';

/** `policies FILE [--json]`: the events of the scenario under five reconnect policies, one run each. */
export function policies(argv: readonly string[], io: Io): number {
  const { file, values } = parseCommand(argv, { json: { type: 'boolean' } });
  const { scenario } = readScenario(file, io);
  if (scenario.events.length === 0)
    throw new UsageError('the scenario has no event after which clients would come back');
  if (scenario.clients.every(({ reconnect }) => reconnect.policy === 'none'))
    throw new UsageError('no clients of the scenario come back: their reconnect policy is "none"');
  const outcomes = COMPARED_POLICIES.map((policy) => {
    const changed = withPolicy(scenario, policy);
    refuseTooLarge(changed);
    return { policy, ...policyOutcome(changed, runToEnd(changed)) };
  });
  const { name, seed } = scenario;
  io.out(
    values.json === true
      ? jsonDocument({ scenario: name, seed, engineVersion: ENGINE_VERSION, policies: outcomes })
      : `${name}\n\n${policyTable(outcomes)}`,
  );
  return EXIT_OK;
}

function policyTable(outcomes: readonly (PolicyOutcome & { readonly policy: ComparedPolicy })[]): string {
  return formatTable(
    [
      { title: 'reconnect policy', align: 'left' },
      { title: 'peak attempts/s', align: 'right' },
      { title: 'fewest connected', align: 'right' },
      { title: 'recovered after', align: 'right' },
      { title: 'failed attempts', align: 'right' },
      { title: 'cut', align: 'right' },
    ],
    outcomes.map(
      ({ policy, peakAttemptsPerSec, fewestConnected, recoveredAfterSec, failedAttempts, cut }) => [
        policy,
        formatCount(peakAttemptsPerSec),
        formatCount(fewestConnected),
        recoveredAfterSec === null ? 'not in this run' : formatDuration(recoveredAfterSec),
        formatCount(failedAttempts),
        formatCount(cut),
      ],
    ),
  );
}
