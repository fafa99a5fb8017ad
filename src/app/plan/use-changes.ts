import { useCallback } from 'react';
import type { FieldChange } from '../../scenario/field-change.ts';
import { useApp } from '../state/app-context.ts';
import { isReadOnly } from '../state/document-store.ts';
import { notify, useView } from '../state/view-store.ts';

/** Makes the changes of a plan in the open file, as one step of undo, and shows its run. */
export function useChanges(): (changes: readonly FieldChange[]) => void {
  const { editor } = useApp();
  return useCallback(
    (changes) => {
      const errors = editor.setFields(changes.map(({ path, to }) => [path, to] as const));
      if (errors.length > 0) {
        const reason = errors[0]?.message ?? '';
        notify(isReadOnly(errors) ? reason : `The plan does not fit the file any more: ${reason}`);
        return;
      }
      useView.setState({ mode: 'watch' });
      notify('The plan is in the file; Undo takes it back');
    },
    [editor],
  );
}
