import { useEffect, useMemo, useState } from 'react';
import { DEFAULT_SPREAD } from '../../analysis/sensitivity/inputs.ts';
import type { ClosedFormMeasure } from '../../analysis/sensitivity/measures.ts';
import {
  type Bar,
  type ClosedFormSensitivity,
  closedFormBars,
  closedFormSensitivity,
  sensitivityPlan,
} from '../../analysis/sensitivity/tornado.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { REST_MS } from '../run/work-at-rest.ts';
import { useDocument } from '../state/app-context.ts';

/** Bars that follow a slider: a few milliseconds of work. */
export const BARS_SHOWN = 8;

export interface ShownSensitivity {
  readonly base: number | null;
  readonly bars: readonly Bar[];
}

/** All inputs of a scenario, with all measures. */
interface Computed {
  readonly scenario: Scenario;
  readonly sensitivity: ClosedFormSensitivity;
}

/**
 * The bars of a measure for the open scenario, in closed form. All inputs are tried when a slider rests; a wider one among
 * those not shown takes its place then.
 */
export function useSensitivity(measure: ClosedFormMeasure): ShownSensitivity {
  const file = useDocument((state) => state.file);
  const scenario = useDocument((state) => state.scenario);
  const [all, setAll] = useState<Computed>(() => ({ scenario, sensitivity: computed(file, scenario) }));
  const isCurrent = all.scenario === scenario;

  useEffect(() => {
    if (isCurrent) return undefined;
    const compute = (): void => setAll({ scenario, sensitivity: computed(file, scenario) });
    const timer = setTimeout(compute, REST_MS);
    return () => clearTimeout(timer);
  }, [isCurrent, file, scenario]);

  const shown = useMemo(() => {
    if (isCurrent) return all.sensitivity;
    const widest = closedFormBars(all.sensitivity, measure).slice(0, BARS_SHOWN);
    const fields = new Set(widest.map(({ input }) => input.field));
    return computed(file, scenario, (field) => fields.has(field));
  }, [isCurrent, all, file, scenario, measure]);

  return useMemo(
    () => ({ base: shown.base[measure], bars: closedFormBars(shown, measure) }),
    [shown, measure],
  );
}

function computed(
  file: ScenarioFile,
  scenario: Scenario,
  isWanted?: (field: string) => boolean,
): ClosedFormSensitivity {
  return closedFormSensitivity(sensitivityPlan(file, scenario, DEFAULT_SPREAD, isWanted));
}
