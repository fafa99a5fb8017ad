import { type ReactElement, useId } from 'react';
import { useApp, useDocument } from '../state/app-context.ts';
import { sameFile } from '../state/document-store.ts';
import { useExamples } from '../state/example-list.ts';

const OWN = 'own';

/** The question that is open, and the others that can be opened. A changed example can be opened again as it was. */
export function QuestionPicker(): ReactElement {
  const { editor } = useApp();
  const examples = useExamples();
  const selectId = useId();
  const name = useDocument(({ scenario }) => scenario.name);
  const openId = useDocument(
    ({ file }) => examples.find((example) => sameFile(example.file, file))?.id ?? OWN,
  );
  const isChanged = examples.some(({ question }) => question === name);
  return (
    <div className="question">
      <label className="visually-hidden" htmlFor={selectId}>
        Question
      </label>
      <select
        id={selectId}
        className="select question-select"
        value={openId}
        title={name}
        onChange={(event) => {
          const example = examples.find(({ id }) => id === event.target.value);
          if (example !== undefined) editor.open(example.file);
        }}
      >
        {openId === OWN && <option value={OWN}>{isChanged ? `${name} (changed)` : name}</option>}
        {examples.map(({ id, question }) => (
          <option key={id} value={id}>
            {question}
          </option>
        ))}
      </select>
    </div>
  );
}
