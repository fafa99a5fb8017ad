import { useCallback, useId, useState } from 'react';
import { getField } from '../../scenario/edit.ts';
import type { ScenarioError } from '../../scenario/scenario-error.ts';
import { useApp } from '../state/app-context.ts';
import { type DocumentState, isReadOnly } from '../state/document-store.ts';
import type { FieldChange, FieldPlace } from './field-spec.ts';

/** What the frame around a field's input is told of it (see `FieldFrame`). */
export interface FrameOfField {
  readonly path: string;
  readonly label: string;
  readonly inputId: string;
  readonly noteId: string;
  readonly error: string;
  readonly onReset: () => void;
}

export interface Field {
  readonly error: string;
  readonly frame: FrameOfField;
  /** Puts a value into the document; what is not valid stays out and becomes the error. */
  readonly set: (value: unknown) => boolean;
  /** The same for one of many values on the way of a slider: together they are one step of undo. */
  readonly slide: (value: unknown) => boolean;
  /** Shows an error of the field's own, before the document is asked. */
  readonly refuse: (message: string) => void;
  readonly reset: () => void;
}

/** One field of the open document. */
export function useField(place: FieldPlace): Field {
  const { editor } = useApp();
  const [error, setError] = useState('');
  const inputId = useId();
  const noteId = useId();

  const put = useCallback(
    (value: unknown, group?: string) => {
      const errors = editor.setFields(changesOf(place, value, editor.store.getState()), group);
      setError(messageFor(errors, place.path));
      // A shared scenario: the page offers to make it one's own, with this change; the field shows what it still is.
      return errors.length === 0 || isReadOnly(errors);
    },
    [editor, place],
  );
  const reset = (): void => void put(undefined);
  return {
    error,
    frame: { path: place.path, label: place.label, inputId, noteId, error, onReset: reset },
    set: (value) => put(value),
    slide: (value) => put(value, place.path),
    refuse: setError,
    reset,
  };
}

/** What a new value changes in the file; an empty text is no value, so that the default applies. */
export function changesOf(
  { path, parent, follows }: FieldPlace,
  wanted: unknown,
  state: DocumentState,
): FieldChange[] {
  const value = wanted === '' ? undefined : wanted;
  const needsParent =
    parent !== undefined && value !== undefined && getField(state.file, parent.path) === undefined;
  return [
    ...(needsParent ? [[parent.path, parent.value] as const] : []),
    [path, value],
    ...(follows?.(value, state) ?? []),
  ];
}

/**
 * The first error, this field's own before others'; the path is named where it is another's. Empty where the scenario is
 * read-only: the page itself says so.
 */
export function messageFor(errors: readonly ScenarioError[], path: string): string {
  if (isReadOnly(errors)) return '';
  const error = errors.find((one) => one.path === path) ?? errors[0];
  if (error === undefined) return '';
  const place = error.path === path || error.path === '' ? '' : `${error.path}: `;
  const accepted = error.accepted === undefined ? '' : ` Accepted: ${error.accepted}.`;
  return `${place}${error.message}.${accepted}`;
}
