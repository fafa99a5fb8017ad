import type { LiveRun } from '../../run/live-run.ts';
import { fileNameOf } from '../../state/transfer.ts';
import type { ChartId, ChartModel, ChartView } from '../chart-model.ts';
import { titleOf } from '../chart-model.ts';
import { chartChoices, chartModel } from '../chart-models.ts';
import { chosenView, useChosenViews } from '../chart-views-store.ts';
import { downloadBlob, downloadText } from '../download.ts';
import { shownDomain } from '../span/chart-span.ts';
import { useSpan } from '../span/span-store.ts';
import { chartSvg, chartsSvg } from './chart-svg.ts';
import type { ChartPicture } from './draw-picture.ts';
import { lightInk } from './page-ink.ts';
import { pictureAsPng } from './picture-png.ts';

const SVG = 'image/svg+xml';

/** A chart as it is shown: this view, and the part of the run that is on display. */
export function shownPicture(run: LiveRun, model: ChartModel, view: ChartView): ChartPicture {
  return { run, model, view, time: shownDomain(run, useSpan.getState()) };
}

/** The charts of a run with the views that are chosen, in the order in which they stand. */
export function shownPictures(
  run: LiveRun,
  chosen: Partial<Readonly<Record<ChartId, string>>> = useChosenViews.getState(),
): ChartPicture[] {
  return chartChoices.flatMap(({ id }) => {
    const model = chartModel(id, run.info, run.scenario, run.products);
    const view = chosenView(model, chosen);
    return view === undefined ? [] : [shownPicture(run, model, view)];
  });
}

export function saveChartSvg(picture: ChartPicture): void {
  downloadText(nameOf(picture, 'svg'), SVG, chartSvg(picture, lightInk()).svg);
}

/** @throws Error where the browser cannot draw it */
export async function saveChartPng(picture: ChartPicture): Promise<void> {
  downloadBlob(nameOf(picture, 'png'), await pictureAsPng(chartSvg(picture, lightInk())));
}

/** All charts on one sheet. */
export function saveAllCharts(run: LiveRun): void {
  const name = `${baseName(run.scenario.name)}-charts.svg`;
  downloadText(name, SVG, chartsSvg(shownPictures(run), lightInk()).svg);
}

function nameOf({ run, model, view }: ChartPicture, ending: string): string {
  const label = model.views.length > 1 ? ` ${view.label}` : '';
  return `${baseName(run.scenario.name)}-${baseName(`${titleOf(model, view)}${label}`)}.${ending}`;
}

/** A name of words joined by hyphens, without an ending. */
export function baseName(name: string): string {
  return fileNameOf(name).replace(/\.json$/, '');
}
