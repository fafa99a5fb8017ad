import { chooseFile, exportScenario, shareScenario } from '../header/actions.ts';
import { usePlayhead } from '../run/playhead.ts';
import { hasRun, useRun } from '../run/run-store.ts';
import type { App } from '../state/app-context.ts';
import { toggleMode } from '../state/page-address.ts';
import { SIDE_PAGE_NAMES } from '../state/side-page-names.ts';
import { openDialog, SIDE_PAGES, WORK_MODES } from '../state/view-store.ts';
import { WORK_MODE_NAMES } from '../state/work-mode-names.ts';
import { endSec, togglePlaying } from '../time/transport.ts';
import type { Command, Keys } from './command.ts';
import { COMMAND_KEY } from './command-key.ts';
import { DRAWER_COMMANDS } from './drawer-commands.ts';
import { embedCommand } from './embed-command.ts';
import { GUIDE_COMMANDS } from './guide-commands.ts';
import { keptRunCommands } from './kept-run-commands.ts';
import { useLateCommands } from './late-commands.ts';
import { THEME_COMMANDS } from './theme-commands.ts';

const history = (key: string, withShift: boolean, shown: readonly string[]): Keys => ({
  key,
  withCommand: true,
  withShift,
  shown: [COMMAND_KEY, ...shown],
});

const plain = (key: string, shown = key.toUpperCase()): Keys => ({ key, shown: [shown] });

/** All that the page can do, in the order in which the help lists it. */
export function pageCommands(app: App): readonly Command[] {
  return [
    ...runCommands(app),
    ...keptRunCommands(app),
    ...viewCommands(),
    ...DRAWER_COMMANDS,
    ...useLateCommands.getState().late,
    ...editCommands(app),
    ...scenarioCommands(app),
    ...HELP,
    ...GUIDE_COMMANDS,
    ...THEME_COMMANDS,
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
      const { name, key, what } = WORK_MODE_NAMES[mode];
      const action = (): void => toggleMode(mode);
      return { id: mode, name, does: what, group: 'View', keys: plain(key), action };
    }),
    ...SIDE_PAGES.map((page): Command => {
      const { name, what } = SIDE_PAGE_NAMES[page];
      const action = (): void => {
        location.hash = page;
      };
      return { id: page, name, does: `${name}: ${what}`, group: 'View', action };
    }),
    {
      id: 'ports',
      does: 'Port map, large',
      group: 'View',
      keys: plain('m'),
      isPossible: hasRun,
      action: () => openDialog('ports'),
    },
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
    {
      id: 'json',
      name: 'JSON',
      does: 'The scenario as JSON',
      group: 'Edit',
      action: () => openDialog('json'),
    },
  ];
}

function scenarioCommands({ editor }: App): Command[] {
  return [
    {
      id: 'share',
      name: 'Share',
      does: 'Copy a link to this scenario',
      group: 'Scenario',
      action: () => void shareScenario(editor),
    },
    embedCommand(editor),
    {
      id: 'export',
      name: 'Export',
      does: 'Export the scenario',
      group: 'Scenario',
      keys: plain('e'),
      action: () => void exportScenario(editor),
    },
    {
      id: 'import',
      name: 'Import',
      does: 'Import a scenario',
      group: 'Scenario',
      keys: plain('i'),
      action: chooseFile,
    },
  ];
}

const HELP: readonly Command[] = [
  {
    id: 'palette',
    name: 'Search',
    does: 'Search commands, questions, settings, presets and words',
    group: 'Help',
    keys: { key: 'k', withCommand: true, inFields: true, shown: [COMMAND_KEY, 'K'] },
    action: () => openDialog('palette'),
  },
  {
    id: 'lookup',
    name: 'Errors',
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
