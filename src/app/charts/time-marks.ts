import { symptomOf } from '../../analysis/answer/symptoms.ts';
import type { Products } from '../../analysis/levers/products.ts';
import type { FailureCause, RunSummary } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { eventLabel } from '../format/event-label.ts';
import { formatDuration } from '../format/numbers.ts';
import type { LiveRun } from '../run/live-run.ts';

/** A moment that stands as a vertical line on every chart and on the time track. */
export interface TimeMark {
  readonly id: string;
  readonly kind: 'event' | 'failure';
  readonly atSec: number;
  readonly label: string;
}

/** The events of the scenario, the first failure of the run, and that of each other cause. */
export function timeMarks(
  scenario: Scenario,
  products: Products,
  { firstFailure, failures }: Pick<RunSummary, 'firstFailure' | 'failures'>,
): TimeMark[] {
  const marks = scenario.events.map(
    (event, index): TimeMark => ({
      id: `event-${index}`,
      kind: 'event',
      atSec: event.atSec,
      label: `${eventLabel(event)} at ${formatDuration(event.atSec)}`,
    }),
  );
  if (firstFailure === null) return marks;
  const what = (cause: FailureCause): string =>
    `${symptomOf(products, cause.station, cause.resource).outcome} (${cause.stationName})`;
  marks.push({
    id: 'first-failure',
    kind: 'failure',
    atSec: firstFailure.atSec,
    label: `first failure at ${formatDuration(firstFailure.atSec)}: ${what(firstFailure)}`,
  });
  for (const failure of failures) {
    const { station, resource, firstAtSec } = failure;
    if (station === firstFailure.station && resource === firstFailure.resource) continue;
    marks.push({
      id: `failure-${station}-${resource}`,
      kind: 'failure',
      atSec: firstAtSec,
      label: `first at ${formatDuration(firstAtSec)}: ${what(failure)}`,
    });
  }
  return marks;
}

const NO_FAILURES = { firstFailure: null, failures: [] } as const;

export function runMarks(run: LiveRun): TimeMark[] {
  return timeMarks(run.scenario, run.products, run.summary ?? NO_FAILURES);
}

export function sameMarks(a: readonly TimeMark[], b: readonly TimeMark[]): boolean {
  return a.length === b.length && a.every((mark, index) => mark.label === b[index]?.label);
}
