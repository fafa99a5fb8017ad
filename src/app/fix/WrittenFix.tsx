import { lazy, type ReactElement, Suspense, useState } from 'react';
import type { FieldChange } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const FixSnippets = lazy(async () => ({ default: (await import('./FixSnippets.tsx')).FixSnippets }));

/** Changes in the words of real systems, folded; written when it is opened first. */
export function WrittenFix(props: {
  readonly file: ScenarioFile;
  readonly changes: readonly FieldChange[];
}): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="plan-detail" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The fix, written down</summary>
      {isOpen && (
        <ErrorBoundary part="The fix">
          <Suspense fallback={<p className="quiet">Loading…</p>}>
            <FixSnippets file={props.file} changes={props.changes} />
          </Suspense>
        </ErrorBoundary>
      )}
    </details>
  );
}
