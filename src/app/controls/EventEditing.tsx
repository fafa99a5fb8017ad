import { type ReactElement, useDeferredValue, useMemo, useState } from 'react';
import { useApp, useDocument } from '../state/app-context.ts';
import { isReadOnly } from '../state/document-store.ts';
import { notify } from '../state/view-store.ts';
import { focusSoon } from '../ui/when-there.ts';
import { eventChoices, withEvent, withoutEvent } from './specs/new-event.ts';

const ADD_ID = 'add-event';

/** What there can be on the timeline, and of what; the new event is valid as it is, and its first field has the focus. */
export function AddEvent(): ReactElement | null {
  const { editor } = useApp();
  // Each choice is checked by parsing the whole file: that may lag behind a slider.
  const state = useDeferredValue(useDocument((document) => document));
  const choices = useMemo(() => eventChoices(state), [state]);
  const [action, setAction] = useState('');
  const [target, setTarget] = useState('');
  const [first] = choices;
  const choice = choices.find((each) => each.action === action) ?? first;
  if (choice === undefined) return null;
  const of = choice.targets.find((name) => name === target) ?? choice.targets[0] ?? '';

  const add = (): void => {
    const { file, scenario } = editor.store.getState();
    const [error] = editor.replace(withEvent(file, scenario, choice.action, of));
    if (error !== undefined) return notify(`${error.path} ${error.message}`.trim());
    focusSoon(`[data-path="events.${scenario.events.length}.at"] input`);
  };

  return (
    <div className="dialog-actions">
      <select
        className="select"
        aria-label="New event"
        value={choice.action}
        onChange={(event) => setAction(event.target.value)}
      >
        {choices.map((each) => (
          <option key={each.action} value={each.action}>
            {each.action.replaceAll('-', ' ')}
          </option>
        ))}
      </select>
      <select
        className="select"
        aria-label="Of"
        value={of}
        onChange={(event) => setTarget(event.target.value)}
      >
        {choice.targets.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <button id={ADD_ID} type="button" className="button button-framed" onClick={add}>
        Add event
      </button>
    </div>
  );
}

/** Takes one event out; undo brings it back. */
export function RemoveEvent({ place }: { readonly place: string }): ReactElement {
  const { editor } = useApp();
  const [refused, setRefused] = useState('');
  const remove = (): void => {
    const errors = editor.replace(withoutEvent(editor.file(), Number(place.split('.')[1])));
    const [error] = errors;
    setRefused(
      error === undefined || isReadOnly(errors) ? '' : `Cannot go alone: ${error.path} ${error.message}.`,
    );
    if (error !== undefined) return;
    notify('Event removed; Undo brings it back');
    focusSoon(`#${ADD_ID}`);
  };
  return (
    <>
      {refused !== '' && (
        <p className="error small" role="alert">
          {refused}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button button-framed" onClick={remove}>
          Remove event
        </button>
      </div>
    </>
  );
}
