import type { ReactElement } from 'react';
import { useApp } from '../state/app-context.ts';
import { useRun } from './run-store.ts';

/** Why the scenario was not simulated; null while there is no trouble. A refusal stays one, a crash can be tried again. */
export function RunTrouble(): ReactElement | null {
  const { controller } = useApp();
  const { status, message } = useRun();
  if (status === 'refused') return <strong className="error">Not simulated: {message}</strong>;
  if (status !== 'crashed') return null;
  return (
    <>
      <strong className="error">The simulation stopped: {message}</strong>{' '}
      <button type="button" className="link-button" onClick={() => controller.restart()}>
        Try again
      </button>
    </>
  );
}
