import { type ComponentType, lazy, type ReactElement, Suspense, useCallback } from 'react';
import { type DialogId, openDialog } from '../state/view-store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

interface DialogSpec {
  readonly title: string;
  readonly Contents: ComponentType<{ readonly onClose: () => void }>;
}

const DIALOGS: Readonly<Record<DialogId, DialogSpec>> = {
  help: {
    title: 'Help',
    Contents: lazy(async () => ({ default: (await import('../header/HelpContents.tsx')).HelpContents })),
  },
  json: {
    title: 'Scenario JSON',
    Contents: lazy(async () => ({ default: (await import('../json/JsonEditor.tsx')).JsonEditor })),
  },
  lookup: {
    title: 'Look up an error',
    Contents: lazy(async () => ({ default: (await import('../lookup/LookupPanel.tsx')).LookupPanel })),
  },
  palette: {
    title: 'Search',
    Contents: lazy(async () => ({ default: (await import('../palette/Palette.tsx')).Palette })),
  },
  runs: {
    title: 'Kept runs',
    Contents: lazy(async () => ({ default: (await import('../kept-runs/RunsPanel.tsx')).RunsPanel })),
  },
  ports: {
    title: 'Port map',
    Contents: lazy(async () => ({ default: (await import('../port-map/LargePortMap.tsx')).LargePortMap })),
  },
  report: {
    title: 'Report',
    Contents: lazy(async () => ({
      default: (await import('../report/ReportContents.tsx')).ReportContents,
    })),
  },
  settings: {
    title: 'All settings',
    Contents: lazy(async () => ({ default: (await import('../controls/Settings.tsx')).Settings })),
  },
};

/** A dialog of the page; what is in it is fetched when it is first asked for. */
export function PageDialog({ id }: { readonly id: DialogId }): ReactElement {
  const { title, Contents } = DIALOGS[id];
  const close = useCallback(() => openDialog(null), []);
  return (
    <Dialog title={title} onClose={close}>
      <ErrorBoundary part={title}>
        <Suspense fallback={<p className="run-wait">Loading…</p>}>
          <Contents onClose={close} />
        </Suspense>
      </ErrorBoundary>
    </Dialog>
  );
}
