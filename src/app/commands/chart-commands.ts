import {
  clearSelection,
  selectedSpan,
  showWhole,
  spanOf,
  zoomToSelection,
} from '../charts/span/chart-span.ts';
import { useSpan } from '../charts/span/span-store.ts';
import type { LiveRun } from '../run/live-run.ts';
import { hasRun, useRun } from '../run/run-store.ts';
import { openDialog } from '../state/view-store.ts';
import { withPart } from '../state/with-part.ts';
import { changeSpeed, stepMark, stepSample } from '../time/time-actions.ts';
import type { Command, CommandGroup, Keys } from './command.ts';

/** What can be done with the run on show and its charts; they come with the charts. */
export const CHART_COMMANDS: readonly Command[] = [
  ofRun('step-back', 'Step back by a sample', 'Run', (run) => stepSample(run, -1), key(',')),
  ofRun('step-on', 'Step on by a sample', 'Run', (run) => stepSample(run, 1), key('.')),
  ofRun('mark-back', 'To the event or failure before', 'Run', (run) => stepMark(run, -1), key('[')),
  ofRun('mark-on', 'To the event or failure after', 'Run', (run) => stepMark(run, 1), key(']')),
  ofRun('slower', 'Play slower', 'Run', () => changeSpeed(-1), key('<')),
  ofRun('faster', 'Play faster', 'Run', () => changeSpeed(1), key('>')),
  {
    ...ofRun(
      'zoom',
      'Zoom to the selected span: drag over a chart, or Shift and arrow keys on it',
      'View',
      zoomToSelection,
      key('f'),
    ),
    isPossible: isSelected,
  },
  ofRun('whole', 'Show the whole run', 'View', showWhole, key('0')),
  {
    ...ofRun('clear', 'Clear the selection', 'View', clearSelection, key('escape', 'Esc')),
    isPossible: isSelected,
  },
  ofRun('report', 'Print a report', 'Scenario', () => openDialog('report')),
  ofRun('save-results', 'Export the results as JSON', 'Scenario', (run) => void save('results', run)),
  ofRun('save-series', 'Export the series as CSV', 'Scenario', (run) => void save('series', run)),
  ofRun('save-charts', 'Export all charts as SVG', 'Scenario', (run) => void save('charts', run)),
];

function save(what: 'results' | 'series' | 'charts', run: LiveRun): Promise<void> {
  return withPart(import('../exports/save-run.ts'), ({ SAVE_RUN }) => SAVE_RUN[what](run), 'Not exported');
}

function ofRun(
  id: string,
  does: string,
  group: CommandGroup,
  action: (run: LiveRun) => void,
  keys?: Keys,
): Command {
  const act = (): void => {
    const { run } = useRun.getState();
    if (run !== null) action(run);
  };
  return { id, does, group, isPossible: hasRun, action: act, ...(keys === undefined ? {} : { keys }) };
}

function key(pressed: string, shown = pressed.toUpperCase()): Keys {
  return { key: pressed, shown: [shown] };
}

function isSelected(): boolean {
  const { run } = useRun.getState();
  return run !== null && selectedSpan(spanOf(run, useSpan.getState()).selection) !== null;
}
