import { create } from 'zustand';
import type { ChartId, ChartModel, ChartView } from './chart-model.ts';

/** The view that was last chosen on each chart; a run without it shows its first. */
export const useChosenViews = create<Partial<Readonly<Record<ChartId, string>>>>()(() => ({}));

/** The view that a chart shows; undefined where the model has none. */
export function chosenView(
  model: ChartModel,
  chosen: Partial<Readonly<Record<ChartId, string>>>,
): ChartView | undefined {
  return model.views.find(({ id }) => id === chosen[model.id]) ?? model.views[0];
}
