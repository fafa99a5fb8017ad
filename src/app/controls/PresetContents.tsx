import type { ReactElement } from 'react';
import { SourceLine } from '../presets/SourceLine.tsx';
import { useApp, useDocument } from '../state/app-context.ts';
import { Icon } from '../ui/Icon.tsx';
import { type PresetFieldRow, presetFieldRows } from './preset-field-rows.ts';

/** What the preset at a place sets: value, source, confidence, and whether the file has a value of its own. */
export function PresetContents({ place }: { readonly place: string }): ReactElement | null {
  const { editor } = useApp();
  const state = useDocument((document) => document);
  const rows = presetFieldRows(state, place);
  if (rows.length === 0) return null;
  const own = rows.filter((row) => row.state === 'yours');
  const giveBack = (some: readonly PresetFieldRow[]): void => {
    editor.setFields(some.map(({ path }) => [path, undefined] as const));
  };
  return (
    <details className="preset-contents">
      <summary>
        What it sets: {rows.length} values{own.length > 0 && `, ${own.length} changed by you`}
      </summary>
      <ul>
        {rows.map((row) => (
          <FieldRow key={row.path} row={row} onReset={() => giveBack([row])} />
        ))}
      </ul>
      {own.length > 1 && (
        <button type="button" className="button button-framed" onClick={() => giveBack(own)}>
          Return all {own.length} to the preset
        </button>
      )}
    </details>
  );
}

function FieldRow({
  row,
  onReset,
}: {
  readonly row: PresetFieldRow;
  readonly onReset: () => void;
}): ReactElement {
  const { path, label, value, rule, source, confidence, state, own } = row;
  return (
    <li data-path={path} data-state={state}>
      <p className="preset-field">
        <span>{label}</span>
        <span className="preset-value">{value ?? 'follows from the scenario'}</span>
      </p>
      {state === 'yours' && (
        <p className="preset-field preset-own">
          <span>yours</span>
          <button
            type="button"
            className="field-reset"
            aria-label={`Return ${label} to the preset`}
            title={`Back to the preset’s value${value === null ? '' : `, ${value}`}`}
            onClick={onReset}
          >
            <Icon name="reset" />
          </button>
          <span className="preset-value">{own}</span>
        </p>
      )}
      {rule !== null && <p className="quiet">{rule}</p>}
      {state === 'unused' && <p className="quiet">Has no use here as things are set.</p>}
      <p className="quiet">
        <SourceLine source={source} confidence={confidence} />
      </p>
    </li>
  );
}
