import { lazy, type ReactElement, Suspense } from 'react';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const LookupPanel = lazy(async () => ({ default: (await import('./LookupPanel.tsx')).LookupPanel }));

/** Finds the limit that an error means; what is known of errors is fetched when it is opened first. */
export function LookupDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  return (
    <Dialog title="Look up an error" onClose={onClose}>
      <ErrorBoundary part="The lookup">
        <Suspense fallback={<p className="run-wait">Loading…</p>}>
          <LookupPanel onOpened={onClose} />
        </Suspense>
      </ErrorBoundary>
    </Dialog>
  );
}
