import { lazy, type ReactElement, Suspense } from 'react';
import type { Shortcut } from '../state/shortcuts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const Contents = lazy(async () => ({ default: (await import('./HelpContents.tsx')).HelpContents }));

/** Help; its text is fetched when it is first asked for. */
export function HelpDialog(props: {
  readonly shortcuts: readonly Shortcut[];
  readonly onClose: () => void;
}): ReactElement {
  return (
    <Dialog title="Help" onClose={props.onClose}>
      <ErrorBoundary part="The help">
        <Suspense fallback={<p className="run-wait">Loading…</p>}>
          <Contents {...props} />
        </Suspense>
      </ErrorBoundary>
    </Dialog>
  );
}
