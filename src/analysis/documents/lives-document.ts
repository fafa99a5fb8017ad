import type { RunResult } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type DrainCurve, drainCurves } from '../runs/drain-curve.ts';
import { type PopulationLives, populationLives, shareAt, sparse } from '../runs/survival-curve.ts';
import { type UserRates, userRates } from '../runs/user-rates.ts';

/** How long the connections of a run lasted, and what that means for its users and its drains. */
export interface RunLives {
  readonly lives: readonly PopulationLives[];
  readonly userRates: readonly UserRates[];
  readonly drains: readonly DrainCurve[];
}

export function runLives(scenario: Scenario, { summary, lifeTables }: RunResult): RunLives {
  return {
    lives: populationLives(scenario, lifeTables?.populations ?? []),
    userRates: userRates(scenario, summary),
    drains: drainCurves(scenario, lifeTables?.drains ?? []),
  };
}

/** Their part of the document of `run --json`. */
export function livesDocument({ lives, userRates, drains }: RunLives): object {
  return { lives: lives.map(livesOf), userHours: userRates, drains: drains.map(drainOf) };
}

function livesOf({ points, undisturbed, closedForm, ...rest }: PopulationLives): object {
  return {
    ...rest,
    survival: sparse(points).map((point) => ({
      ...point,
      undisturbed: shareAt(undisturbed ?? points, point.afterSec),
      closedForm: closedForm?.(point.afterSec) ?? null,
    })),
  };
}

function drainOf({ points, station, closedForm, ...rest }: DrainCurve): object {
  return {
    hop: station,
    ...rest,
    stillOpen: sparse(points).map(({ afterSec, share }) => ({
      afterSec,
      share,
      closedForm: closedForm(afterSec),
    })),
  };
}
