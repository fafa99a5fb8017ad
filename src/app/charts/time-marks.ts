import { symptomOf } from '../../analysis/answer/symptoms.ts';
import type { Products } from '../../analysis/levers/products.ts';
import type { RunSummary } from '../../network/results/run-result.ts';
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

/** The events of the scenario, and the first failure of the run. */
export function timeMarks(
  scenario: Scenario,
  products: Products,
  firstFailure: RunSummary['firstFailure'],
): TimeMark[] {
  const marks = scenario.events.map(
    (event, index): TimeMark => ({
      id: `event-${index}`,
      kind: 'event',
      atSec: event.atSec,
      label: `${eventLabel(event)} at ${formatDuration(event.atSec)}`,
    }),
  );
  if (firstFailure !== null) {
    const { outcome } = symptomOf(products, firstFailure.station, firstFailure.resource);
    marks.push({
      id: 'first-failure',
      kind: 'failure',
      atSec: firstFailure.atSec,
      label: `first failure at ${formatDuration(firstFailure.atSec)}: ${outcome} (${firstFailure.stationName})`,
    });
  }
  return marks;
}

export function runMarks(run: LiveRun): TimeMark[] {
  return timeMarks(run.scenario, run.products, run.summary?.firstFailure ?? null);
}

export function sameMarks(a: readonly TimeMark[], b: readonly TimeMark[]): boolean {
  return a.length === b.length && a.every((mark, index) => mark.label === b[index]?.label);
}
