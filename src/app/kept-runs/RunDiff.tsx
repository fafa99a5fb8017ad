import { type ReactElement, useId, useMemo, useState } from 'react';
import { type ComparedRun, hasEvents } from '../compare/compared-run.ts';
import { Difference } from '../compare/Difference.tsx';
import { rowsWithEvents } from '../compare/policy-rows.ts';
import { haveSameArrivals } from '../compare/same-arrivals.ts';
import { useRun } from '../run/run-store.ts';
import { useDocument } from '../state/app-context.ts';
import { type DocumentState, sameFile } from '../state/document-store.ts';
import { FieldPath } from './FieldPath.tsx';
import { inputChanges } from './input-changes.ts';
import { finishedRun } from './keep-open-run.ts';
import { comparedRun, documentOf, type KeptRun } from './kept-run.ts';

const OPEN = 'open';

interface Side {
  readonly name: string;
  /** Null where this version no longer accepts the file. */
  readonly document: DocumentState | null;
  /** Null while there is no finished run. */
  readonly run: ComparedRun | null;
}

/** What differs between two kept runs, or one and the open scenario: inputs, and figures side by side. */
export function RunDiff({ runs }: { readonly runs: readonly KeptRun[] }): ReactElement {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState(OPEN);
  const file = useDocument((state) => state.file);
  const chosen = from === OPEN || runs.some(({ id }) => id === from) ? from : null;
  const unlike = runs.find((run) => !sameFile(run.file, file)) ?? runs[0];
  const older = useSide(runs, chosen ?? unlike?.id ?? OPEN);
  const newer = useSide(runs, runs.some(({ id }) => id === to) ? to : OPEN);
  return (
    <section className="runs-diff" aria-label="What differs">
      <h3>What differs</h3>
      <div className="runs-sides">
        <SideSelect label="From" runs={runs} value={older.id} onChange={setFrom} />
        <SideSelect label="To" runs={runs} value={newer.id} onChange={setTo} />
      </div>
      {older.id === newer.id ? (
        <p>Choose two that are not the same.</p>
      ) : (
        <>
          <Inputs older={older} newer={newer} />
          <Figures older={older} newer={newer} />
        </>
      )}
    </section>
  );
}

function SideSelect(props: {
  readonly label: string;
  readonly runs: readonly KeptRun[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}): ReactElement {
  return (
    <label className="runs-side">
      <span className="quiet small">{props.label}</span>
      <select className="select" value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        <option value={OPEN}>Open scenario</option>
        {props.runs.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function useSide(runs: readonly KeptRun[], id: string): Side & { readonly id: string } {
  const open = useDocument((state) => state);
  // The run may come to its end while the list is open.
  const status = useRun((state) => state.status);
  const kept = runs.find((run) => run.id === id);
  return useMemo(() => {
    if (kept !== undefined)
      return { id, name: kept.name, document: documentOf(kept.file), run: comparedRun(kept) };
    return { id, name: 'Open scenario', document: open, run: status === 'done' ? finishedRun(open) : null };
  }, [id, kept, open, status]);
}

function Inputs({ older, newer }: { readonly older: Side; readonly newer: Side }): ReactElement {
  const { document: before } = older;
  const { document: after } = newer;
  const changes = useMemo(
    () => (before === null || after === null ? null : inputChanges(before, after)),
    [before, after],
  );
  const id = useId();
  if (changes === null) return <p className="error">This version no longer accepts one of the files.</p>;
  if (changes.length === 0) return <p>No input differs.</p>;
  return (
    <table className="runs-table" aria-labelledby={id}>
      <caption id={id}>Changed inputs</caption>
      <thead>
        <tr>
          <th scope="col">Input</th>
          <th scope="col">{older.name}</th>
          <th scope="col">{newer.name}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, label, place, from, to }) => (
          <tr key={path}>
            <th scope="row">
              {label} <span className="quiet small">{place}</span>
              <FieldPath path={path} />
            </th>
            <td>{from}</td>
            <td>
              <strong>{to}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figures({ older, newer }: { readonly older: Side; readonly newer: Side }): ReactElement {
  const id = useId();
  const [one, other] = [older.run, newer.run];
  const [before, after] = [one?.summary ?? null, other?.summary ?? null];
  if (one === null || other === null || before === null || after === null)
    return <p className="quiet">The figures are compared when both runs are finished.</p>;
  return (
    <>
      <table className="runs-table runs-figures" aria-labelledby={id}>
        <caption id={id}>Figures</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">{older.name}</th>
            <th scope="col">{newer.name}</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {rowsWithEvents(hasEvents(one) || hasEvents(other)).map((row) => {
            const cells = [row.text(one, before), row.text(other, after)] as const;
            return (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                {cells.map((cell, index) => (
                  <td key={index === 0 ? 'from' : 'to'}>
                    {cell.text}
                    {cell.note !== undefined && <span className="figure-note">{cell.note}</span>}
                  </td>
                ))}
                <td>
                  <Difference unit={row.unit} base={cells[0]} cell={cells[1]} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="quiet small">
        {haveSameArrivals(one.scenario, other.scenario)
          ? 'Both have the same clients, who arrive at the same times.'
          : 'Arrivals differ: the clients or the seeds are not the same.'}{' '}
        {before.seriesHash === after.seriesHash && 'The series are the same to the last bit.'}
      </p>
    </>
  );
}
