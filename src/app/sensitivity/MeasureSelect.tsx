import type { ReactElement } from 'react';
import { MEASURE_NAMES, type Measure } from '../../analysis/sensitivity/measures.ts';
import { LabelledSelect } from '../ui/LabelledSelect.tsx';

/** What of the answer the bars are about. */
export function MeasureSelect<Offered extends Measure>(props: {
  readonly label: string;
  readonly measures: readonly Offered[];
  readonly shown: Offered;
  readonly onChange: (measure: Offered) => void;
}): ReactElement {
  const { label, measures, shown, onChange } = props;
  return (
    <LabelledSelect
      className="tornado-measure"
      label={label}
      choices={measures.map((id) => ({ id, label: MEASURE_NAMES[id] }))}
      shown={shown}
      onPick={onChange}
    />
  );
}
