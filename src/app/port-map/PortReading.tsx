import type { ReactElement } from 'react';
import type { PortMap, PortMapChoice } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatCount } from '../format/numbers.ts';
import { readCell } from './cell-reading.ts';
import type { MapCursor } from './map-cursor.ts';

/** How the map is looked at more closely. */
export const ZOOM_KEYS =
  '+ and − zoom, as a double click does; Enter goes to single ports, 0 to the whole map.';

/** What is known of the port that is pointed at. A screen reader hears it from the cursor itself. */
export function PortReading(props: {
  readonly scenario: Scenario;
  readonly choice: PortMapChoice;
  readonly map: PortMap | null;
  readonly cursor: MapCursor;
}): ReactElement {
  const { scenario, choice, map, cursor } = props;
  const { port, isPointed } = cursor;
  if (map === null || !isPointed) {
    return (
      <output className="port-map-reading" aria-hidden="true">
        Point at a cell, or walk with the arrow keys. {ZOOM_KEYS}
      </output>
    );
  }
  const { state, tuple, client } = readCell(scenario, choice, map, port);
  return (
    <output className="port-map-reading" aria-hidden="true">
      <span>
        port {formatCount(port)}: {state}
      </span>
      <span>{tuple}</span>
      <span>{client}</span>
    </output>
  );
}
