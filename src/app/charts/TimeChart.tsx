import { Fragment, type ReactElement, useCallback, useMemo } from 'react';
import { Term } from '../help/Term.tsx';
import type { LiveRun } from '../run/live-run.ts';
import { ChartData } from './ChartData.tsx';
import { type ChartId, type ChartView, titleOf } from './chart-model.ts';
import { chartModel } from './chart-models.ts';
import { chartSummary } from './chart-summary.ts';
import { chosenView, useChosenViews } from './chart-views-store.ts';
import { PlotArea } from './PlotArea.tsx';
import { readSample } from './reading.ts';
import { useIsStale, useRunInfo, useRunValue } from './use-run-value.ts';
import './charts.css';

const SUMMARY_EVERY_MS = 1000;

/** One chart over the time of the run, with its summary in words, its table and its CSV. */
export function TimeChart({ run, id }: { readonly run: LiveRun; readonly id: ChartId }): ReactElement {
  const info = useRunInfo(run);
  const stale = useIsStale(run);
  const model = useMemo(() => chartModel(id, info, run.scenario, run.products), [id, info, run]);
  const view = useChosenViews((chosen) => chosenView(model, chosen));
  const summarise = useCallback(
    (each: LiveRun) => (view === undefined ? '' : chartSummary(model, view, each)),
    [model, view],
  );
  const summary = useRunValue(run, summarise, Object.is, SUMMARY_EVERY_MS);
  const allZero = useCallback(
    (each: LiveRun) => view !== undefined && view.allZero !== null && isAllZero(view, each),
    [view],
  );
  const isZero = useRunValue(run, allZero);
  if (view === undefined) return <></>;
  const title = titleOf(model, view);
  const words = view.empty ?? (isZero ? view.allZero : null);

  return (
    <figure className="chart" data-stale={stale}>
      <figcaption className="chart-head">
        <h3 className="chart-title">
          {title} <Heading title={title} view={view} />
        </h3>
        {model.views.length > 1 && (
          <select
            className="chart-select"
            aria-label={`${model.title} of`}
            value={view.id}
            onChange={(event) => useChosenViews.setState({ [id]: event.target.value })}
          >
            {model.views.map((each) => (
              <option key={each.id} value={each.id}>
                {each.label}
              </option>
            ))}
          </select>
        )}
      </figcaption>
      <div className="chart-body">
        <PlotArea run={run} model={model} view={view} isBlank={words !== null} />
        {words !== null && (
          <p className="chart-words">
            <span>{words}</span>
          </p>
        )}
      </div>
      <p className="visually-hidden">{summary}</p>
      {view.empty === null && <ChartData run={run} model={model} view={view} />}
    </figure>
  );
}

/** The unit, where the title does not name it, or the words that have to be explained. */
function Heading({ title, view }: { readonly title: string; readonly view: ChartView }): ReactElement | null {
  if (view.terms.length === 0 && title.toLowerCase().includes(view.unit)) return null;
  return (
    <span className="chart-unit">
      {view.terms.length === 0
        ? view.unit
        : view.terms.map(([word, id], index) => (
            <Fragment key={id}>
              {index > 0 && ', '}
              <Term id={id}>{word}</Term>
            </Fragment>
          ))}
    </span>
  );
}

/**
 * Totals never fall, so that the last sample tells whether anything was ever counted. Ratios come and go: whether there is
 * one at any sample.
 */
function isAllZero({ scale, series }: ChartView, run: LiveRun): boolean {
  if (scale === 'ratio') return !hasRatio(series, run);
  return series.every(({ reading }) =>
    reading.columns.every((at) => (run.columns[at]?.[run.length - 1] ?? 0) === 0),
  );
}

function hasRatio([first]: ChartView['series'], run: LiveRun): boolean {
  if (first === undefined) return false;
  for (let index = 0; index < run.length; index += 1)
    if (!Number.isNaN(readSample(run, first.reading, index))) return true;
  return false;
}
