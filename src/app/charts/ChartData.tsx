import type { ReactElement } from 'react';
import { formatClock } from '../format/numbers.ts';
import type { LiveRun } from '../run/live-run.ts';
import { appearing } from './appearance.ts';
import { ChartDataPanel } from './ChartDataPanel.tsx';
import { chartCsv, derivedSeries, viewColumns } from './chart-csv.ts';
import { type ChartModel, type ChartView, titleOf } from './chart-model.ts';
import { tableRows } from './chart-summary.ts';
import { SavePictures } from './picture/SavePictures.tsx';
import { readSaid } from './reading.ts';
import { sayValue } from './say-value.ts';
import { useRunValue } from './use-run-value.ts';

const TABLE_ROWS = 25;
const TABLE_LINES = 8;
const TABLE_EVERY_MS = 1000;

/** The numbers behind a chart: a short table, every sample as CSV, and the chart as a picture. */
export function ChartData(props: {
  readonly run: LiveRun;
  readonly model: ChartModel;
  readonly view: ChartView;
}): ReactElement {
  const { run, model, view } = props;
  const title = titleOf(model, view);
  return (
    <ChartDataPanel
      title={title}
      label={view.label}
      saveText="Save every sample as CSV"
      csv={() => chartCsv(run, viewColumns(view), derivedSeries(view))}
      pictures={<SavePictures run={run} model={model} view={view} />}
    >
      <ChartTable run={run} title={title} view={view} />
    </ChartDataPanel>
  );
}

function lengthOf(run: LiveRun): number {
  return run.length;
}

function ChartTable({ run, title, view }: { run: LiveRun; title: string; view: ChartView }): ReactElement {
  const length = useRunValue(run, lengthOf, Object.is, TABLE_EVERY_MS);
  const shown = appearing(view, run);
  const labelled = shown.filter((each) => each.labelled);
  const columns = (labelled.length > 0 ? labelled : shown).slice(0, TABLE_LINES);
  return (
    <table className="chart-table">
      <caption className="visually-hidden">
        {title}, {view.label}, {view.unit}
      </caption>
      <thead>
        <tr>
          <th scope="col">time</th>
          {columns.map(({ id, label }) => (
            <th key={id} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tableRows(length, TABLE_ROWS).map((index) => (
          <tr key={index}>
            <th scope="row">{formatClock(run.timeSec[index] ?? 0)}</th>
            {columns.map(({ id, reading, shown }) => (
              <td key={id}>{sayValue(readSaid(run, shown ?? reading, index), view.scale)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
