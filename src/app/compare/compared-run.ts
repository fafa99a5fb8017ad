import type { Products } from '../../analysis/levers/products.ts';
import { type BlockingEstimate, blockingFromSeries } from '../../analysis/runs/blocking.ts';
import { type PolicyOutcome, policyOutcome } from '../../analysis/runs/reconnect-comparison.ts';
import type { RunSeries, RunSummary } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** A run as a column of a comparison shows it: one under way, or one that was kept. */
export interface ComparedRun extends RunSeries {
  readonly scenario: Scenario;
  /** What its stations are, for the words of failures. */
  readonly products: Products;
  readonly summary: RunSummary | null;
  /** The inputs have changed since. */
  readonly stale: boolean;
  /** Grows with every change of the series. */
  readonly version: number;
  /** Of a kept run, which has a part of its series alone: what was read of the whole. */
  readonly kept?: SeriesFigures;
}

/** The figures of a comparison that no summary has: they are read of the whole series of a finished run. */
export interface SeriesFigures {
  readonly blocking: Pick<BlockingEstimate, 'probability' | 'interval'>;
  /** Null where there is no event. */
  readonly policy: PolicyOutcome | null;
}

/** What is read of the series of a finished run. */
export function seriesFigures(run: ComparedRun, summary: RunSummary): SeriesFigures {
  return { blocking: blockingOf(run), policy: hasEvents(run) ? outcomeOf(run, summary) : null };
}

export function blockingOf(run: ComparedRun): SeriesFigures['blocking'] {
  if (run.kept !== undefined) return run.kept.blocking;
  const { probability, interval } = blockingFromSeries(run, run.scenario.warmUpSec);
  return { probability, interval };
}

/** @param run has an event */
export function outcomeOf(run: ComparedRun, summary: RunSummary): PolicyOutcome {
  return run.kept?.policy ?? policyOutcome(run.scenario, { summary, series: run });
}

export function hasEvents({ scenario }: ComparedRun): boolean {
  return scenario.events.length > 0;
}
