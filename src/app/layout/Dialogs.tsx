import type { ReactElement } from 'react';
import { ImportFailureDialog } from '../header/ImportFailureDialog.tsx';
import { useView } from '../state/view-store.ts';
import { PageDialog } from './PageDialog.tsx';

/** The dialog that a command has opened, and what is wrong with a file. */
export function Dialogs(): ReactElement {
  const dialog = useView((state) => state.dialog);
  return (
    <>
      {dialog !== null && <PageDialog key={dialog} id={dialog} />}
      <ImportFailureDialog />
    </>
  );
}
