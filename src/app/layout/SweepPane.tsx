import { lazy, type ReactElement, Suspense } from 'react';
import { useView } from '../state/view-store.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const SweepView = lazy(async () => ({ default: (await import('../sweep/SweepView.tsx')).SweepView }));

/** Numbers of the open file through ranges of values; opening a point goes back to its run. */
export function SweepPane(): ReactElement {
  return (
    <ErrorBoundary part="The sweep">
      <Suspense fallback={<p className="run-wait">Loading…</p>}>
        <SweepView onOpened={() => useView.setState({ mode: 'watch' })} />
      </Suspense>
    </ErrorBoundary>
  );
}
