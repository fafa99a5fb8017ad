import type { ReactElement } from 'react';
import { PortMapPanel } from '../port-map/PortMapPanel.tsx';
import { useRun } from '../run/run-store.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

/** The port map of the run on show; absent before there is one. */
export function PortMapPane(): ReactElement | null {
  const run = useRun((state) => state.run);
  if (run === null) return null;
  return (
    <ErrorBoundary part="The port map">
      <PortMapPanel run={run} />
    </ErrorBoundary>
  );
}
