import { type ReactElement, type ReactNode, useState } from 'react';
import { downloadCsv } from './download.ts';

/** What folds out below a chart: a table, made only while it is open, and buttons that save everything as CSV and as a picture. */
export function ChartDataPanel(props: {
  readonly title: string;
  /** Of the view; with the title it names the file. */
  readonly label: string;
  readonly saveText: string;
  readonly csv: () => string;
  /** Buttons that save the chart itself. */
  readonly pictures?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const { title, label, saveText, csv, pictures, children } = props;
  const [open, setOpen] = useState(false);
  const save = (): void => downloadCsv(`${title} ${label}`, csv());
  return (
    <details className="chart-data" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Data<span className="visually-hidden"> of {title}</span>
      </summary>
      <div className="chart-data-panel">
        <div className="chart-data-buttons">
          <button type="button" className="button button-framed" onClick={save}>
            {saveText}
          </button>
          {pictures}
        </div>
        {open && children}
      </div>
    </details>
  );
}
