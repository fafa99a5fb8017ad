import { lazy } from 'react';

/** Everything that draws a run. It is fetched while the first run is computed: there is nothing to draw before that. */
const loadRunViews = () => import('./run-views.tsx');

/** Begins to fetch the views before the page asks for them. A failure shows where they are used. */
export function preloadRunViews(): void {
  loadRunViews().catch(() => {});
}

/** Where the views do not come, the answer stands without it; the views themselves say what is wrong. */
export const RunNote = lazy(async () => ({
  default: (await loadRunViews().catch(() => null))?.RunNote ?? Nothing,
}));

export const RunsOfAnswer = lazy(async () => ({
  default: (await loadRunViews().catch(() => null))?.RunsOfAnswer ?? Nothing,
}));

export const QuestionNote = lazy(async () => ({
  default: (await loadRunViews().catch(() => null))?.QuestionNote ?? Nothing,
}));

function Nothing(): null {
  return null;
}

export const BelowLimits = lazy(async () => ({ default: (await loadRunViews()).BelowLimits }));
export const LimitDetail = lazy(async () => ({ default: (await loadRunViews()).LimitDetail }));
export const WideRun = lazy(async () => ({ default: (await loadRunViews()).WideRun }));
export const WidePorts = lazy(async () => ({ default: (await loadRunViews()).WidePorts }));
export const PickedChart = lazy(async () => ({ default: (await loadRunViews()).PickedChart }));
export const NarrowDiagram = lazy(async () => ({ default: (await loadRunViews()).NarrowDiagram }));
export const NarrowPorts = lazy(async () => ({ default: (await loadRunViews()).NarrowPorts }));
