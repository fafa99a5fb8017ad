import { type ReactElement, useState } from 'react';
import { formatClock } from '../format/numbers.ts';
import type { LiveRun } from '../run/live-run.ts';
import { appearing } from './appearance.ts';
import { chartCsv, derivedSeries, viewColumns } from './chart-csv.ts';
import type { ChartView } from './chart-model.ts';
import { tableRows } from './chart-summary.ts';
import { downloadText } from './download.ts';
import { readSaid } from './reading.ts';
import { sayValue } from './say-value.ts';
import { useRunValue } from './use-run-value.ts';

const TABLE_ROWS = 25;
const TABLE_LINES = 8;
const TABLE_EVERY_MS = 1000;

/** The numbers behind a chart: a short table, and every sample as CSV. */
export function ChartData(props: {
  readonly run: LiveRun;
  readonly title: string;
  readonly view: ChartView;
}): ReactElement {
  const { run, title, view } = props;
  const [open, setOpen] = useState(false);
  const download = (): void => {
    const name = `${title} ${view.label}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    downloadText(`${name}.csv`, 'text/csv', chartCsv(run, viewColumns(view), derivedSeries(view)));
  };
  return (
    <details className="chart-data" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Data<span className="visually-hidden"> of {title}</span>
      </summary>
      <div className="chart-data-panel">
        <button type="button" className="button button-framed" onClick={download}>
          Save every sample as CSV
        </button>
        {open && <ChartTable run={run} title={title} view={view} />}
      </div>
    </details>
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
