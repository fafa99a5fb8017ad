import type { PolicyOutcome } from '../../analysis/runs/reconnect-comparison.ts';
import { formatCount, formatDuration } from '../format/numbers.ts';
import { hasEvents, outcomeOf } from './compared-run.ts';
import { type Cell, COMPARISON_ROWS, type ComparisonRow } from './comparison-rows.ts';

/** Rows of both comparisons. */
const COMMON = new Set(['failed', 'first-failure', 'late', 'peak']);

/** What is made of the events: the wave, and how long it lasts. */
const EVENT_ROWS: readonly ComparisonRow[] = [
  {
    id: 'wave',
    name: 'Highest wave',
    unit: 'rate',
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
    unit: 'duration',
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
    unit: 'count',
    better: 'high',
    text: ofOutcome(({ fewestConnected }) => ({
      text: formatCount(fewestConnected),
      value: fewestConnected,
    })),
  },
];

/** What a policy makes of the events, and what fails in it. */
export const POLICY_ROWS: readonly ComparisonRow[] = [
  ...EVENT_ROWS,
  ...COMPARISON_ROWS.filter(({ id }) => COMMON.has(id)),
];

/** Every figure there is; those of events where there are any. */
export function rowsWithEvents(anyEvents: boolean): readonly ComparisonRow[] {
  return anyEvents ? [...COMPARISON_ROWS, ...EVENT_ROWS] : COMPARISON_ROWS;
}

function ofOutcome(cell: (outcome: PolicyOutcome) => Cell): ComparisonRow['text'] {
  return (run, summary) => {
    if (!hasEvents(run)) return { text: 'no event', value: Number.NaN };
    return summary.completed ? cell(outcomeOf(run, summary)) : { text: '…', value: Number.NaN };
  };
}
