import { type ReactElement, useEffect, useId, useMemo, useRef, useState } from 'react';
import {
  LOOKUP_ADVICE,
  type LookupHit,
  lookUpError,
  type PossibleLimit,
} from '../../analysis/errors/lookup.ts';
import type { Example } from '../../scenario/examples.ts';
import { CopyButton } from '../fix/SnippetCard.tsx';
import { GLOSSARY, type TermId } from '../help/glossary.ts';
import { Term } from '../help/Term.tsx';
import { useApp } from '../state/app-context.ts';
import type { DocumentEditor } from '../state/document-store.ts';
import { loadExamples, useExamples } from '../state/example-list.ts';
import { notify } from '../state/view-store.ts';
import { LinkedText } from '../ui/LinkedText.tsx';
import './lookup.css';

/** A field for a log line, and under it the limits that it can mean. */
export function LookupPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [text, setText] = useState('');
  const hits = useMemo(() => lookUpError(text), [text]);
  const field = useRef<HTMLTextAreaElement>(null);
  const fieldId = useId();
  useEffect(() => {
    field.current?.focus();
    // Without the questions the buttons name the scenario by its id.
    loadExamples().catch(() => undefined);
  }, []);
  const isMiss = text.trim() !== '' && hits.length === 0;
  return (
    <div className="lookup">
      <label htmlFor={fieldId}>An error message, a log line or a metric</label>
      <textarea
        ref={field}
        id={fieldId}
        className="text-area"
        rows={4}
        spellCheck={false}
        placeholder="connect() failed (99: Cannot assign requested address) while connecting to upstream"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p role="status" className="small">
        {hits.length === 1 && 'One known error is in this text.'}
        {hits.length > 1 && `${hits.length} known errors are in this text, the most telling first.`}
        {isMiss && `Nothing known is in this text. ${LOOKUP_ADVICE}`}
      </p>
      {text.trim() === '' && <p className="small quiet">{LOOKUP_ADVICE}</p>}
      {hits.map((hit) => (
        <Hit key={hit.id} hit={hit} onClose={onClose} />
      ))}
    </div>
  );
}

function Hit({ hit, onClose }: { readonly hit: LookupHit; readonly onClose: () => void }): ReactElement {
  const { title, says, matched, limits, source } = hit;
  const [first, ...others] = limits;
  const titleId = useId();
  return (
    <section className="lookup-hit" aria-labelledby={titleId}>
      <h3 id={titleId}>{title}</h3>
      <p>{says}</p>
      <p className="small quiet">
        Known by <code>{matched}</code>. <LinkedText text={source} />
      </p>
      {first !== undefined && (
        <div className="lookup-limit">
          <h4>
            {others.length === 0 ? 'It is the limit ' : 'Likeliest: '}
            <LimitName limit={first} />
            {when(first)}
          </h4>
          <LimitBody limit={first} onClose={onClose} />
        </div>
      )}
      {others.map((limit) => (
        <details key={limit.limit} className="lookup-limit">
          <summary>
            Or <strong>{limit.label}</strong>
            {when(limit)}
          </summary>
          <LimitBody limit={limit} onClose={onClose} />
        </details>
      ))}
    </section>
  );
}

const when = ({ when: condition }: PossibleLimit): string => (condition === 'always' ? '' : `: ${condition}`);

function LimitName({ limit: { label, term } }: { readonly limit: PossibleLimit }): ReactElement {
  const id = termOf(term);
  return id === null ? <strong>{label}</strong> : <Term id={id}>{label}</Term>;
}

function termOf(term: string | null): TermId | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key of the glossary
  return term !== null && Object.hasOwn(GLOSSARY, term) ? (term as TermId) : null;
}

function LimitBody(props: { readonly limit: PossibleLimit; readonly onClose: () => void }): ReactElement {
  const { explanation, howToRaise, confirm, scenario } = props.limit;
  return (
    <>
      <p>{explanation}</p>
      <ul className="lookup-confirm" aria-label="How to confirm it">
        {confirm.map(({ what, look }) => (
          <li key={look}>
            <code>{look}</code>
            <CopyButton text={look} what={look} />
            <span className="small quiet">{what}</span>
          </li>
        ))}
      </ul>
      <p>{howToRaise}</p>
      <OpenScenario id={scenario} onClose={props.onClose} />
    </>
  );
}

/** Opens an example as the question picker does: undo goes back to what was open. */
function OpenScenario(props: { readonly id: string; readonly onClose: () => void }): ReactElement {
  const { editor } = useApp();
  const example = useExamples().find(({ id }) => id === props.id);
  return (
    <p className="lookup-open">
      <button
        type="button"
        className="button button-framed"
        onClick={() => {
          void openExample(editor, props.id, props.onClose);
        }}
      >
        Open the scenario
      </button>
      <span className="small quiet">{example?.question ?? props.id}</span>
    </p>
  );
}

async function openExample(editor: DocumentEditor, id: string, onClose: () => void): Promise<void> {
  const example = await exampleOf(id);
  if (example === undefined || editor.open(example.file).length > 0) {
    notify('The scenario could not be loaded.');
    return;
  }
  onClose();
  notify('Opened. Undo goes back to what was open.');
}

async function exampleOf(id: string): Promise<Example | undefined> {
  try {
    return (await loadExamples()).find((each) => each.id === id);
  } catch {
    return undefined;
  }
}
