import { type ReactElement, useCallback } from 'react';
import type { PortMapAnswer, PortMapQuery } from '../../workers/protocol.ts';
import { PortMapPanel } from '../port-map/PortMapPanel.tsx';
import { useRun } from '../run/run-store.ts';
import { useApp } from '../state/app-context.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

/** The port map of the run on show; absent where nothing leases ports. */
export function PortMapPane(): ReactElement | null {
  const { controller } = useApp();
  const run = useRun((state) => state.run);
  const choices = useRun((state) => state.portMapChoices);
  const request = useCallback(
    (query: PortMapQuery, atSec: number): Promise<PortMapAnswer | null> =>
      controller.requestPortMap(query, atSec),
    [controller],
  );
  if (run === null) return null;
  return (
    <ErrorBoundary part="The port map">
      <PortMapPanel run={run} requestPortMap={request} choices={choices} />
    </ErrorBoundary>
  );
}
