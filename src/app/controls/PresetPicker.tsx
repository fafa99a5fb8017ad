import { type ReactElement, useId, useState } from 'react';
import { presetFamilies } from '../../scenario/presets/library.ts';
import { withPreset } from '../../scenario/presets/with-preset.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import { openDialog } from '../state/view-store.ts';
import { FieldFrame } from './FieldFrame.tsx';
import type { PresetSpot } from './field-spec.ts';
import { PresetContents } from './PresetContents.tsx';
import { presetAt } from './preset-notes.ts';
import { messageFor } from './use-field.ts';

/** A product for a hop or a population. Its values replace those that the file gives; each can be changed afterwards. */
export function PresetPicker({ spot }: { readonly spot: PresetSpot }): ReactElement {
  const { place, kind } = spot;
  const { editor } = useApp();
  const preset = useDocument((state) => presetAt(state, place));
  const [error, setError] = useState('');
  const inputId = useId();
  const noteId = useId();
  const path = `${place}.preset`;

  const choose = (id: string): void => {
    const errors = editor.replace(withPreset(editor.file(), place, id === '' ? null : id));
    setError(messageFor(errors, path));
  };

  return (
    <>
      <FieldFrame
        path={path}
        label="Preset"
        inputId={inputId}
        noteId={noteId}
        error={error}
        onReset={() => choose('')}
        remark={preset === undefined ? '' : `${sentence(preset.line)} `}
      >
        <select
          id={inputId}
          className="select field-select"
          value={preset?.id ?? ''}
          aria-describedby={noteId}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">none</option>
          {presetFamilies(kind).map(({ title, members }) => (
            <optgroup key={title} label={title}>
              {members.map(({ id, name, line }) => (
                <option key={id} value={id} title={line}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </FieldFrame>
      {preset !== undefined && <PresetContents key={preset.id} place={place} />}
      <p className="small">
        <a
          href={preset === undefined ? '#presets' : `#presets/${preset.id}`}
          onClick={() => openDialog(null)}
        >
          {preset === undefined ? 'Browse the presets' : `More about ${preset.name}`}
        </a>
      </p>
    </>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
