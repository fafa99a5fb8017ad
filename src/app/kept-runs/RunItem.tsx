import { type ReactElement, useId, useMemo } from 'react';
import { answerFromRun } from '../../analysis/answer/answer.ts';
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import { useCompareChoice } from '../compare/compare-choice.ts';
import { keptKey, MOST_COLUMNS } from '../compare/my-columns.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import { notify, useView } from '../state/view-store.ts';
import { columnsNow, showRun } from './column-of-run.ts';
import { exportRun } from './export-run.ts';
import { comparedRun, type KeptRun } from './kept-run.ts';
import { changeRun, useKeptRuns } from './kept-runs.ts';
import { LineKey } from './LineKey.tsx';
import { LINE_LOOKS, lookAt } from './line-looks.ts';

const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** One kept run: what it is, and what can be done with it. */
export function RunItem(props: {
  readonly run: KeptRun;
  readonly onDelete: () => void;
  /** Leaves the list for the scenario that was opened. */
  readonly onClose: () => void;
}): ReactElement {
  const { run, onDelete, onClose } = props;
  const { editor } = useApp();
  const { name } = run;
  const open = (): void => {
    const [error] = editor.open(run.file);
    if (error !== undefined) {
      notify(`Not opened: ${error.path} ${error.message}`);
      return;
    }
    useView.setState({ mode: 'watch' });
    notify(`Opened “${name}”. Undo brings the other scenario back.`);
    onClose();
  };
  return (
    <li className="runs-item" aria-label={name}>
      <div className="runs-head">
        <LineKey look={lookAt(run.look)} />
        <RunName run={run} />
      </div>
      <RunFacts run={run} />
      <div className="runs-actions">
        <ShowSwitch run={run} />
        <label className="runs-switch">
          <input
            type="checkbox"
            checked={run.isPinned}
            onChange={(event) => changeRun(run.id, { isPinned: event.target.checked })}
          />
          Pinned
        </label>
        <label className="runs-look">
          <span className="quiet small">Line</span>
          <select
            className="select"
            value={run.look}
            onChange={(event) => changeRun(run.id, { look: Number(event.target.value) })}
          >
            {LINE_LOOKS.map((look, index) => (
              <option key={look.name} value={index}>
                {look.name}
              </option>
            ))}
          </select>
        </label>
        <Action does="Open" name={name} onPress={open} />
        <Action does="Export" name={name} onPress={() => void exportRun(run)} />
        <Action does="Delete" name={name} onPress={onDelete} />
      </div>
    </li>
  );
}

function Action(props: {
  readonly does: string;
  readonly name: string;
  readonly onPress: () => void;
}): ReactElement {
  return (
    <button type="button" className="button button-framed" onClick={props.onPress}>
      {props.does}
      <span className="visually-hidden"> {props.name}</span>
    </button>
  );
}

/** An empty name is not taken: the run keeps the one it has. */
function RunName({ run }: { readonly run: KeptRun }): ReactElement {
  const id = useId();
  return (
    <span className="runs-name">
      <label htmlFor={id} className="quiet small">
        Name
      </label>
      <input
        id={id}
        key={run.name}
        className="text-field"
        defaultValue={run.name}
        maxLength={200}
        onBlur={(event) => {
          const name = event.currentTarget.value.trim();
          if (name === '') event.currentTarget.value = run.name;
          else if (name !== run.name) changeRun(run.id, { name });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
    </span>
  );
}

function RunFacts({ run }: { readonly run: KeptRun }): ReactElement {
  const { summary, keptAtMs } = run;
  const { engineVersion, seed, seriesHash } = summary;
  const sentence = useMemo(() => {
    const compared = comparedRun(run);
    return compared === null
      ? 'This version no longer accepts its file.'
      : answerFromRun(compared.scenario, run.summary, compared.products).sentence;
  }, [run]);
  return (
    <>
      <p>{sentence}</p>
      <p className="quiet small">
        {run.file.name !== run.name && `${run.file.name}. `}
        {when.format(keptAtMs)}, seed {seed}, engine {engineVersion}
        {engineVersion !== ENGINE_VERSION && ` (now ${ENGINE_VERSION})`}, series{' '}
        <code className="runs-hash">{seriesHash}</code>
      </p>
    </>
  );
}

function ShowSwitch({ run }: { readonly run: KeptRun }): ReactElement {
  const file = useDocument((state) => state.file);
  const chosen = useCompareChoice((state) => state.columns);
  const runs = useKeptRuns((state) => state.runs);
  const columns = columnsNow(chosen, runs, file);
  const isShown = columns.includes(keptKey(run.id));
  const isFull = !isShown && columns.length >= MOST_COLUMNS;
  return (
    <label
      className="runs-switch"
      title={isFull ? `A comparison has ${MOST_COLUMNS} columns at most` : undefined}
    >
      <input
        type="checkbox"
        checked={isShown}
        disabled={isFull}
        onChange={(event) => showRun(run.id, event.target.checked, file)}
      />
      Shown in comparison
    </label>
  );
}
