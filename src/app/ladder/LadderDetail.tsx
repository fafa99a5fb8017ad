import { type ReactElement, type ReactNode, useCallback, useState } from 'react';
import { symptomOf } from '../../analysis/answer/symptoms.ts';
import { productsOf } from '../../analysis/levers/products.ts';
import { blockingText } from '../../analysis/limits/blocking-text.ts';
import { demandOf } from '../../analysis/limits/demand.ts';
import { hashImbalanceText } from '../../analysis/limits/hash-pool.ts';
import { changeText } from '../../analysis/limits/limit-change.ts';
import { guideTo } from '../../analysis/limits/limit-guide.ts';
import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { predictedBlocking } from '../../analysis/limits/predicted-blocking.ts';
import { capitalised } from '../../analysis/wording/phrases.ts';
import { FixDialog } from '../fix/FixDialog.tsx';
import { formatPercent } from '../format/numbers.ts';
import { Marked } from '../help/Marked.tsx';
import { Term } from '../help/Term.tsx';
import { SourceLine } from '../presets/SourceLine.tsx';
import { useDocument } from '../state/app-context.ts';
import { LinkedText } from '../ui/LinkedText.tsx';
import { resourceTerm } from './resource-term.ts';
import { usePortSearch } from './use-port-search.ts';

/** The arithmetic behind one limit, how it shows, how it is raised, and where that is written. */
export function LadderDetail({ row }: { readonly row: LimitRow }): ReactElement {
  const products = productsOf(useDocument(({ file }) => file));
  const { symptom, product, source, confidence } = symptomOf(products, row.station, row.resource);
  const { howToRaise, source: written } = guideTo(row.resource);
  const scenario = useDocument((state) => state.scenario);
  const blocking = predictedBlocking(row, scenario);
  const change = changeText(row, scenario, demandOf(scenario), products);
  const imbalance = hashImbalanceText(row);
  const term = resourceTerm(row.resource);
  return (
    <dl className="ladder-detail">
      {term !== null && <Entry name="What it is">{term.text}</Entry>}
      <Entry name="Arithmetic">
        <span className="mono">{row.arithmetic}</span>
      </Entry>
      <Entry name={<Term id="headroom" />}>
        {row.headroomShare >= 0
          ? `${formatPercent(row.headroomShare)} of it stays free at what is asked`
          : `${formatPercent(-row.headroomShare)} more is asked than it carries`}
        {row.firstDropShare < 1 &&
          `; the bounded search begins to fail at ${formatPercent(row.firstDropShare)} in use`}
      </Entry>
      {blocking !== null && (
        <Entry name={<Term id="blocking" />}>{capitalised(blockingText(blocking))}</Entry>
      )}
      {imbalance !== null && <Entry name="A hash is uneven">{imbalance}</Entry>}
      <PortSearch row={row} />
      {!row.fits && (
        <Entry name="Smallest change">
          {change ?? 'No number of this resource alone goes as far as what is asked.'} <WriteDown row={row} />
        </Entry>
      )}
      <Entry name="How to raise">
        <Marked text={howToRaise} />
      </Entry>
      <Entry name="How it shows">
        {product !== null && `${product}: `}
        {symptom}
        {source !== null && confidence !== null && (
          <>
            {' '}
            <span className="quiet">
              (<SourceLine source={source} confidence={confidence} />)
            </span>
          </>
        )}
      </Entry>
      <Entry name="Source">
        <LinkedText text={written} />
      </Entry>
    </dl>
  );
}

/** Apart from the rest, which does not change with every update of the run. */
function PortSearch({ row }: { readonly row: LimitRow }): ReactElement | null {
  const search = usePortSearch(row);
  return search === null ? null : <Entry name="Port search in the run">{search}</Entry>;
}

/** Opens the change in the words of the user's system. */
function WriteDown({ row }: { readonly row: LimitRow }): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const close = useCallback(() => setIsOpen(false), []);
  return (
    <>
      <button type="button" className="button button-framed" onClick={() => setIsOpen(true)}>
        Write it down
      </button>
      {isOpen && <FixDialog row={row} onClose={close} />}
    </>
  );
}

function Entry({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
