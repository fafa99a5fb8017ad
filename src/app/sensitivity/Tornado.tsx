import { type ReactElement, useState } from 'react';
import { DEFAULT_SPREAD } from '../../analysis/sensitivity/inputs.ts';
import { CLOSED_FORM_MEASURES, type ClosedFormMeasure } from '../../analysis/sensitivity/measures.ts';
import { formatPercent } from '../format/numbers.ts';
import { Term } from '../help/Term.tsx';
import { useDocument } from '../state/app-context.ts';
import { MeasureSelect } from './MeasureSelect.tsx';
import { SimulatedTornado } from './SimulatedTornado.tsx';
import { TornadoBars } from './TornadoBars.tsx';
import { BARS_SHOWN, useSensitivity } from './use-sensitivity.ts';

const WITHOUT: Readonly<Record<ClosedFormMeasure, string>> = {
  headroom: 'Nothing on the path has a limit.',
  capacity: 'Nothing on the path has a limit.',
  blocking: 'No theory of blocking fits this scenario; the simulation tells.',
};

/** Each input alone at its low and its high value: what that does to the answer, the widest on top. */
export function Tornado(): ReactElement {
  const [measure, setMeasure] = useState<ClosedFormMeasure>('headroom');
  const { base, bars } = useSensitivity(measure);
  const hasRanges = useDocument((state) => state.scenario.uncertain.length > 0);
  const fields = bars.slice(0, BARS_SHOWN).map(({ input }) => input.field);
  return (
    <div className="tornado">
      <MeasureSelect label="Of the" measures={CLOSED_FORM_MEASURES} shown={measure} onChange={setMeasure} />
      {base === null ? (
        <p className="small">{WITHOUT[measure]}</p>
      ) : (
        <TornadoBars measure={measure} base={base} bars={bars} basis="closed form" />
      )}
      <p className="small quiet">
        Each input alone {formatPercent(DEFAULT_SPREAD)} lower and higher
        {hasRanges && ', or at the ends of the range that the file gives it'}, whole numbers by one at least.{' '}
        <Term id="closed-form">Closed form</Term>.
      </p>
      <SimulatedTornado fields={fields} />
    </div>
  );
}
