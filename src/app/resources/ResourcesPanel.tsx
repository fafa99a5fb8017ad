import { type ReactElement, useMemo } from 'react';
import { placeOf } from '../../analysis/levers/stage-place.ts';
import { stationName } from '../charts/columns.ts';
import { useRunValue } from '../charts/use-run-value.ts';
import { InstanceStatuses, STATUS_WORDS } from '../diagram/instance-status.ts';
import { failuresAt } from '../diagram/moment.ts';
import { failureReadings } from '../diagram/node-readings.ts';
import { nodeStatusAt } from '../diagram/node-status.ts';
import { trafficText } from '../diagram/traffic-text.ts';
import { type DrawerNode, useDrawer } from '../drawer/drawer-store.ts';
import { formatClock, formatCount, formatRate } from '../format/numbers.ts';
import { Marked } from '../help/Marked.tsx';
import { useLadder } from '../ladder/use-ladder.ts';
import type { LiveRun } from '../run/live-run.ts';
import { useSampleIndex } from '../run/use-sample-index.ts';
import { NodePicker } from './NodePicker.tsx';
import { resourcesOf, shownNode, stationsOf } from './node-resources.ts';
import { openSettings } from './open-places.ts';
import { ResourceTable } from './ResourceTable.tsx';
import './resources.css';

/** All that limits a node of the diagram, and what it did to connections, at the moment on show. */
export function ResourcesPanel({ run }: { readonly run: LiveRun }): ReactElement {
  const limits = useLadder();
  const picked = useDrawer((state) => state.node);
  const { scenario } = run;
  const node = useMemo(() => shownNode(picked, scenario, limits), [picked, scenario, limits]);
  const index = useSampleIndex(run);
  const resources = useRunValue(run, summaryOf);
  const rows = useMemo(
    () => (resources === null ? [] : resourcesOf(run, node, limits)),
    [run, resources, node, limits],
  );
  const stations = stationsOf(node, scenario);
  const statuses = useMemo(() => new InstanceStatuses(scenario), [scenario]);
  const stage = node.station === null ? 0 : placeOf(node.station, scenario).index + 1;
  const { status } = nodeStatusAt(run, statuses, { ...node, stage }, index);
  const traffic = stations[0] === undefined ? null : trafficText(run, stations[0], index);
  return (
    <div className="resources">
      <div className="resources-head">
        <NodePicker run={run} node={node} onPick={(next) => useDrawer.setState({ node: next })} />
        <span className="small quiet">
          at {formatClock(Math.max(0, run.timeSec[Math.max(0, index)] ?? 0))}
          {node.instance !== null && `, ${STATUS_WORDS[status]}`}
        </span>
        {stations.map((station) => (
          <button
            key={station}
            type="button"
            className="button button-framed"
            onClick={() => openSettings(station)}
          >
            {stations.length > 1
              ? `Edit the settings of ${stationName(scenario, station)}`
              : 'Edit its settings'}
          </button>
        ))}
      </div>
      {rows.length === 0 ? (
        <p className="small">Nothing that the run counts is limited here.</p>
      ) : (
        <ResourceTable run={run} rows={rows} index={index} isSeveral={stations.length > 1} />
      )}
      <Failures run={run} node={node} index={index} />
      <p className="small">
        <b>Traffic</b> {traffic ?? 'The run counts none here.'}
      </p>
      <p className="small quiet">
        <Marked text="Queues and token buckets have no course over time; what they refused is listed with the failures." />
        {node.instance !== null && (
          <>
            {' '}
            <Marked text="Of one instance the run records its connections and the ports of its addresses; failures, traffic and the flow table are of all instances together." />
          </>
        )}
      </p>
    </div>
  );
}

function summaryOf(run: LiveRun): LiveRun['summary'] {
  return run.summary;
}

function Failures(props: {
  readonly run: LiveRun;
  readonly node: DrawerNode;
  readonly index: number;
}): ReactElement {
  const { run, node, index } = props;
  const readings = useMemo(() => failureReadings(run.info, run.products, node.station), [run, node.station]);
  const failures = failuresAt(run, readings, index);
  return (
    <>
      <h3 className="small">Failures here</h3>
      {failures.length === 0 ? (
        <p className="small">None up to this moment.</p>
      ) : (
        <ul className="resources-failures small">
          {failures.map(({ outcome, total, ratePerSec, gaveUp }) => (
            <li key={outcome}>
              <b>{outcome}</b> {formatRate(ratePerSec)} now,{' '}
              {gaveUp === null
                ? `${formatCount(total)} refused so far`
                : `${formatCount(total)} SYNs dropped and ${formatCount(gaveUp)} attempts failed so far`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
