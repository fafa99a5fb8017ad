import type { EditorView } from '@codemirror/view';
import { type ReactElement, type RefObject, use, useEffect, useId, useRef, useState } from 'react';
import { formatScenarioFile } from '../../scenario/format-file.ts';
import { parseScenarioText } from '../../scenario/parse.ts';
import type { ScenarioError } from '../../scenario/scenario-error.ts';
import { ErrorList } from '../header/ErrorList.tsx';
import { useApp } from '../state/app-context.ts';
import type { DocumentEditor } from '../state/document-store.ts';
import { copyText } from '../state/transfer.ts';
import { notify } from '../state/view-store.ts';
import { createEditor, type EditorEvents, type FieldAtCursor } from './create-editor.ts';
import { type PlacedError, placeErrors } from './diagnostics.ts';
import { type Draft, dropDraft, isDraftKept, keepDraft, openDraft } from './draft.ts';
import { publishedSchema } from './published-schema.ts';
import './json-editor.css';

/** The scenario as text. Nothing reaches the document before it is applied and found valid; what is not applied is kept. */
export function JsonEditor({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { editor } = useApp();
  const scenario = formatScenarioFile(editor.file());
  const [draft, setDraft] = useState(() => openDraft(scenario));
  const isOld = draft.text !== scenario;
  return (
    <>
      {isOld && (
        <p className="small">
          This is the text that you left here without applying it
          {draft.base === scenario ? '. ' : '; the scenario has changed since. '}
          <button
            type="button"
            className="link-button"
            onClick={() => {
              dropDraft();
              setDraft(openDraft(scenario));
            }}
          >
            Take the scenario instead
          </button>
        </p>
      )}
      <DraftEditor key={draft.text} draft={draft} scenario={scenario} onClose={onClose} />
    </>
  );
}

function DraftEditor(props: {
  readonly draft: Draft;
  /** The open scenario as text. */
  readonly scenario: string;
  readonly onClose: () => void;
}): ReactElement {
  const { draft, scenario, onClose } = props;
  const { editor } = useApp();
  const hintId = useId();
  const [wasRefused, setWasRefused] = useState(false);
  const [errors, setErrors] = useState<readonly PlacedError[]>([]);
  const [field, setField] = useState<FieldAtCursor>({ path: '', description: '' });
  const [tabLeaves, setTabLeaves] = useState(false);
  const apply = (view: EditorView): void => {
    const errors = applied(editor, view.state.doc.toString());
    setWasRefused(errors.length > 0);
    if (errors.length > 0) return setErrors(placeErrors(errors, view.state));
    dropDraft();
    onClose();
  };
  const { host, view, hasSchema } = useTextEditor(draft.text, hintId, {
    onText: (text) => keepDraft({ text, base: draft.base }, scenario),
    onErrors: setErrors,
    onField: setField,
    onTabLeaves: setTabLeaves,
    onApply: apply,
  });

  return (
    <>
      <div ref={host} className="json-editor" />
      <FieldLine field={field} hasSchema={hasSchema} />
      <p id={hintId} className="small quiet">
        {tabLeaves
          ? 'Tab now leaves the text; Escape closes the dialog.'
          : 'Ctrl+Space lists what can stand here. Tab indents; Escape, then Tab leaves the text. Ctrl+Enter applies.'}
      </p>
      <p className="visually-hidden" role="status">
        {tabLeaves ? 'Tab now leaves the text' : faultsInWords(errors.length)}
      </p>
      <div role={wasRefused ? 'alert' : undefined}>
        {errors.length > 0 && (
          <ErrorList
            errors={errors.map(({ error }) => error)}
            onGoTo={(error) => goTo(view.current, errors, error)}
          />
        )}
      </div>
      <div className="dialog-actions">
        <button
          type="button"
          className="button button-strong"
          onClick={() => view.current && apply(view.current)}
        >
          Apply
        </button>
        <button
          type="button"
          className="button button-framed"
          onClick={() => {
            const text = view.current?.state.doc.toString() ?? draft.text;
            void copyText(text).then((copied) =>
              notify(copied ? 'Copied' : 'The browser did not allow copying'),
            );
          }}
        >
          Copy
        </button>
      </div>
    </>
  );
}

/** One step of undo, or what is wrong with the text. */
function applied(editor: DocumentEditor, text: string): readonly ScenarioError[] {
  const outcome = parseScenarioText(text);
  return outcome.ok ? editor.replace(outcome.file) : outcome.errors;
}

function faultsInWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? 'One fault' : `${count} faults`;
}

function goTo(view: EditorView | null, errors: readonly PlacedError[], wanted: ScenarioError): void {
  const place = errors.find(({ error }) => error === wanted);
  if (view === null || place === undefined) return;
  view.dispatch({ selection: { anchor: place.from, head: place.to }, scrollIntoView: true });
  view.focus();
}

/** What the field at the cursor is: the hover of the mouse, for everybody. */
function FieldLine(props: { readonly field: FieldAtCursor; readonly hasSchema: boolean }): ReactElement {
  const { path, description } = props.field;
  return (
    <p className="small json-field">
      {path !== '' && <code>{path}</code>}{' '}
      {props.hasSchema
        ? description
        : 'The JSON Schema could not be fetched: nothing is completed or explained here. Faults are found all the same.'}
    </p>
  );
}

/** The editor in its element for as long as that stands. */
function useTextEditor(
  text: string,
  hintId: string,
  events: EditorEvents,
): {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly view: RefObject<EditorView | null>;
  readonly hasSchema: boolean;
} {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const schema = use(publishedSchema());
  const latest = useRef(events);
  useEffect(() => {
    latest.current = events;
  }, [events]);

  useEffect(() => {
    if (host.current === null) return undefined;
    const made = createEditor(host.current, text, schema ?? {}, hintId, {
      onText: (next) => latest.current.onText(next),
      onErrors: (errors) => latest.current.onErrors(errors),
      onField: (field) => latest.current.onField(field),
      onTabLeaves: (leaves) => latest.current.onTabLeaves(leaves),
      onApply: (of) => latest.current.onApply(of),
    });
    view.current = made;
    made.focus();
    return () => {
      made.destroy();
      view.current = null;
      if (isDraftKept()) notify('Not applied: the text is kept here until the page is closed');
    };
  }, [text, schema, hintId]);
  return { host, view, hasSchema: schema !== null };
}
