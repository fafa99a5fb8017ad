import { lazy, type ReactElement, Suspense } from 'react';
import { useView } from '../state/view-store.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const loadDialogs = () => import('./Dialogs.tsx');
const Dialogs = lazy(async () => ({ default: (await loadDialogs()).Dialogs }));

/** Fetches the frame of dialogs before one is asked for. A failure shows where it is. */
export function preloadDialogs(): void {
  loadDialogs().catch(() => {});
}

/** Nothing, and nothing of it fetched, until there is a dialog. */
export function LazyDialogs(): ReactElement | null {
  const isOpen = useView(({ dialog, importFailure }) => dialog !== null || importFailure !== null);
  if (!isOpen) return null;
  return (
    <ErrorBoundary part="The dialog">
      <Suspense fallback={null}>
        <Dialogs />
      </Suspense>
    </ErrorBoundary>
  );
}
