import { type ReactElement, useCallback } from 'react';
import { useView } from '../state/view-store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorList } from './ErrorList.tsx';

/** Says all that is wrong with what was to be opened. */
export function ImportFailureDialog(): ReactElement | null {
  const failure = useView((state) => state.importFailure);
  const close = useCallback(() => useView.setState({ importFailure: null }), []);
  if (failure === null) return null;
  const { source, errors } = failure;
  return (
    <Dialog title="This scenario was not opened" role="alertdialog" onClose={close}>
      <p>
        {errors.length === 1 ? 'One fault' : `${errors.length} faults`} in {source}. The open scenario is
        unchanged.
      </p>
      <ErrorList errors={errors} />
      <div className="dialog-actions">
        <button type="button" className="button button-strong" onClick={close}>
          Keep the open scenario
        </button>
      </div>
    </Dialog>
  );
}
