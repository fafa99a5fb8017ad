import type { ReactElement } from 'react';
import { MEASURE_NAMES, type Measure } from '../../analysis/sensitivity/measures.ts';

/** What of the answer the bars are about. */
export function MeasureSelect<Offered extends Measure>(props: {
  readonly label: string;
  readonly measures: readonly Offered[];
  readonly shown: Offered;
  readonly onChange: (measure: Offered) => void;
}): ReactElement {
  const { label, measures, shown, onChange } = props;
  return (
    <label className="tornado-measure small">
      <span className="quiet">{label}</span>
      <select
        className="select"
        value={shown}
        onChange={({ target }) => onChange(measures.find((each) => each === target.value) ?? shown)}
      >
        {measures.map((each) => (
          <option key={each} value={each}>
            {MEASURE_NAMES[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
