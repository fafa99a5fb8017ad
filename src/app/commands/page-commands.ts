import { chooseFile, exportScenario, shareScenario } from '../header/actions.ts';
import { usePlayhead } from '../run/playhead.ts';
import { useRun } from '../run/run-store.ts';
import type { App } from '../state/app-context.ts';
import { toggleMode } from '../state/page-address.ts';
import { SIDE_PAGE_NAMES } from '../state/side-page-names.ts';
import { openDialog, SIDE_PAGES, WORK_MODES } from '../state/view-store.ts';
import { WORK_MODE_NAMES } from '../state/work-mode-names.ts';
import { endSec, togglePlaying } from '../time/transport.ts';
import type { Command, Keys } from './command.ts';
import { GUIDE_COMMANDS } from './guide-commands.ts';

const COMMAND = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

const history = (key: string, withShift: boolean, shown: readonly string[]): Keys => ({
  key,
  withCommand: true,
  withShift,
  shown: [COMMAND, ...shown],
});

const plain = (key: string, shown = key.toUpperCase()): Keys => ({ key, shown: [shown] });

/** All that the page can do, in the order in which the help lists it. */
export function pageCommands(app: App): readonly Command[] {
  return [
    ...runCommands(app),
    ...viewCommands(),
    ...editCommands(app),
    ...scenarioCommands(app),
    ...HELP,
    ...GUIDE_COMMANDS,
  ];
}

function runCommands({ controller }: App): Command[] {
  return [
    { id: 'play', does: 'Play or pause', group: 'Run', keys: plain(' ', 'Space'), action: playOrPause },
    {
      id: 'again',
      does: 'Start again',
      group: 'Run',
      keys: plain('r'),
      action: () => {
        const { status } = useRun.getState();
        if (status === 'refused' || status === 'crashed') controller.restart();
        usePlayhead.setState({ timeSec: 0, playing: true });
      },
    },
  ];
}

function viewCommands(): Command[] {
  return [
    ...WORK_MODES.map((mode): Command => {
      const { key, what } = WORK_MODE_NAMES[mode];
      return { id: mode, does: what, group: 'View', keys: plain(key), action: () => toggleMode(mode) };
    }),
    ...SIDE_PAGES.map((page): Command => {
      const { name, what } = SIDE_PAGE_NAMES[page];
      const action = (): void => {
        location.hash = page;
      };
      return { id: page, does: `${name}: ${what}`, group: 'View', action };
    }),
  ];
}

function editCommands({ editor }: App): Command[] {
  return [
    {
      id: 'undo',
      does: 'Undo',
      group: 'Edit',
      keys: history('z', false, ['Z']),
      isPossible: () => editor.store.temporal.getState().pastStates.length > 0,
      action: () => editor.undo(),
    },
    {
      id: 'redo',
      does: 'Redo',
      group: 'Edit',
      keys: history('z', true, ['Shift', 'Z']),
      isPossible: () => editor.store.temporal.getState().futureStates.length > 0,
      action: () => editor.redo(),
    },
    { id: 'settings', does: 'All settings', group: 'Edit', action: () => openDialog('settings') },
    { id: 'json', does: 'The scenario as JSON', group: 'Edit', action: () => openDialog('json') },
  ];
}

function scenarioCommands({ editor }: App): Command[] {
  return [
    {
      id: 'share',
      does: 'Copy a link to this scenario',
      group: 'Scenario',
      action: () => void shareScenario(editor),
    },
    {
      id: 'export',
      does: 'Export the scenario',
      group: 'Scenario',
      keys: plain('e'),
      action: () => void exportScenario(editor),
    },
    { id: 'import', does: 'Import a scenario', group: 'Scenario', keys: plain('i'), action: chooseFile },
  ];
}

const HELP: readonly Command[] = [
  {
    id: 'lookup',
    does: 'Look up an error',
    group: 'Help',
    keys: plain('/'),
    action: () => openDialog('lookup'),
  },
  { id: 'help', does: 'Help', group: 'Help', keys: plain('?'), action: () => openDialog('help') },
];

function playOrPause(): void {
  const { run } = useRun.getState();
  if (run !== null) usePlayhead.setState((playhead) => togglePlaying(playhead, endSec(run)));
}
