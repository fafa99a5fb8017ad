/** Levers on the clients: their addresses and ports, and how they spread what they open. */
import { RECONNECT_CAP_SEC } from '../../scenario/defaults.ts';
import { MAX_COUNT } from '../../scenario/leaf-schemas.ts';
import type { ClientPopulation, Scenario } from '../../scenario/scenario.ts';
import { formatDuration as writeDuration } from '../../scenario/units.ts';
import { counted, formatDuration } from '../wording/format-quantity.ts';
import { placeName } from '../wording/phrases.ts';
import { withClients } from './changed-scenario.ts';
import type { Lever } from './lever.ts';
import { durationLever, switchLever, thingLever } from './lever-parts.ts';
import { rangeLever } from './port-levers.ts';

/** Longer than anything that one would call a ramp. */
const LONGEST_RAMP_SEC = 30 * 86_400;

/** More addresses and a wider range of ports for a population, as at a load generator. */
export function clientPortLevers(index: number, scenario: Scenario): Lever[] {
  const population = scenario.clients[index];
  if (population === undefined) return [];
  const { name, addresses, addressesOf, count, ports: range, arrivals } = population;
  const of = `of ${placeName(name)}`;
  const isOpen = arrivals.pattern === 'poisson';
  const levers = [
    rangeLever(
      { kind: 'client-ports', stage: null, id: `clients.${index}.ports`, what: `ports ${of}` },
      range,
      (ports) => withClients(scenario, index, (each) => ({ ...each, ports })),
    ),
  ];
  // Who runs on the hosts of another population has the addresses of those.
  if (addressesOf === null)
    levers.push(
      thingLever({
        kind: 'client-addresses',
        id: `clients.${index}.addresses`,
        what: `source addresses ${of}`,
        now: addresses,
        most: isOpen ? MAX_COUNT : Math.max(addresses, count),
        mostBecause: isOpen ? null : 'one address a client is the most',
        phrase: (value) => counted(value, 'client address', 'client addresses'),
        scenarioAt: (value) => withHostAddresses(scenario, index, name, value),
      }),
    );
  return levers;
}

/** Those that run on the hosts of the population have its addresses too; each has a DNS cache where not told otherwise. */
function withHostAddresses(scenario: Scenario, index: number, name: string, addresses: number): Scenario {
  const clients = scenario.clients.map(
    (each, other): ClientPopulation =>
      other === index || each.addressesOf === name
        ? { ...each, addresses, dns: cachesOf(each, addresses) }
        : each,
  );
  return { ...scenario, clients };
}

function cachesOf({ dns, addresses: before }: ClientPopulation, addresses: number): ClientPopulation['dns'] {
  return { ...dns, resolvers: dns.resolvers === before ? addresses : dns.resolvers };
}

/** Longer ramps: clients that come for the first time are spread over a longer time. */
export function rampLevers(scenario: Scenario): Lever[] {
  const { clients } = scenario;
  return clients.flatMap(({ name, arrivals }, index) => {
    if (arrivals.pattern === 'poisson') return [];
    const of = clients.length === 1 ? '' : ` of ${placeName(name)}`;
    return [
      durationLever({
        kind: 'ramp',
        id: `clients.${index}.arrivals.rampUp`,
        what: `ramp of ${placeName(name)}`,
        title: `A longer ramp of ${placeName(name)}`,
        now: arrivals.rampUpSec,
        most: LONGEST_RAMP_SEC,
        phrase: (value) => `arrivals${of} spread over ${formatDuration(value)}`,
        scenarioAt: (rampUpSec) =>
          withClients(scenario, index, (each) =>
            each.arrivals.pattern === 'poisson'
              ? each
              : { ...each, arrivals: { ...each.arrivals, rampUpSec } },
          ),
      }),
    ];
  });
}

/** Of the time in which all must be back, this share is for their waits; the rest is for being served. */
const WAIT_SHARE = 0.5;

/** A window over which clients that were cut spread their return, where they wait too long, or all come at once. */
export function returnLevers(index: number, scenario: Scenario): Lever[] {
  const population = scenario.clients[index];
  const withinSec = scenario.targets.reconnectWithinSec;
  if (population === undefined || withinSec === null || population.arrivals.pattern === 'poisson') return [];
  const { policy, baseSec, capSec } = population.reconnect;
  const windowSec = withinSec * WAIT_SHARE;
  const path = `clients.${index}.reconnect`;
  return [
    switchLever({
      kind: 'return',
      id: path,
      what: `return of ${placeName(population.name)}`,
      title: `A window for the return of ${placeName(population.name)}`,
      from: policy === 'none' ? 'never' : `${policy} (${formatDuration(baseSec)})`,
      to: `spread over ${formatDuration(windowSec)}`,
      settings: [
        { path: `${path}.policy`, from: policy, to: 'window' },
        { path: `${path}.base`, from: baseSec, to: writeDuration(windowSec) },
        { path: `${path}.cap`, from: capSec, to: undefined },
      ],
      scenarioAt: () =>
        withClients(scenario, index, (each) => ({
          ...each,
          reconnect: {
            ...each.reconnect,
            policy: 'window',
            baseSec: windowSec,
            capSec: Math.max(RECONNECT_CAP_SEC, windowSec),
          },
        })),
    }),
  ];
}
