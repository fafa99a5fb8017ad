import { dialledFrom } from '../../network/plan.ts';
import type { PortMapChoice, StationKey } from '../../network/results/run-result.ts';
import { stationPlace } from '../../network/results/station-key.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** Name of the n-th source address of a station, by instance where there are several. */
export function addressName(scenario: Scenario, station: StationKey, index: number): string {
  const { kind, index: place } = stationPlace(station);
  if (kind === 'clients') {
    const clients = scenario.clients[place];
    return clients?.addresses === 1 ? `${clients.name}, one address` : `client address ${index + 1}`;
  }
  const hop = scenario.path[place];
  const each = hop?.source?.addresses ?? 1;
  if (hop === undefined || hop.instances === 1) return `${hop?.name ?? station} address ${index + 1}`;
  return `${hop.name} ${Math.floor(index / each) + 1}, address ${(index % each) + 1}`;
}

/** Name of the n-th destination of a station's source addresses. */
export function destinationName(scenario: Scenario, choice: PortMapChoice, index: number): string {
  const { kind, index: hop } = stationPlace(choice.station);
  if (choice.destinations === 1 && kind === 'path' && !isPerDestination(scenario, hop)) {
    return 'all destinations';
  }
  return endpointName(scenario, choice.station, index);
}

/**
 * Name of the n-th endpoint of the stage that a station addresses, gateways on the way left out. Endpoints are counted
 * instance by instance, and within one instance by address and port.
 */
export function endpointName(scenario: Scenario, station: StationKey, index: number): string {
  const { kind, index: place } = stationPlace(station);
  const next = scenario.path[dialledFrom(scenario, kind === 'clients' ? -1 : place)];
  const name = next?.name ?? scenario.backends.name;
  const instances = next?.instances ?? scenario.backends.count;
  const { addresses, ports } = next?.listen ?? scenario.backends;
  const each = addresses * ports.length;
  const port = ports[index % ports.length] ?? '';
  const address = addresses > 1 ? ` address ${Math.floor((index % each) / ports.length) + 1}` : '';
  const instance = instances > 1 ? ` ${Math.floor(index / each) + 1}` : '';
  return `${name}${instance}${address}:${port}`;
}

/** Why a station's ports are taken toward all destinations at once. */
export function whyOneColumn(scenario: Scenario, station: StationKey): string {
  const { kind, index } = stationPlace(station);
  if (kind === 'clients')
    return 'One column: the clients bind a port before they know the destination, so that it is taken toward all of them.';
  const hop = scenario.path[index];
  return hop?.source?.scope === 'client-block'
    ? 'One column: a port belongs to one client’s block, whatever the destination.'
    : 'One column: with scope “source” a port is taken toward all destinations at once.';
}

function isPerDestination(scenario: Scenario, hop: number): boolean {
  return scenario.path[hop]?.source?.scope === 'destination';
}
