import type { PortMap, PortMapChoice } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatCount, formatDuration, speakDuration } from '../format/numbers.ts';
import { HELD, IN_USE } from './port-cells.ts';
import { addressName, destinationName, endpointName } from './space-names.ts';

/** What is known of one port, in words. */
export interface CellReading {
  /** "in use for 3 m 12 s". */
  readonly state: string;
  /** "edge address 1:20123 → servers 3:443"; empty where no tuple can be. */
  readonly tuple: string;
  /** "client 12 of phones", "a client of phones"; empty where nobody has the port. */
  readonly client: string;
  /** All of it for a screen reader. */
  readonly spoken: string;
}

export function readCell(scenario: Scenario, choice: PortMapChoice, map: PortMap, port: number): CellReading {
  const state = stateText(map, port, formatDuration);
  const cell = map.cells[port] ?? 0;
  const source = cell === 0 ? '' : `${addressName(scenario, map.station, map.address)}:${port}`;
  const destination = cell === 0 ? '' : towardText(scenario, choice, map, port);
  const client = clientText(scenario, map, port);
  const parts = [stateText(map, port, speakDuration), source && `${source} to ${destination}`, client];
  return {
    state,
    tuple: source && `${source} → ${destination}`,
    client,
    spoken: `port ${port}: ${parts.filter((part) => part !== '').join(', ')}`,
  };
}

/** Since when a port has been taken, and when it will be free again. */
function stateText(map: PortMap, port: number, duration: (seconds: number) => string): string {
  const ageSec = map.ageSec[port] ?? Number.NaN;
  switch (map.cells[port]) {
    case IN_USE:
      return `in use for ${duration(ageSec)}`;
    case HELD: {
      const about = map.holdSlotSec > 0 ? 'about ' : '';
      return `held for ${about}${duration(ageSec)}, free again in ${duration(map.leftSec[port] ?? Number.NaN)}`;
    }
    case 0:
    case undefined:
      return 'outside the range';
    default:
      return 'free';
  }
}

function towardText(scenario: Scenario, choice: PortMapChoice, map: PortMap, port: number): string {
  if (map.destination !== null) return destinationName(scenario, choice, map.destination);
  const toward = map.toward?.[port] ?? -1;
  if (toward < 0) return destinationName(scenario, choice, 0);
  return endpointName(scenario, choice.station, toward);
}

function clientText(scenario: Scenario, { population, client }: PortMap, port: number): string {
  const name = scenario.clients[population[port] ?? -1]?.name;
  if (name === undefined) return '';
  const number = client[port] ?? -1;
  return number < 0 ? `a client of ${name}` : `client ${formatCount(number + 1)} of ${name}`;
}
