import { lazy, type ReactElement, Suspense, useCallback, useEffect, useMemo } from 'react';
import { SettingsDialog } from './controls/SettingsDialog.tsx';
import { DropZone } from './header/DropZone.tsx';
import { Header } from './header/Header.tsx';
import { HelpDialog } from './header/HelpDialog.tsx';
import { ImportFailureDialog } from './header/ImportFailureDialog.tsx';
import { pageShortcuts } from './header/page-shortcuts.ts';
import { NarrowPage } from './layout/NarrowPage.tsx';
import { SidePage } from './layout/SidePage.tsx';
import { WidePage } from './layout/WidePage.tsx';
import { LookupDialog } from './lookup/LookupDialog.tsx';
import { AppContext, type App as AppObjects } from './state/app-context.ts';
import { listenForShortcuts } from './state/shortcuts.ts';
import { openDialog, useView } from './state/view-store.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { NARROW, useMediaQuery } from './ui/use-media-query.ts';

const JsonDialog = lazy(async () => ({ default: (await import('./controls/JsonDialog.tsx')).JsonDialog }));

export function App({ app }: { readonly app: AppObjects }): ReactElement {
  const shortcuts = useMemo(() => pageShortcuts(app), [app]);
  useEffect(() => listenForShortcuts(shortcuts), [shortcuts]);
  return (
    <AppContext value={app}>
      <Header />
      <ErrorBoundary part="The page">
        <Content />
      </ErrorBoundary>
      <Dialogs shortcuts={shortcuts} />
      <DropZone />
      <Notice />
    </AppContext>
  );
}

function Content(): ReactElement {
  const isNarrow = useMediaQuery(NARROW);
  const page = useView((state) => state.page);
  if (page !== 'workspace') return <SidePage page={page} />;
  return isNarrow ? <NarrowPage /> : <WidePage />;
}

function Dialogs({ shortcuts }: { readonly shortcuts: ReturnType<typeof pageShortcuts> }): ReactElement {
  const dialog = useView((state) => state.dialog);
  const close = useCallback(() => openDialog(null), []);
  return (
    <>
      {dialog === 'help' && <HelpDialog shortcuts={shortcuts} onClose={close} />}
      {dialog === 'json' && (
        <ErrorBoundary part="The JSON">
          <Suspense>
            <JsonDialog onClose={close} />
          </Suspense>
        </ErrorBoundary>
      )}
      {dialog === 'lookup' && <LookupDialog onClose={close} />}
      {dialog === 'settings' && <SettingsDialog onClose={close} />}
      <ImportFailureDialog />
    </>
  );
}

function Notice(): ReactElement {
  const notice = useView((state) => state.notice);
  return (
    <p className="notice" role="status">
      {notice}
    </p>
  );
}
