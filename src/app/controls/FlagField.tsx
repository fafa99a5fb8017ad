import type { ReactElement } from 'react';
import { useDocument } from '../state/app-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { type FlagSpec, flagValue } from './field-spec.ts';
import { useField } from './use-field.ts';

/** Something that is on or off. */
export function FlagField({ spec }: { readonly spec: FlagSpec }): ReactElement {
  const field = useField(spec);
  const isOn = useDocument(spec.read);
  return (
    <FieldFrame {...field.frame}>
      <input
        id={field.frame.inputId}
        className="field-flag"
        type="checkbox"
        checked={isOn}
        aria-describedby={field.frame.noteId}
        onChange={(event) => field.set(flagValue(spec, event.target.checked))}
      />
    </FieldFrame>
  );
}
