import { type ReactElement, type ReactNode, useId, useRef } from 'react';
import { zoomOf } from '../ui/zoom-of.ts';
import './term.css';

/** A word with its one-line explanation on hover, focus and touch. */
export function Explained(props: {
  readonly term: string;
  readonly text: string;
  /** The word as it stands in its sentence, where that is not the term. */
  readonly children?: ReactNode;
}): ReactElement {
  const { term, text, children } = props;
  const noteId = useId();
  const word = useRef<HTMLButtonElement>(null);
  const note = useRef<HTMLSpanElement>(null);

  const show = (): void => {
    const anchor = word.current;
    const popover = note.current;
    if (anchor === null || popover === null || popover.matches(':popover-open')) return;
    popover.showPopover();
    const { left, top, bottom } = anchor.getBoundingClientRect();
    const { width, height } = popover.getBoundingClientRect();
    const zoom = zoomOf(popover);
    popover.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8)) / zoom}px`;
    popover.style.top = `${(bottom + height + 8 < innerHeight ? bottom + 4 : top - height - 4) / zoom}px`;
  };
  const hide = (): void => {
    if (note.current?.matches(':popover-open')) note.current.hidePopover();
  };

  return (
    <>
      <button
        ref={word}
        type="button"
        className="term"
        aria-describedby={noteId}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={show}
        onKeyDown={(event) => event.key === 'Escape' && hide()}
      >
        {children ?? term}
      </button>
      <span ref={note} id={noteId} className="term-note" popover="manual" role="tooltip">
        <strong>{term}.</strong> {text}
      </span>
    </>
  );
}
