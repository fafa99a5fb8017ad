import type { ReactElement } from 'react';
import type { PortMapChoice } from '../../network/results/run-result.ts';
import { whyNoPorts } from '../charts/ports-chart.ts';
import type { LiveRun } from '../run/live-run.ts';
import { useRun } from '../run/run-store.ts';
import { TimeControls } from '../time/TimeControls.tsx';
import { FeedNotes } from './FeedNotes.tsx';
import { MapTools } from './MapTools.tsx';
import { useMapCursor } from './map-cursor.ts';
import { OccupancyMatrix } from './matrix/OccupancyMatrix.tsx';
import { PortLegend } from './PortLegend.tsx';
import { PortPicture } from './PortPicture.tsx';
import { PortReading } from './PortReading.tsx';
import { PortTable } from './PortTable.tsx';
import { type ChosenSpace, choosePortSpace, chosenSpace, usePortSpace } from './port-space-store.ts';
import { SpacePicker } from './SpacePicker.tsx';
import { usePortMap } from './use-port-map.ts';
import './port-map.css';
import './large-port-map.css';

/** The port map over the whole page, with the matrix of all source addresses and destinations beside it. */
export function LargePortMap(): ReactElement {
  const run = useRun((state) => state.run);
  const choices = useRun((state) => state.portMapChoices);
  const wanted = usePortSpace((state) => state.wanted);
  const chosen = chosenSpace(choices, wanted);
  if (run === null) return <p>There is no run yet.</p>;
  if (chosen === null) return <p>{whyNoPorts(run.scenario.path)}</p>;
  return <MapAndMatrix run={run} choices={choices} chosen={chosen} />;
}

function MapAndMatrix(props: {
  readonly run: LiveRun;
  readonly choices: readonly PortMapChoice[];
  readonly chosen: ChosenSpace;
}): ReactElement {
  const { run, choices, chosen } = props;
  const { choice, space } = chosen;
  const { scenario } = run;
  const cursor = useMapCursor();
  const feed = usePortMap(run, { ...space, withOccupancy: true });
  const { said } = feed;
  const all = said?.occupancy?.station === choice.station ? said.occupancy : null;
  return (
    <div className="large-map">
      <div className="large-map-head">
        <SpacePicker scenario={scenario} choices={choices} chosen={chosen} />
        <MapTools cursor={cursor} />
      </div>
      <div className="large-map-picture">
        <PortPicture scenario={scenario} choice={choice} feed={feed} cursor={cursor} wheelZooms />
      </div>
      <div className="large-map-side">
        <PortReading scenario={scenario} choice={choice} map={said} cursor={cursor} />
        {said !== null && <PortLegend map={said} longestSec={scenario.durationSec} />}
        <TimeControls run={run} />
        <FeedNotes feed={feed} />
        {all !== null && (
          <OccupancyMatrix
            // Another station has other names, and its own place to point at.
            key={choice.station}
            scenario={scenario}
            choice={choice}
            all={all}
            chosen={space}
            onChoose={({ address, destination }) =>
              choosePortSpace({ station: choice.station, address, destination })
            }
          />
        )}
        {said !== null && <PortTable map={said} />}
      </div>
    </div>
  );
}
