import { type ReactElement, useId } from 'react';
import { useDocument } from '../state/app-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { type FlagSpec, flagValue } from './field-spec.ts';
import { useField } from './use-field.ts';

/** Something that is on or off. */
export function FlagField({ spec }: { readonly spec: FlagSpec }): ReactElement {
  const field = useField(spec);
  const isOn = useDocument(spec.read);
  const inputId = useId();
  const noteId = useId();
  return (
    <FieldFrame
      path={spec.path}
      label={spec.label}
      inputId={inputId}
      noteId={noteId}
      error={field.error}
      onReset={field.reset}
    >
      <input
        id={inputId}
        className="field-flag"
        type="checkbox"
        checked={isOn}
        aria-describedby={noteId}
        onChange={(event) => field.set(flagValue(spec, event.target.checked))}
      />
    </FieldFrame>
  );
}
