import { type ReactElement, useId, useMemo, useState } from 'react';
import { fixFor, optionOf } from '../../analysis/fix/fix.ts';
import {
  type Fix,
  type FixOption,
  type FixStep,
  SYSTEM_NAMES,
  SYSTEMS,
  type System,
} from '../../analysis/fix/snippet.ts';
import type { FieldChange } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { SnippetCard } from './SnippetCard.tsx';
import './fix.css';

/** No system yet. */
const NONE = '';

/** Changes of a file in the words of the systems that they are made in: a section for each step, with a choice of system. */
export function FixSnippets(props: {
  readonly file: ScenarioFile;
  readonly changes: readonly FieldChange[];
}): ReactElement {
  const { file, changes } = props;
  const fix = useMemo(() => fixOrFault(file, changes), [file, changes]);
  const [wanted, setWanted] = useState<System | null>(null);
  if (typeof fix === 'string') return <p className="error">{fix}</p>;
  return (
    <div className="fix">
      {fix.steps.map((step) => (
        <Step key={step.id} step={step} wanted={wanted} onWanted={setWanted} />
      ))}
      {fix.unwritten.length > 0 && (
        <section className="fix-step">
          <h3>No snippet for</h3>
          <ul className="fix-notes">
            {fix.unwritten.map(({ change, reason }) => (
              <li key={change.path}>
                <span className="mono">{changeText(change)}</span>: {reason}
              </li>
            ))}
          </ul>
        </section>
      )}
      {fix.steps.length + fix.unwritten.length === 0 && <p>These changes leave the scenario as it is.</p>}
    </div>
  );
}

function fixOrFault(file: ScenarioFile, changes: readonly FieldChange[]): Fix | string {
  try {
    return fixFor(file, changes);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** The system that was chosen in any step is taken in all that it has words for. */
function Step(props: {
  readonly step: FixStep;
  readonly wanted: System | null;
  readonly onWanted: (system: System) => void;
}): ReactElement {
  const { step, wanted, onWanted } = props;
  const selectId = useId();
  const shown = (wanted === null ? null : optionOf(step, wanted)) ?? optionOf(step);
  return (
    <section className="fix-step" aria-labelledby={`${selectId}-title`}>
      <h3 id={`${selectId}-title`}>
        {step.title} <span className="quiet">{step.stationName}</span>
      </h3>
      <p className="mono fix-changes">{step.changes.map(changeText).join(', ')}</p>
      <p>{step.predictedEffect}</p>
      <div className="fix-system">
        <label htmlFor={selectId}>System</label>
        <select
          id={selectId}
          className="select"
          value={shown?.system ?? NONE}
          onChange={(event) => {
            const chosen = SYSTEMS.find((system) => system === event.target.value);
            if (chosen !== undefined) onWanted(chosen);
          }}
        >
          {shown === null && <option value={NONE}>Choose</option>}
          <Options label="Fits the scenario" options={step.options.filter(({ fits }) => fits)} />
          <Options label="Other systems" options={step.options.filter(({ fits }) => !fits)} />
        </select>
      </div>
      {shown === null && (
        <p className="quiet">What the scenario says runs here has no setting that is known for it.</p>
      )}
      {shown?.snippets.map((snippet) => (
        <SnippetCard key={`${snippet.system} ${snippet.title}`} snippet={snippet} />
      ))}
    </section>
  );
}

function Options(props: {
  readonly label: string;
  readonly options: readonly FixOption[];
}): ReactElement | null {
  if (props.options.length === 0) return null;
  return (
    <optgroup label={props.label}>
      {props.options.map(({ system }) => (
        <option key={system} value={system}>
          {SYSTEM_NAMES[system]}
        </option>
      ))}
    </optgroup>
  );
}

function changeText({ path, to }: FieldChange): string {
  return `${path} = ${to === undefined ? 'default' : JSON.stringify(to)}`;
}
