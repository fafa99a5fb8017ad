import { lazy, type ReactElement, Suspense } from 'react';
import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const LadderFix = lazy(async () => ({ default: (await import('./LadderFix.tsx')).LadderFix }));

/** The fix of one limit; its writers are fetched when it is opened first. */
export function FixDialog(props: { readonly row: LimitRow; readonly onClose: () => void }): ReactElement {
  return (
    <Dialog title="The fix, written down" onClose={props.onClose}>
      <ErrorBoundary part="The fix">
        <Suspense fallback={<p className="run-wait">Loading…</p>}>
          <LadderFix row={props.row} />
        </Suspense>
      </ErrorBoundary>
    </Dialog>
  );
}
