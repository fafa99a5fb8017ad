import { type ReactElement, useMemo, useState } from 'react';
import type { PortMapChoice, PortOccupancy } from '../../../network/results/run-result.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { downloadCsv } from '../../charts/download.ts';
import { formatClock } from '../../format/numbers.ts';
import { whyOneColumn } from '../space-names.ts';
import { MatrixPicture } from './MatrixPicture.tsx';
import { matrixCsv } from './matrix-csv.ts';
import { matrixNames } from './matrix-names.ts';
import { OccupancyTable } from './OccupancyTable.tsx';
import type { RowOrder, Space } from './spaces.ts';
import './matrix.css';

/** How full each source address is toward each destination, at the moment on show. */
export function OccupancyMatrix(props: {
  readonly scenario: Scenario;
  readonly choice: PortMapChoice;
  readonly all: PortOccupancy;
  readonly chosen: Space;
  readonly onChoose: (space: Space) => void;
}): ReactElement {
  const { scenario, choice, all, chosen, onChoose } = props;
  const [orderBy, setOrderBy] = useState<RowOrder>('address');
  const names = useMemo(() => matrixNames(scenario, choice), [scenario, choice]);
  const save = (): void => {
    const words = `port spaces of ${choice.stationName} at ${formatClock(all.atSec)}`;
    downloadCsv(words, matrixCsv(all, names.addresses, names.destinations));
  };
  return (
    <section className="matrix" aria-label="Source addresses and destinations">
      <div className="matrix-head">
        <h3>Source addresses × destinations</h3>
        {all.addresses > 1 && (
          <label className="small">
            <span className="quiet">rows</span>{' '}
            <select
              className="select"
              value={orderBy}
              onChange={(event) => setOrderBy(event.target.value === 'fullest' ? 'fullest' : 'address')}
            >
              <option value="address">by address</option>
              <option value="fullest">fullest first</option>
            </select>
          </label>
        )}
        <button type="button" className="button button-framed small" onClick={save}>
          Save as CSV
        </button>
      </div>
      {!all.isPerDestination && <p className="small quiet">{whyOneColumn(scenario, choice.station)}</p>}
      <MatrixPicture all={all} names={names} orderBy={orderBy} chosen={chosen} onChoose={onChoose} />
      <OccupancyTable all={all} names={names} orderBy={orderBy} />
    </section>
  );
}
