import { useEffect, useMemo, useState } from 'react';
import { DEFAULT_SPREAD } from '../../analysis/sensitivity/inputs.ts';
import type { ClosedFormMeasure } from '../../analysis/sensitivity/measures.ts';
import {
  type Bar,
  closedFormBars,
  closedFormSensitivity,
  sensitivityPlan,
} from '../../analysis/sensitivity/tornado.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { useDocument } from '../state/app-context.ts';

/** Bars that follow a slider: a few milliseconds of work. */
export const BARS_SHOWN = 8;
/** All inputs are tried when a slider rests this long; a wider one among those not shown takes its place then. */
const REST_MS = 250;

export interface ShownSensitivity {
  readonly base: number | null;
  readonly bars: readonly Bar[];
}

interface Computed extends ShownSensitivity {
  readonly scenario: Scenario;
  readonly measure: ClosedFormMeasure;
}

/** The bars of a measure for the open scenario, in closed form. */
export function useSensitivity(measure: ClosedFormMeasure): ShownSensitivity {
  const file = useDocument((state) => state.file);
  const scenario = useDocument((state) => state.scenario);
  const [all, setAll] = useState(() => computed(file, scenario, measure));
  const isCurrent = all.scenario === scenario && all.measure === measure;

  useEffect(() => {
    if (isCurrent) return undefined;
    const timer = setTimeout(() => setAll(computed(file, scenario, measure)), REST_MS);
    return () => clearTimeout(timer);
  }, [isCurrent, file, scenario, measure]);

  return useMemo(() => {
    if (isCurrent) return all;
    if (all.measure !== measure) return computed(file, scenario, measure);
    const shown = new Set(all.bars.slice(0, BARS_SHOWN).map(({ input }) => input.field));
    return computed(file, scenario, measure, (field) => shown.has(field));
  }, [isCurrent, all, file, scenario, measure]);
}

function computed(
  file: ScenarioFile,
  scenario: Scenario,
  measure: ClosedFormMeasure,
  isWanted?: (field: string) => boolean,
): Computed {
  const closed = closedFormSensitivity(sensitivityPlan(file, scenario, DEFAULT_SPREAD, isWanted));
  return { scenario, measure, base: closed.base[measure], bars: closedFormBars(closed, measure) };
}
