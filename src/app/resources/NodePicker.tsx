import type { ReactElement } from 'react';
import { MAX_INSTANCE_COLUMNS } from '../../network/results/recorder.ts';
import type { StationKey } from '../../network/results/run-result.ts';
import type { DrawerNode } from '../drawer/drawer-store.ts';
import type { LiveRun } from '../run/live-run.ts';

/** Which node is shown: the clients, a hop, the backends; of several instances all together or one. */
export function NodePicker(props: {
  readonly run: LiveRun;
  readonly node: DrawerNode;
  readonly onPick: (node: DrawerNode) => void;
}): ReactElement {
  const { node, onPick } = props;
  const { clients, path, backends } = props.run.scenario;
  const stations: readonly {
    readonly key: StationKey | null;
    readonly name: string;
    readonly instances: number;
  }[] = [
    { key: null, name: clients.map(({ name }) => name).join(' + '), instances: 1 },
    ...path.map(({ name, instances }, index) => ({ key: `path.${index}` as const, name, instances })),
    { key: 'backends', name: backends.name, instances: backends.count },
  ];
  const shown = stations.find(({ key }) => key === node.station) ?? stations[0];
  const instances = shown?.instances ?? 1;
  return (
    <>
      <select
        className="select"
        aria-label="Node"
        value={node.station ?? ''}
        onChange={(event) => {
          const picked = stations.find(({ key }) => (key ?? '') === event.target.value);
          if (picked !== undefined) onPick({ station: picked.key, instance: null });
        }}
      >
        {stations.map(({ key, name }) => (
          <option key={key} value={key ?? ''}>
            {name}
          </option>
        ))}
      </select>
      {instances > 1 && instances <= MAX_INSTANCE_COLUMNS && (
        <select
          className="select"
          aria-label="Instance"
          value={node.instance ?? ''}
          onChange={({ target: { value } }) =>
            onPick({ station: node.station, instance: value === '' ? null : Number(value) })
          }
        >
          <option value="">all {instances}</option>
          {Array.from({ length: instances }, (_, instance) => (
            // Instances have no other name than their number.
            // oxlint-disable-next-line react/no-array-index-key
            <option key={instance} value={instance}>
              {shown?.name} {instance + 1}
            </option>
          ))}
        </select>
      )}
      {instances > MAX_INSTANCE_COLUMNS && (
        <span className="small quiet">all {instances}: of so many the run records only the whole</span>
      )}
    </>
  );
}
