import { lazy, type ReactElement, Suspense } from 'react';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const PlanView = lazy(async () => ({ default: (await import('../plan/PlanView.tsx')).PlanView }));

/** What meets the targets of the open file. */
export function PlanPane(): ReactElement {
  return (
    <ErrorBoundary part="The plan">
      <Suspense fallback={<p className="run-wait">Planning…</p>}>
        <PlanView />
      </Suspense>
    </ErrorBoundary>
  );
}
