import { usePlayhead } from '../run/playhead.ts';
import { useRun } from '../run/run-store.ts';
import type { App } from '../state/app-context.ts';
import { toggleMode } from '../state/page-address.ts';
import type { Shortcut } from '../state/shortcuts.ts';
import { openDialog, WORK_MODES } from '../state/view-store.ts';
import { WORK_MODE_NAMES } from '../state/work-mode-names.ts';
import { endSec, togglePlaying } from '../time/transport.ts';
import { chooseFile, exportScenario } from './actions.ts';

const COMMAND = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

const plain = (key: string, shown: string, does: string, action: () => void): Shortcut => ({
  key,
  keys: [shown],
  does,
  action,
});

/** The keys of the page, in the order in which the help lists them. */
export function pageShortcuts({ editor, controller }: App): readonly Shortcut[] {
  return [
    plain(' ', 'Space', 'Play or pause', playOrPause),
    plain('r', 'R', 'Start again', () => {
      const { status } = useRun.getState();
      if (status === 'refused' || status === 'crashed') controller.restart();
      usePlayhead.setState({ timeSec: 0, playing: true });
    }),
    ...WORK_MODES.map((mode) => {
      const { key, what } = WORK_MODE_NAMES[mode];
      return plain(key, key.toUpperCase(), what, () => toggleMode(mode));
    }),
    plain('e', 'E', 'Export the scenario', () => void exportScenario(editor)),
    plain('i', 'I', 'Import a scenario', chooseFile),
    plain('/', '/', 'Look up an error', () => openDialog('lookup')),
    plain('?', '?', 'Help', () => openDialog('help')),
    {
      key: 'z',
      keys: [COMMAND, 'Z'],
      does: 'Undo',
      action: () => editor.undo(),
      withCommand: true,
      withShift: false,
    },
    {
      key: 'z',
      keys: [COMMAND, 'Shift', 'Z'],
      does: 'Redo',
      action: () => editor.redo(),
      withCommand: true,
      withShift: true,
    },
  ];
}

function playOrPause(): void {
  const { run } = useRun.getState();
  if (run !== null) usePlayhead.setState((playhead) => togglePlaying(playhead, endSec(run)));
}
