import type { ReactElement, ReactNode } from 'react';
import { useDocument } from '../state/app-context.ts';
import { Icon } from '../ui/Icon.tsx';
import { useFieldNotes } from './field-texts.ts';
import { presetNote } from './preset-notes.ts';
import { shortNote } from './short-notes.ts';
import type { FrameOfField } from './use-field.ts';

const NO_NOTE = { what: '', realName: '', source: '' };

/** What all fields share: label, way back to the default, the line that says what it is, the error. */
export function FieldFrame(
  props: FrameOfField & {
    readonly slider?: ReactNode;
    /** What the value amounts to, before the line that says what it is. */
    readonly remark?: string;
    readonly children: ReactNode;
  },
): ReactElement {
  const { path, label, inputId, noteId, error, onReset, slider, remark = '', children } = props;
  const notes = useFieldNotes();
  const fallback = useDocument((state) => notes?.resetTarget(state, path) ?? null);
  const mode = useDocument((state) => notes?.modeOf(state, path));
  const preset = useDocument((state) => presetNote(state, path));
  const { what, realName, source } = notes?.fieldNote(path, mode) ?? NO_NOTE;
  // A preset names the source of its own value.
  const origin = preset !== '' || source === '' ? preset : `Source: ${source}.`;
  const short = shortNote(path);
  const name = realName !== '' && <span className="field-name">{realName}</span>;
  return (
    <div className="field" data-path={path}>
      <div className="field-row">
        <label className="field-label" htmlFor={inputId}>
          {label}
        </label>
        {fallback !== null && (
          <button
            type="button"
            className="field-reset"
            aria-label={`Reset ${label} to ${fallback}`}
            title={`Back to the default, ${fallback}`}
            onClick={onReset}
          >
            <Icon name="reset" />
          </button>
        )}
        <span className="field-value">{children}</span>
      </div>
      {slider}
      <div id={noteId} className="field-note">
        {error !== '' && (
          <p className="error" role="alert">
            {error}
          </p>
        )}
        <p className="field-real" title={`${what} ${origin}`.trim()}>
          {preset !== '' && <span className="field-origin">preset</span>}
          {remark}
          <span className="field-short">{short === '' ? name || what : short}</span>
          <span className="field-what">
            {name} {what} {origin}
          </span>
        </p>
      </div>
    </div>
  );
}
