import { type ReactElement, useCallback } from 'react';
import { useApp } from '../state/app-context.ts';
import { useLook } from '../state/document-store.ts';
import { notify } from '../state/view-store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import './shared.css';

/** Says that the scenario on show is somebody else's, and the two ways to go on: with a copy of it, or without it. */
export function SharedBar(): ReactElement {
  const { editor } = useApp();
  const { wanted } = useLook(editor);
  const makeOwn = (): void => {
    editor.makeOwn();
    notify('It is yours now; Undo goes back to the scenario before');
  };
  const goBack = (): void => {
    editor.backToOwn();
    notify(`Back to “${editor.store.getState().scenario.name}”`);
  };
  return (
    <section className="shared-bar" aria-label="Shared scenario">
      <p>A shared scenario: look, move time, compare.</p>
      <div className="shared-actions">
        <button type="button" className="button button-strong" onClick={makeOwn}>
          Make it mine
        </button>
        <button type="button" className="button button-framed" onClick={goBack}>
          Back to mine
        </button>
      </div>
      {wanted !== null && <CopyOffer onMake={makeOwn} />}
    </section>
  );
}

/** The answer to the first change: it is made in a copy, or not at all. */
function CopyOffer({ onMake }: { readonly onMake: () => void }): ReactElement {
  const { editor } = useApp();
  const leave = useCallback(() => editor.dropWanted(), [editor]);
  return (
    <Dialog title="This scenario is shared" role="alertdialog" onClose={leave}>
      <p>
        It stays as it was shared until you make it yours. Your own scenario is then one undo step away, and
        the change is made in your copy.
      </p>
      <div className="dialog-actions">
        <button ref={takeFocus} type="button" className="button button-strong" onClick={onMake}>
          Make it mine, with the change
        </button>
        <button type="button" className="button button-framed" onClick={leave}>
          Leave it as it is
        </button>
      </div>
    </Dialog>
  );
}

/** The native dialog gives the focus to what bears this attribute, which React keeps to itself. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.setAttribute('autofocus', '');
}
