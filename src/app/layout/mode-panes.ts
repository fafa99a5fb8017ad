import type { ReactElement } from 'react';
import type { WorkModeId } from '../state/view-store.ts';
import { ComparePane } from './ComparePane.tsx';
import { SweepPane } from './SweepPane.tsx';

/** What each mode shows beside the controls. */
export const MODE_PANES: Readonly<Record<WorkModeId, () => ReactElement>> = {
  compare: ComparePane,
  sweep: SweepPane,
};
