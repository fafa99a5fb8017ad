import { lazy, type ReactElement, Suspense, useCallback } from 'react';
import type { Variant } from '../compare/variants.ts';
import { useApp } from '../state/app-context.ts';
import { useView } from '../state/view-store.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const CompareView = lazy(async () => ({ default: (await import('../compare/CompareView.tsx')).CompareView }));

/** Variants of the open file on the same arrivals; opening one of them ends the comparison. */
export function ComparePane(): ReactElement {
  const { editor } = useApp();
  const open = useCallback(
    ({ file }: Variant) => {
      editor.replace(file);
      useView.setState({ mode: 'watch' });
    },
    [editor],
  );
  return (
    <ErrorBoundary part="The comparison">
      <Suspense fallback={<p className="run-wait">Simulating…</p>}>
        <CompareView onOpen={open} />
      </Suspense>
    </ErrorBoundary>
  );
}
