import type { ReactElement } from 'react';
import { RunTrouble } from '../run/RunTrouble.tsx';
import { useRun } from '../run/run-store.ts';

/** Stands where the first run will be: a moment long, or with the reason why there is none. */
export function RunWait(): ReactElement {
  const failed = useRun(({ status }) => status === 'refused' || status === 'crashed');
  return (
    <div className="zone run-wait">
      <p>{failed ? <RunTrouble /> : 'Simulating…'}</p>
    </div>
  );
}
