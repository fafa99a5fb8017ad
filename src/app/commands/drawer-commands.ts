import { type DrawerState, useDrawer } from '../drawer/drawer-store.ts';
import { hasRun } from '../run/run-store.ts';
import { showWorkspace } from '../state/page-address.ts';
import { useView } from '../state/view-store.ts';
import type { Command } from './command.ts';

/** What stands in the drawer below the page, which only the page of one run has. */
export const DRAWER_COMMANDS: readonly Command[] = [
  {
    id: 'resources',
    does: 'Resources of the last node',
    group: 'View',
    keys: { key: 'q', shown: ['Q'] },
    isPossible: hasRun,
    action: () => toggle('resources'),
  },
  {
    id: 'follow',
    does: 'Follow one connection',
    group: 'Run',
    isPossible: hasRun,
    action: () => toggle('follow'),
  },
];

function toggle(view: DrawerState['view']): void {
  const { page, mode } = useView.getState();
  const isShown = page === 'workspace' && mode === 'watch' && useDrawer.getState().view === view;
  showWorkspace();
  useView.setState((before) => ({ mode: 'watch', tab: isShown ? before.tab : 'diagram' }));
  useDrawer.setState({ view: isShown ? null : view });
}
