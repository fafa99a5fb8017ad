import { lazy, type ReactElement, Suspense } from 'react';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const AllSettings = lazy(async () => ({ default: (await import('./Settings.tsx')).Settings }));

/** Every field that has a control; fetched when it is shown first, as few who open the page go there. */
export function LazySettings(): ReactElement {
  return (
    <ErrorBoundary part="The settings">
      <Suspense fallback={<p className="run-wait">Loading…</p>}>
        <AllSettings />
      </Suspense>
    </ErrorBoundary>
  );
}
