import { type PolicyOutcome, policyOutcome } from '../../analysis/runs/reconnect-comparison.ts';
import type { RunSummary } from '../../network/results/run-result.ts';
import { formatCount, formatDuration } from '../format/numbers.ts';
import type { LiveRun } from '../run/live-run.ts';
import type { Cell, ComparisonRow } from './comparison-rows.ts';
import { COMPARISON_ROWS } from './comparison-rows.ts';

/** Rows of both comparisons. */
const COMMON = new Set(['failed', 'first-failure', 'late', 'peak']);

/** What a policy makes of the events: the wave, how long it lasts, and what fails in it. */
export const POLICY_ROWS: readonly ComparisonRow[] = [
  {
    id: 'wave',
    name: 'Highest wave',
    better: 'low',
    text: ofOutcome(({ peakAttemptsPerSec }) => ({
      text: `${formatCount(peakAttemptsPerSec)}/s`,
      note: 'attempts, from the first event on',
      value: peakAttemptsPerSec,
    })),
  },
  {
    id: 'recovered',
    name: 'Recovered after',
    better: 'low',
    text: ofOutcome(({ recoveredAfterSec }) =>
      recoveredAfterSec === null
        ? { text: 'not in this run', value: Infinity }
        : {
            text: formatDuration(recoveredAfterSec),
            note: '99 % back, from the end of the last event',
            value: recoveredAfterSec,
          },
    ),
  },
  {
    id: 'fewest',
    name: 'Fewest connected',
    better: 'high',
    text: ofOutcome(({ fewestConnected }) => ({
      text: formatCount(fewestConnected),
      value: fewestConnected,
    })),
  },
  ...COMPARISON_ROWS.filter(({ id }) => COMMON.has(id)),
];

function ofOutcome(cell: (outcome: PolicyOutcome) => Cell): ComparisonRow['text'] {
  return (run, summary) =>
    summary.completed ? cell(outcomeOf(run, summary)) : { text: '…', value: Number.NaN };
}

export function outcomeOf(run: LiveRun, summary: RunSummary): PolicyOutcome {
  return policyOutcome(run.scenario, { summary, series: run });
}
