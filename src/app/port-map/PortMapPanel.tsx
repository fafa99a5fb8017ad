import type { ReactElement } from 'react';
import type { PortMapChoice } from '../../network/results/run-result.ts';
import { whyNoPorts } from '../charts/ports-chart.ts';
import { useIsStale } from '../charts/use-run-value.ts';
import type { LiveRun } from '../run/live-run.ts';
import { useRun } from '../run/run-store.ts';
import { openDialog, useView } from '../state/view-store.ts';
import { FeedNotes } from './FeedNotes.tsx';
import { MapTools } from './MapTools.tsx';
import { useMapCursor } from './map-cursor.ts';
import { PortLegend } from './PortLegend.tsx';
import { PortPicture } from './PortPicture.tsx';
import { PortReading } from './PortReading.tsx';
import { PortTable } from './PortTable.tsx';
import { type ChosenSpace, chosenSpace, usePortSpace } from './port-space-store.ts';
import { SpacePicker } from './SpacePicker.tsx';
import { usePortMap } from './use-port-map.ts';
import './port-map.css';

/** The 65,536 ports of one source address toward one destination, at the moment on show. */
export function PortMapPanel({ run }: { readonly run: LiveRun }): ReactElement {
  const stale = useIsStale(run);
  const choices = useRun((state) => state.portMapChoices);
  const wanted = usePortSpace((state) => state.wanted);
  const chosen = chosenSpace(choices, wanted);
  return (
    <section className="port-map" aria-label="Port map" data-stale={stale}>
      <h2>Port map</h2>
      {chosen === null ? (
        <p className="port-map-words">{whyNoPorts(run.scenario.path)}</p>
      ) : (
        <SmallMap run={run} choices={choices} chosen={chosen} />
      )}
    </section>
  );
}

function SmallMap(props: {
  readonly run: LiveRun;
  readonly choices: readonly PortMapChoice[];
  readonly chosen: ChosenSpace;
}): ReactElement {
  const { run, choices, chosen } = props;
  const { choice, space } = chosen;
  const { scenario } = run;
  const cursor = useMapCursor();
  // The large map asks the same replay.
  const isPaused = useView((state) => state.dialog === 'ports');
  const feed = usePortMap(run, isPaused ? null : space);
  const { said } = feed;
  return (
    <>
      <SpacePicker scenario={scenario} choices={choices} chosen={chosen} />
      <MapTools cursor={cursor}>
        <button
          type="button"
          className="button button-framed"
          onClick={() => openDialog('ports')}
          title="The map over the whole page, with all source addresses and destinations (M)"
        >
          Large
        </button>
      </MapTools>
      <div className="port-map-live">
        <PortPicture scenario={scenario} choice={choice} feed={feed} cursor={cursor} wheelZooms={false} />
        <PortReading scenario={scenario} choice={choice} map={said} cursor={cursor} />
        {said !== null && <PortLegend map={said} longestSec={scenario.durationSec} />}
        <FeedNotes feed={feed} />
        {said !== null && <PortTable map={said} />}
      </div>
    </>
  );
}
