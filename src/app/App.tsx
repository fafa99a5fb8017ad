import { lazy, type ReactElement, Suspense, useEffect } from 'react';
import { pageCommands } from './commands/page-commands.ts';
import { listenForShortcuts } from './commands/shortcuts.ts';
import { DropZone } from './header/DropZone.tsx';
import { Header } from './header/Header.tsx';
import { LazyDialogs } from './layout/LazyDialogs.tsx';
import { NarrowPage } from './layout/NarrowPage.tsx';
import { SidePage } from './layout/SidePage.tsx';
import { WidePage } from './layout/WidePage.tsx';
import { AppContext, type App as AppObjects, useApp } from './state/app-context.ts';
import { useLook } from './state/document-store.ts';
import { useView } from './state/view-store.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { NARROW, useMediaQuery } from './ui/use-media-query.ts';

export function App({ app }: { readonly app: AppObjects }): ReactElement {
  useEffect(() => listenForShortcuts(() => pageCommands(app)), [app]);
  return (
    <AppContext value={app}>
      <Header />
      <Shared />
      <ErrorBoundary part="The page">
        <Content />
      </ErrorBoundary>
      <LazyDialogs />
      <DropZone />
      <Notice />
    </AppContext>
  );
}

const SharedBar = lazy(async () => ({
  default: (await import('./shared-scenario/SharedBar.tsx')).SharedBar,
}));

/** While somebody else's scenario is looked at. */
function Shared(): ReactElement | null {
  const { isLooking } = useLook(useApp().editor);
  if (!isLooking) return null;
  return (
    <ErrorBoundary part="What can be done with a shared scenario">
      <Suspense>
        <SharedBar />
      </Suspense>
    </ErrorBoundary>
  );
}

function Content(): ReactElement {
  const isNarrow = useMediaQuery(NARROW);
  const page = useView((state) => state.page);
  if (page !== 'workspace') return <SidePage page={page} />;
  return isNarrow ? <NarrowPage /> : <WidePage />;
}

function Notice(): ReactElement {
  const notice = useView((state) => state.notice);
  return (
    <p className="notice" role="status">
      {notice}
    </p>
  );
}
