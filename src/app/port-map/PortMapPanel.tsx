import { type ReactElement, useState } from 'react';
import type { PortMapChoice } from '../../network/results/run-result.ts';
import type { PortMapQuery } from '../../workers/protocol.ts';
import { whyNoPorts } from '../charts/ports-chart.ts';
import { useIsStale } from '../charts/use-run-value.ts';
import type { LiveRun } from '../run/live-run.ts';
import { LivePortMap } from './LivePortMap.tsx';
import type { RequestPortMap } from './port-map-follower.ts';
import { SpacePicker } from './SpacePicker.tsx';
import './port-map.css';

/** The 65,536 ports of one source address toward one destination, at the moment on show. */
export function PortMapPanel(props: {
  readonly run: LiveRun;
  readonly requestPortMap: RequestPortMap;
  readonly choices: readonly PortMapChoice[];
}): ReactElement {
  const { run, requestPortMap, choices } = props;
  const stale = useIsStale(run);
  const [wanted, setWanted] = useState<PortMapQuery | null>(null);
  const choice = choices.find(({ station }) => station === wanted?.station) ?? choices[0];
  return (
    <section className="port-map" aria-label="Port map" data-stale={stale}>
      <h2>Port map</h2>
      {choice === undefined ? (
        <p className="port-map-words">{whyNoPorts(run.scenario.path)}</p>
      ) : (
        <>
          <SpacePicker
            scenario={run.scenario}
            choices={choices}
            query={within(choice, wanted)}
            choice={choice}
            onChange={setWanted}
          />
          <LivePortMap run={run} query={within(choice, wanted)} requestPortMap={requestPortMap} />
        </>
      )}
    </section>
  );
}

/** The wanted space where the station has it, else its first. */
function within(choice: PortMapChoice, wanted: PortMapQuery | null): PortMapQuery {
  const same = wanted?.station === choice.station;
  return {
    station: choice.station,
    address: same && wanted.address < choice.addresses ? wanted.address : 0,
    destination: same && wanted.destination < choice.destinations ? wanted.destination : 0,
  };
}
