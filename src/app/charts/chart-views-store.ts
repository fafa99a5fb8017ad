import { create } from 'zustand';
import type { LiveRun } from '../run/live-run.ts';
import type { ChartId, ChartModel, ChartView } from './chart-model.ts';
import { chartChoices, chartModel } from './chart-models.ts';

/** The id of the view that was last chosen on each chart. */
export type ChosenViews = Partial<Readonly<Record<ChartId, string>>>;

/** A run without the view that was chosen shows its first. */
export const useChosenViews = create<ChosenViews>()(() => ({}));

/** The view that a chart shows; undefined where the model has none. */
export function chosenView(model: ChartModel, chosen: ChosenViews): ChartView | undefined {
  return model.views.find(({ id }) => id === chosen[model.id]) ?? model.views[0];
}

/** The charts of a run with the views that they show, in the order in which they stand. */
export function shownViews(
  run: LiveRun,
  chosen: ChosenViews,
): { readonly model: ChartModel; readonly view: ChartView }[] {
  return chartChoices.flatMap(({ id }) => {
    const model = chartModel(id, run.info, run.scenario, run.products);
    const view = chosenView(model, chosen);
    return view === undefined ? [] : [{ model, view }];
  });
}
