import { type ReactElement, useEffect, useRef } from 'react';

/** A field that commits on Enter and when it is left, and takes its text back on Escape. */
export function TextInput(props: {
  readonly id: string;
  readonly noteId: string;
  readonly text: string;
  /** What is being typed; null while the field shows the document. */
  readonly draft: string | null;
  readonly invalid: boolean;
  readonly wide?: boolean;
  readonly onDraft: (text: string) => void;
  readonly onCommit: (text: string) => void;
  readonly onGiveUp: () => void;
}): ReactElement {
  const { id, noteId, text, draft, invalid, wide = false, onDraft, onCommit, onGiveUp } = props;
  const field = useRef<HTMLInputElement>(null);
  // What is typed next takes the place of what the field has just been given.
  useEffect(() => {
    if (draft === null && document.activeElement === field.current) field.current?.select();
  }, [draft]);
  const commit = (): void => {
    if (draft !== null) onCommit(draft);
  };
  return (
    <input
      ref={field}
      id={id}
      className={`text-field field-input${wide ? ' field-input-wide' : ''}`}
      type="text"
      autoComplete="off"
      spellCheck={false}
      value={draft ?? text}
      aria-invalid={invalid}
      aria-describedby={noteId}
      onChange={(event) => onDraft(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          // Where the commit opens a dialog, the key must not press the button that gets the focus.
          event.preventDefault();
          commit();
        }
        if (event.key !== 'Escape' || draft === null) return;
        // Escape takes back the typing first; a dialog around the field closes with the next one.
        event.stopPropagation();
        event.preventDefault();
        onGiveUp();
      }}
    />
  );
}
