import { type ReactElement, useId, useState } from 'react';
import { formatScenarioFile } from '../../scenario/format-file.ts';
import { parseScenarioText } from '../../scenario/parse.ts';
import type { ScenarioError } from '../../scenario/scenario-error.ts';
import { ErrorList } from '../header/ErrorList.tsx';
import { useApp } from '../state/app-context.ts';
import { copyText } from '../state/transfer.ts';
import { notify } from '../state/view-store.ts';

/** The scenario as text. Nothing reaches the document before it is applied and found valid. */
export function JsonEditor({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { editor } = useApp();
  const [text, setText] = useState(() => formatScenarioFile(editor.file()));
  const [errors, setErrors] = useState<readonly ScenarioError[]>([]);
  const areaId = useId();
  const errorsId = useId();

  const apply = (): void => {
    const outcome = parseScenarioText(text);
    const found = outcome.ok ? editor.replace(outcome.file) : outcome.errors;
    setErrors(found);
    if (found.length === 0) onClose();
  };

  return (
    <>
      <label className="visually-hidden" htmlFor={areaId}>
        Scenario as JSON
      </label>
      <textarea
        id={areaId}
        className="text-area"
        rows={24}
        spellCheck={false}
        value={text}
        aria-invalid={errors.length > 0}
        aria-describedby={errorsId}
        onChange={(event) => setText(event.target.value)}
      />
      <div id={errorsId} role="alert">
        {errors.length > 0 && <ErrorList errors={errors} />}
      </div>
      <div className="dialog-actions">
        <button type="button" className="button button-strong" onClick={apply}>
          Apply
        </button>
        <button
          type="button"
          className="button button-framed"
          onClick={() => {
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
