import { type ReactElement, type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { Icon } from './Icon.tsx';

/** A modal dialog on the native element: focus moves in and back, Escape and the backdrop close it. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly role?: 'dialog' | 'alertdialog';
}): ReactElement {
  const { title, onClose, children, role = 'dialog' } = props;
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  const opener = useRef<Element | null>(null);
  // Before the effects of what is in it, which may move the focus to a field.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    opener.current = document.activeElement;
    dialog.showModal();
  }, []);
  // Once the element is gone, which closes it: `close()` would give the focus back while React hears no events, and a field
  // that gets it selects its text.
  useEffect(
    () => () => {
      if (opener.current instanceof HTMLElement || opener.current instanceof SVGElement)
        opener.current.focus();
    },
    [],
  );

  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    const cancelled = (event: Event): void => {
      event.preventDefault();
      onClose();
    };
    const pressed = (event: MouseEvent): void => {
      if (event.target === dialog) onClose();
    };
    dialog.addEventListener('cancel', cancelled);
    dialog.addEventListener('mousedown', pressed);
    return () => {
      dialog.removeEventListener('cancel', cancelled);
      dialog.removeEventListener('mousedown', pressed);
    };
  }, [onClose]);

  return (
    <dialog ref={element} className="dialog" role={role} aria-labelledby={titleId}>
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="button button-icon" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
