import { type ReactElement, useState } from 'react';
import { formatPortSpan, parsePortSpan } from '../../scenario/ports.ts';
import { formatCount } from '../format/numbers.ts';
import { useDocument } from '../state/app-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import type { TextSpec } from './field-spec.ts';
import { PORT_COUNT_SLIDER, rangeOfSize, sizeOf } from './port-range.ts';
import { QuantitySlider } from './QuantitySlider.tsx';
import { TextInput } from './TextInput.tsx';
import { useField } from './use-field.ts';

/** A port range, typed as `1024-65535` or set by its size with a slider. */
export function PortRangeField({ spec }: { readonly spec: TextSpec }): ReactElement {
  const field = useField(spec);
  const text = useDocument(spec.read);
  const [draft, setDraft] = useState<string | null>(null);
  const span = parsePortSpan(text);
  const size = span.ok ? sizeOf(span.value) : 0;

  return (
    <FieldFrame
      {...field.frame}
      onReset={() => {
        setDraft(null);
        field.reset();
      }}
      remark={`${formatCount(size)} in `}
      slider={
        <QuantitySlider
          label={spec.label}
          unit="ports"
          range={PORT_COUNT_SLIDER}
          value={size}
          describedBy={field.frame.noteId}
          onChange={(count) => {
            setDraft(null);
            field.slide(formatPortSpan(rangeOfSize(count)));
          }}
        />
      }
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
          if (field.set(typed.trim())) setDraft(null);
        }}
        onGiveUp={() => {
          setDraft(null);
          field.refuse('');
        }}
      />
    </FieldFrame>
  );
}
