import { lazy, type ReactElement, Suspense, useCallback } from 'react';
import type { FieldChange } from '../../scenario/field-change.ts';
import { useApp } from '../state/app-context.ts';
import { notify, useView } from '../state/view-store.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const PlanView = lazy(async () => ({ default: (await import('../plan/PlanView.tsx')).PlanView }));

/** What meets the targets of the open file; using a plan changes the file, as one step of undo, and shows its run. */
export function PlanPane(): ReactElement {
  const { editor } = useApp();
  const use = useCallback(
    (changes: readonly FieldChange[]) => {
      const errors = editor.setFields(changes.map(({ path, to }) => [path, to] as const));
      if (errors.length > 0) {
        notify(`The plan does not fit the file any more: ${errors[0]?.message}`);
        return;
      }
      useView.setState({ mode: 'watch' });
      notify('The plan is in the file; Undo takes it back');
    },
    [editor],
  );
  return (
    <ErrorBoundary part="The plan">
      <Suspense fallback={<p className="run-wait">Planning…</p>}>
        <PlanView onUse={use} />
      </Suspense>
    </ErrorBoundary>
  );
}
