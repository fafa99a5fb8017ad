import type { ReactElement } from 'react';
import type { WorkModeId } from '../state/view-store.ts';
import { ComparePane } from './ComparePane.tsx';
import { PlanPane } from './PlanPane.tsx';
import { SweepPane } from './SweepPane.tsx';

/** What each mode shows beside the controls. */
export const MODE_PANES: Readonly<Record<WorkModeId, () => ReactElement>> = {
  compare: ComparePane,
  plan: PlanPane,
  sweep: SweepPane,
};
