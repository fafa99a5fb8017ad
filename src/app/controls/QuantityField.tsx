import { type ReactElement, useState } from 'react';
import { fileValue } from '../../scenario/units.ts';
import { useDocument } from '../state/app-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import type { QuantitySpec } from './field-spec.ts';
import { QuantitySlider } from './QuantitySlider.tsx';
import { fileValueOf, textOf } from './quantity-text.ts';
import { TextInput } from './TextInput.tsx';
import { useField } from './use-field.ts';

/**
 * A quantity: typed with units and arithmetic (`100k`, `2*30m`), and moved with a slider where the spec has one. A text
 * that is not valid stays in the field with its error and never reaches the document.
 */
export function QuantityField({ spec }: { readonly spec: QuantitySpec }): ReactElement {
  const { label, kind, unit, slider, infinityWord, emptyWord } = spec;
  const field = useField(spec);
  const value = useDocument(spec.read);
  const max = useDocument((state) => spec.sliderMax?.(state) ?? slider?.max ?? 0);
  const [draft, setDraft] = useState<string | null>(null);

  const commit = (text: string): void => {
    if (emptyWord !== undefined && ['', emptyWord].includes(text.trim())) {
      if (field.set(undefined)) setDraft(null);
      return;
    }
    const reading = fileValueOf(kind, text, infinityWord);
    if (!reading.ok) field.refuse(reading.message);
    else if (field.set(reading.value)) setDraft(null);
  };
  /** A value that is refused stays in the field with its error, as a typed one does. */
  const move = (next: number): void => {
    setDraft(field.slide(fileValue(kind, next)) ? null : textOf(kind, next));
  };

  return (
    <FieldFrame
      {...field.frame}
      onReset={() => {
        setDraft(null);
        field.reset();
      }}
      slider={
        slider &&
        value !== null && (
          <QuantitySlider
            label={label}
            unit={unit ?? ''}
            range={{ ...slider, max }}
            value={value}
            describedBy={field.frame.noteId}
            onChange={move}
          />
        )
      }
    >
      <TextInput
        id={field.frame.inputId}
        noteId={field.frame.noteId}
        text={value === null ? (emptyWord ?? '') : textOf(kind, value, infinityWord)}
        draft={draft}
        invalid={field.error !== ''}
        onDraft={setDraft}
        onCommit={commit}
        onGiveUp={() => {
          setDraft(null);
          field.refuse('');
        }}
      />
      {unit !== undefined && <span className="field-unit">{unit}</span>}
    </FieldFrame>
  );
}
