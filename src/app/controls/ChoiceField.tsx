import type { ReactElement } from 'react';
import { useDocument } from '../state/app-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import type { ChoiceSpec } from './field-spec.ts';
import { useField } from './use-field.ts';

/** One of a few words. */
export function ChoiceField({ spec }: { readonly spec: ChoiceSpec }): ReactElement {
  const field = useField(spec);
  const value = useDocument(spec.read);
  return (
    <FieldFrame {...field.frame}>
      <select
        id={field.frame.inputId}
        className="select field-select"
        value={value}
        aria-describedby={field.frame.noteId}
        onChange={(event) => field.set(event.target.value)}
      >
        {spec.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
