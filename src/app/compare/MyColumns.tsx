import { type ReactElement, type ReactNode, useEffect, useMemo, useState } from 'react';
import { strategyOf } from '../../scenario/strategies.ts';
import { columnsNow } from '../kept-runs/column-of-run.ts';
import { loadKeptRuns, useKeptRuns } from '../kept-runs/kept-runs.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import { openDialog } from '../state/view-store.ts';
import { chooseComparison, useCompareChoice } from './compare-choice.ts';
import {
  type ColumnKey,
  columnName,
  FEWEST_COLUMNS,
  furtherColumns,
  MOST_COLUMNS,
  myVariants,
} from './my-columns.ts';
import type { Variant } from './variants.ts';

const ADD_ID = 'compare-add-column';

/** The reader's own columns: the choice of them, and below it what is made of them. */
export function MyColumns(props: {
  /** @param onRemove null while there are as few columns as a comparison has */
  readonly children: (variants: readonly Variant[], onRemove: ((id: string) => void) | null) => ReactNode;
}): ReactElement {
  const { editor } = useApp();
  const open = useDocument((state) => state);
  const chosen = useCompareChoice((state) => state.columns);
  const { runs, isLoaded } = useKeptRuns();
  useEffect(() => void loadKeptRuns(), []);
  const columns = useMemo(() => columnsNow(chosen, runs, open.file), [chosen, runs, open.file]);
  const variants = useMemo(() => myVariants(columns, runs, open, editor), [columns, runs, open, editor]);
  if (!isLoaded) return <p className="run-wait">Loading…</p>;
  const remove = (id: string): void => {
    chooseComparison({ columns: columns.filter((key) => key !== id) });
    // The button that was pressed is gone.
    document.getElementById(ADD_ID)?.focus();
  };
  return (
    <>
      <div className="compare-choice">
        <AddColumn columns={columns} onAdd={(key) => chooseComparison({ columns: [...columns, key] })} />
        <button type="button" className="button button-framed" onClick={() => openDialog('runs')}>
          Kept runs
        </button>
        {runs.length === 0 && <span className="quiet small">Runs that you keep (K) can be columns too.</span>}
      </div>
      {props.children(variants, columns.length > FEWEST_COLUMNS ? remove : null)}
    </>
  );
}

function AddColumn(props: {
  readonly columns: readonly ColumnKey[];
  readonly onAdd: (key: ColumnKey) => void;
}): ReactElement {
  const { columns, onAdd } = props;
  const runs = useKeptRuns((state) => state.runs);
  const [wanted, setWanted] = useState('');
  const current = useDocument((state) => strategyOf(state.file));
  const further = furtherColumns(
    columns,
    runs.map(({ id }) => id),
    current,
  );
  const picked = further.find((key) => key === wanted) ?? further[0];
  const isFull = columns.length >= MOST_COLUMNS;
  return (
    <>
      <label className="compare-add">
        <span className="small quiet">Column</span>
        <select
          id={ADD_ID}
          className="select"
          value={picked ?? ''}
          onChange={(event) => setWanted(event.target.value)}
        >
          {further.map((key) => (
            <option key={key} value={key}>
              {choiceText(key, columnName(key, runs))}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="button button-framed"
        disabled={isFull || picked === undefined}
        onClick={() => picked !== undefined && onAdd(picked)}
      >
        Add the column
      </button>
      <span className="small quiet">
        {columns.length} of at most {MOST_COLUMNS}
      </span>
    </>
  );
}

function choiceText(key: ColumnKey, name: string): string {
  if (key === 'open') return name;
  return key.startsWith('kept:') ? `Kept: ${name}` : `Strategy: ${name}`;
}
