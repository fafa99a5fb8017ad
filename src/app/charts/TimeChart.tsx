import { type ReactElement, useCallback, useMemo, useState } from 'react';
import type { LiveRun } from '../run/live-run.ts';
import { ChartData } from './ChartData.tsx';
import type { ChartId } from './chart-model.ts';
import { chartModel } from './chart-models.ts';
import { chartSummary } from './chart-summary.ts';
import { PlotArea } from './PlotArea.tsx';
import { useIsStale, useRunValue } from './use-run-value.ts';
import './charts.css';

const SUMMARY_EVERY_MS = 1000;

/** One chart over the time of the run, with its summary in words, its table and its CSV. */
export function TimeChart({ run, id }: { readonly run: LiveRun; readonly id: ChartId }): ReactElement {
  const info = useRunValue(run, infoOf);
  const stale = useIsStale(run);
  const model = useMemo(() => chartModel(id, info, run.scenario, run.products), [id, info, run]);
  const [wanted, setWanted] = useState('');
  const view = model.views.find((each) => each.id === wanted) ?? model.views[0];
  const summarise = useCallback(
    (each: LiveRun) => (view === undefined ? '' : chartSummary(model, view, each)),
    [model, view],
  );
  const summary = useRunValue(run, summarise, Object.is, SUMMARY_EVERY_MS);
  const allZero = useCallback(
    (each: LiveRun) => view !== undefined && view.allZero !== null && isAllZero(view.series, each),
    [view],
  );
  const isZero = useRunValue(run, allZero);
  if (view === undefined) return <></>;
  const words = view.empty ?? (isZero ? view.allZero : null);

  return (
    <figure className="chart" data-stale={stale}>
      <figcaption className="chart-head">
        <h3 className="chart-title">
          {model.title}
          {!model.title.toLowerCase().includes(view.unit) && <span className="chart-unit"> {view.unit}</span>}
        </h3>
        {model.views.length > 1 && (
          <select
            className="chart-select"
            aria-label={`${model.title} of`}
            value={view.id}
            onChange={(event) => setWanted(event.target.value)}
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
      {view.empty === null && <ChartData run={run} title={model.title} view={view} />}
    </figure>
  );
}

function infoOf(run: LiveRun): LiveRun['info'] {
  return run.info;
}

/** Totals never fall, so that the last sample tells whether anything was ever counted. */
function isAllZero(
  series: readonly { readonly reading: { readonly columns: readonly number[] } }[],
  run: LiveRun,
): boolean {
  return series.every(({ reading }) =>
    reading.columns.every((at) => (run.columns[at]?.[run.length - 1] ?? 0) === 0),
  );
}
