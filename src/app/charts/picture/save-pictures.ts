import type { LiveRun } from '../../run/live-run.ts';
import { fileNameOf } from '../../state/transfer.ts';
import { type ChartModel, type ChartView, titleOf } from '../chart-model.ts';
import { shownViews, useChosenViews } from '../chart-views-store.ts';
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

/** The charts of a run as they are shown, in the order in which they stand. */
export function shownPictures(run: LiveRun): ChartPicture[] {
  return shownViews(run, useChosenViews.getState()).map(({ model, view }) => shownPicture(run, model, view));
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
  const name = fileNameOf(run.scenario.name, '-charts.svg');
  downloadText(name, SVG, chartsSvg(shownPictures(run), lightInk()).svg);
}

function nameOf({ run, model, view }: ChartPicture, ending: string): string {
  const label = model.views.length > 1 ? ` ${view.label}` : '';
  const shown = fileNameOf(`${titleOf(model, view)}${label}`, `.${ending}`);
  return fileNameOf(run.scenario.name, `-${shown}`);
}
