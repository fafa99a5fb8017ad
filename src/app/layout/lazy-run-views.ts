import { type LazyExoticComponent, lazy, type ReactElement } from 'react';

/** Everything that draws a run. It is fetched while the first run is computed: there is nothing to draw before that. */
const loadRunViews = () => import('./run-views.tsx');

/** Begins to fetch the views before the page asks for them. A failure shows where they are used. */
export function preloadRunViews(): void {
  loadRunViews().catch(() => {});
}

export const RunNote = partOfAnswer('RunNote');
export const RunsOfAnswer = partOfAnswer('RunsOfAnswer');
export const QuestionNote = partOfAnswer('QuestionNote');

/** Where the views do not come, the answer stands without it; the views themselves say what is wrong. */
function partOfAnswer(
  name: 'RunNote' | 'RunsOfAnswer' | 'QuestionNote',
): LazyExoticComponent<() => ReactElement | null> {
  return lazy(async () => ({ default: (await loadRunViews().catch(() => null))?.[name] ?? Nothing }));
}

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
