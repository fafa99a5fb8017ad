import { lazy, type ReactElement, Suspense, useState } from 'react';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const List = lazy(async () => ({ default: (await import('./NotModelledList.tsx')).NotModelledList }));

/** Stands beside the results, so that nobody takes them for more than they are. */
export function NotModelled(): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="not-modelled" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Not modelled here</summary>
      {isOpen && (
        <ErrorBoundary part="The list">
          <Suspense>
            <List />
          </Suspense>
        </ErrorBoundary>
      )}
    </details>
  );
}
