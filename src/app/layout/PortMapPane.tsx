import type { ReactElement } from 'react';
import { PortMapPanel } from '../port-map/PortMapPanel.tsx';
import { useRequestPortMap } from '../port-map/use-request-port-map.ts';
import { useRun } from '../run/run-store.ts';
import { useView } from '../state/view-store.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

/** The port map of the run on show; absent where nothing leases ports. */
export function PortMapPane(): ReactElement | null {
  const run = useRun((state) => state.run);
  const choices = useRun((state) => state.portMapChoices);
  const isLarge = useView((state) => state.dialog === 'ports');
  const request = useRequestPortMap();
  if (run === null) return null;
  return (
    <ErrorBoundary part="The port map">
      <PortMapPanel run={run} requestPortMap={request} choices={choices} isPaused={isLarge} />
    </ErrorBoundary>
  );
}
