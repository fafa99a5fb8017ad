import type { ReactElement } from 'react';
import { CHART_COMMANDS } from '../commands/chart-commands.ts';
import './exports.css';

const NAMES: Readonly<Record<string, string>> = {
  report: 'Report to print',
  'save-charts': 'Charts as SVG',
  'save-series': 'Series as CSV',
  'save-results': 'Results as JSON',
};

/** What of a run can be kept, below its charts. */
export function RunExports(): ReactElement {
  return (
    <div className="run-exports small" role="group" aria-label="Keep the results">
      <span className="quiet">Keep the results</span>
      {Object.entries(NAMES).map(([id, name]) => {
        const command = CHART_COMMANDS.find((each) => each.id === id);
        return (
          command !== undefined && (
            <button key={id} type="button" className="button" title={command.does} onClick={command.action}>
              {name}
            </button>
          )
        );
      })}
    </div>
  );
}
