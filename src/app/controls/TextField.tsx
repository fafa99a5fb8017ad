import { type ReactElement, useState } from 'react';
import { useDocument } from '../state/app-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import type { TextSpec } from './field-spec.ts';
import { TextInput } from './TextInput.tsx';
import { useField } from './use-field.ts';

/** A text with a form of its own, such as a port range; the scenario's checks judge it. */
export function TextField({ spec }: { readonly spec: TextSpec }): ReactElement {
  const field = useField(spec);
  const text = useDocument(spec.read);
  const unit = useDocument((state) => spec.unit?.(state) ?? '');
  const [draft, setDraft] = useState<string | null>(null);
  const giveUp = (): void => {
    setDraft(null);
    field.refuse('');
  };
  return (
    <FieldFrame
      {...field.frame}
      onReset={() => {
        setDraft(null);
        field.reset();
      }}
    >
      <TextInput
        id={field.frame.inputId}
        noteId={field.frame.noteId}
        text={text}
        draft={draft}
        invalid={field.error !== ''}
        wide
        onDraft={setDraft}
        onCommit={(typed) => {
          const value = typed.trim();
          if (field.set(value === '' ? undefined : value)) setDraft(null);
        }}
        onGiveUp={giveUp}
      />
      {unit !== '' && <span className="field-unit">{unit}</span>}
    </FieldFrame>
  );
}
