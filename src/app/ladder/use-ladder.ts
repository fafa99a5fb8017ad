import { useMemo } from 'react';
import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { ladderOfLimits } from '../../analysis/limits/limits.ts';
import { useDocument } from '../state/app-context.ts';

/** The limits of the open scenario, the first to bind on top. */
export function useLadder(): readonly LimitRow[] {
  const scenario = useDocument((state) => state.scenario);
  return useMemo(() => ladderOfLimits(scenario), [scenario]);
}
