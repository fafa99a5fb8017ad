import { type ReactElement, useState } from 'react';
import { sweepCsv, sweepJson } from '../../analysis/sweep/sweep-document.ts';
import { downloadText } from '../charts/download.ts';
import { Marked } from '../help/Marked.tsx';
import { fileNameOf } from '../state/transfer.ts';
import { axisText } from './axis-text.ts';
import { estimateText, failureText, MEASURES, verdictText } from './measures.ts';
import type { ShownResults } from './shown-results.ts';
import type { ShownSweep } from './sweep-controller.ts';

/** All points as a table, and as the documents that the command line writes. */
export function SweepData({
  run,
  shown,
}: {
  readonly run: ShownSweep;
  readonly shown: ShownResults;
}): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const nameOf = (ending: string): string => fileNameOf(run.sweep.file.name ?? '', `-sweep.${ending}`);
  return (
    <div className="sweep-data">
      <div className="sweep-actions">
        <button
          type="button"
          className="button button-framed"
          onClick={() => downloadText(nameOf('csv'), 'text/csv', sweepCsv(run.sweep, shown.results))}
        >
          Save as CSV
        </button>
        <button
          type="button"
          className="button button-framed"
          onClick={() =>
            downloadText(nameOf('json'), 'application/json', sweepJson(run.sweep, run.points, shown.results))
          }
        >
          Save as JSON
        </button>
      </div>
      <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>Table of all points</summary>
        {isOpen && <PointTable shown={shown} />}
      </details>
    </div>
  );
}

function PointTable({ shown }: { readonly shown: ShownResults }): ReactElement {
  const { sweep, labels, results } = shown;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
    <div className="sweep-scroll" role="region" aria-label="Table of all points" tabIndex={0}>
      <table className="sweep-table small">
        <thead>
          <tr>
            {labels.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">Targets</th>
            {MEASURES.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">
              <Marked text="First failure" />
            </th>
          </tr>
        </thead>
        <tbody>
          {results.map((result) => (
            <tr key={result.values.join(' ')}>
              {sweep.axes.map(({ path, kind }, a) => (
                <th key={path} scope="row">
                  {axisText(kind, result.values[a] ?? 0)}
                </th>
              ))}
              <td>{verdictText(result)}</td>
              {MEASURES.map((measure) => (
                <td key={measure.id}>{result.runs === 0 ? '' : estimateText(measure.of(result), measure)}</td>
              ))}
              <td>{result.runs === 0 ? '' : failureText(result.firstFailure)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
