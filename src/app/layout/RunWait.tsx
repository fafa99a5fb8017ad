import type { ReactElement } from 'react';
import { useRun } from '../run/run-store.ts';
import { useApp } from '../state/app-context.ts';

/** Stands where the first run will be: a moment long, or with the reason why there is none. */
export function RunWait(): ReactElement {
  const { controller } = useApp();
  const { status, message } = useRun();
  const failed = status === 'refused' || status === 'crashed';
  return (
    <div className="zone run-wait">
      {failed ? (
        <p className="run-trouble">
          {message}
          <button type="button" className="button button-framed" onClick={() => controller.restart()}>
            Try again
          </button>
        </p>
      ) : (
        <p>Simulating…</p>
      )}
    </div>
  );
}
