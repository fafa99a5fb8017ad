import type { App } from '../state/app-context.ts';
import { openDialog } from '../state/view-store.ts';
import { withPart } from '../state/with-part.ts';
import type { Command } from './command.ts';

/** Runs that are kept beside the open scenario. */
export function keptRunCommands(app: App): Command[] {
  return [
    {
      id: 'keep-run',
      does: 'Keep this run',
      group: 'Run',
      keys: { key: 'k', withShift: false, shown: ['K'] },
      action: () => keepRun(app),
    },
    {
      id: 'kept-runs',
      does: 'Kept runs',
      group: 'Run',
      keys: { key: 'k', withShift: true, shown: ['Shift', 'K'] },
      action: () => openDialog('runs'),
    },
  ];
}

/** Keeps the run of the open scenario, as soon as it is finished. */
export function keepRun({ editor }: App): void {
  void withPart(
    import('../kept-runs/keep-open-run.ts'),
    ({ keepOpenRun }) => keepOpenRun(editor),
    'Not kept',
  );
}
