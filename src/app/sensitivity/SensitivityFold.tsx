import { lazy, type ReactElement, Suspense, useState } from 'react';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const Tornado = lazy(async () => ({ default: (await import('./Tornado.tsx')).Tornado }));

/** Folded until somebody asks; nothing is computed before. */
export function SensitivityFold(): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="sensitivity" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>What moves the answer most</summary>
      {isOpen && (
        <ErrorBoundary part="The sensitivity">
          <Suspense fallback={<p className="small quiet">Loading…</p>}>
            <Tornado />
          </Suspense>
        </ErrorBoundary>
      )}
    </details>
  );
}
