import { Fragment, type ReactElement, useEffect, useRef, useState } from 'react';
import { placeOf, presetField } from '../../scenario/presets/library.ts';
import type { Preset } from '../../scenario/presets/preset.ts';
import { SYMPTOM_RESOURCES } from '../../scenario/presets/symptom.ts';
import { presetSymptoms } from '../../scenario/presets/symptoms.ts';
import { presetFieldLabel, presetValueText } from '../controls/preset-field-rows.ts';
import { messageFor } from '../controls/use-field.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import { showWorkspace } from '../state/page-address.ts';
import { notify } from '../state/view-store.ts';
import { LinkedText } from '../ui/LinkedText.tsx';
import { PLACE_WORDS, type PresetSpotChoice, presetSpots, usedAt } from './preset-spots.ts';
import { SourceLine } from './SourceLine.tsx';

/** A product: what decides its capacity, and behind that what it sets, why, and where it can be used. */
export function PresetCard(props: { readonly preset: Preset; readonly isOpened: boolean }): ReactElement {
  const { preset, isOpened } = props;
  const { id, name, line, modes } = preset;
  const element = useRef<HTMLDetailsElement>(null);
  const [isOpen, setIsOpen] = useState(isOpened);
  useEffect(() => {
    if (isOpened) element.current?.scrollIntoView({ block: 'start' });
  }, [isOpened]);
  return (
    <details
      ref={element}
      className="preset-card"
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>
        <span className="preset-name">{name}</span> <code className="quiet">{id}</code>{' '}
        <span className="preset-line">
          {line}; for {PLACE_WORDS[placeOf(preset)]}
          {modes.length > 0 && ` (${modes.join(', ')})`}
        </span>
      </summary>
      {isOpen && <PresetDetail preset={preset} />}
    </details>
  );
}

function PresetDetail({ preset }: { readonly preset: Preset }): ReactElement {
  const { id, name, fields, notes, caps = [] } = preset;
  const symptoms = presetSymptoms(id);
  return (
    <div className="preset-detail">
      <table className="preset-table">
        <caption className="visually-hidden">What {name} sets</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
            <th scope="col">How it is known, and from where</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ path, source, confidence }) => (
            <tr key={path}>
              <th scope="row">
                {presetFieldLabel(path)} <code className="quiet">{path}</code>
              </th>
              <td className="preset-table-value">{valueOf(id, path)}</td>
              <td>
                <SourceLine source={source} confidence={confidence} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="fact-list preset-facts">
        {symptoms.map(({ resource, symptom: { shows, source, confidence } }) => (
          <Fragment key={resource}>
            <dt>When {SYMPTOM_RESOURCES[resource]}</dt>
            <dd>
              {shows}.{' '}
              <span className="quiet">
                <SourceLine source={source} confidence={confidence} />
              </span>
            </dd>
          </Fragment>
        ))}
        {(notes.length > 0 || caps.length > 0) && (
          <>
            <dt>To know</dt>
            {caps.map(({ path, max, source }) => (
              <dd key={path}>
                At most {max} <code>{path}</code> (<LinkedText text={source} />
                ).
              </dd>
            ))}
            {notes.map((note) => (
              <dd key={note}>{note}</dd>
            ))}
          </>
        )}
      </dl>
      <UseHere preset={preset} />
    </div>
  );
}

function valueOf(id: string, path: string): string {
  const info = presetField(id, path);
  return info?.value == null ? (info?.rule ?? '') : presetValueText(info.value);
}

/** Puts the preset into the open scenario, as one step that undo takes back. */
function UseHere({ preset }: { readonly preset: Preset }): ReactElement {
  const { editor } = useApp();
  const state = useDocument((document) => document);
  const [error, setError] = useState('');
  const use = ({ place, name }: PresetSpotChoice): void => {
    const errors = editor.replace(usedAt(editor.file(), place, preset));
    setError(messageFor(errors, `${place}.preset`));
    if (errors.length > 0) return;
    showWorkspace();
    notify(`${preset.name} at ${name}`);
  };
  return (
    <div className="preset-use">
      {presetSpots(state, preset).map((spot) =>
        spot.current === preset.id ? (
          <span key={spot.place} className="quiet">
            In use at {spot.name}
          </span>
        ) : (
          <button key={spot.place} type="button" className="button button-framed" onClick={() => use(spot)}>
            Use it at {spot.name}
          </button>
        ),
      )}
      {error !== '' && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
