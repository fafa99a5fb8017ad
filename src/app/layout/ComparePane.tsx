import { lazy, type ReactElement, Suspense, useCallback } from 'react';
import type { Strategy } from '../../scenario/strategies.ts';
import { openStrategy } from '../controls/StrategySwitch.tsx';
import { useApp, useDocument } from '../state/app-context.ts';
import { useView } from '../state/view-store.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const CompareView = lazy(async () => ({ default: (await import('../compare/CompareView.tsx')).CompareView }));

/** All strategies on the same arrivals; opening one of them ends the comparison. */
export function ComparePane(): ReactElement {
  const { editor } = useApp();
  const file = useDocument((state) => state.file);
  const open = useCallback(
    (strategy: Strategy) => {
      openStrategy(editor, strategy);
      useView.setState({ comparing: false });
    },
    [editor],
  );
  return (
    <ErrorBoundary part="The comparison">
      <Suspense fallback={<p className="run-wait">Simulating…</p>}>
        <CompareView file={file} onOpen={open} />
      </Suspense>
    </ErrorBoundary>
  );
}
