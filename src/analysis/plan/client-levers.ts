/** Levers on the clients: their addresses and ports, and how they spread what they open. */
import { getField } from '../../scenario/edit.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatDuration as writeDuration } from '../../scenario/units.ts';
import { formatDuration } from '../wording/format-quantity.ts';
import { placeName } from '../wording/phrases.ts';
import type { Lever } from './lever.ts';
import { durationLever, switchLever, thingLever } from './lever-parts.ts';
import { rangeLever } from './port-levers.ts';

/** More addresses and a wider range of ports for a population, as at a load generator. */
export function clientPortLevers(index: number, file: ScenarioFile, { clients }: Scenario): Lever[] {
  const population = clients[index];
  if (population === undefined) return [];
  const of = `of ${placeName(population.name)}`;
  const levers = [rangeLever(`clients.${index}.ports`, `ports ${of}`, population.ports)];
  const isHost = getField(file, `clients.${index}.addressesOf`) === undefined;
  const open = population.arrivals.pattern === 'poisson';
  if (isHost)
    levers.push(
      thingLever({
        id: `clients.${index}.addresses`,
        what: `source addresses ${of}`,
        now: population.addresses,
        most: open ? 2_147_483_647 : Math.max(population.addresses, population.count),
        mostBecause: open ? null : 'one address a client is the most',
        cost: 'clientAddress',
        amount: (value) => value - population.addresses,
      }),
    );
  return levers;
}

/** Longer ramps: clients that come for the first time are spread over a longer time. */
export function rampLevers({ clients, durationSec }: Scenario): Lever[] {
  return clients.flatMap(({ name, arrivals }, index) => {
    if (arrivals.pattern === 'poisson') return [];
    const now = Math.ceil(arrivals.rampUpSec);
    const most = Math.floor(durationSec / 2 - arrivals.startSec);
    if (most <= now) return [];
    return [
      durationLever({
        id: `clients.${index}.arrivals.rampUp`,
        what: `ramp of ${placeName(name)}`,
        title: `A longer ramp of ${placeName(name)}`,
        now,
        most,
        mostBecause: `the run lasts ${formatDuration(durationSec)}`,
        cost: 'clientRelease',
        amount: () => 1,
      }),
    ];
  });
}

/** Of the time in which all must be back, this share is for their waits; the rest is for being served. */
const WAIT_SHARE = 0.5;

/** A window over which clients that were cut spread their return, where they wait too long, or all come at once. */
export function returnLevers(index: number, { clients, targets }: Scenario): Lever[] {
  const population = clients[index];
  const withinSec = targets.reconnectWithinSec;
  if (population === undefined || withinSec === null || population.arrivals.pattern === 'poisson') return [];
  const { policy, baseSec } = population.reconnect;
  const windowSec = withinSec * WAIT_SHARE;
  const window = writeDuration(windowSec);
  const path = `clients.${index}.reconnect`;
  return [
    switchLever({
      id: path,
      what: `return of ${placeName(population.name)}`,
      title: `A window for the return of ${placeName(population.name)}`,
      cost: 'clientRelease',
      from: policy === 'none' ? 'never' : `${policy} (${formatDuration(baseSec)})`,
      to: `spread over ${formatDuration(windowSec)}`,
      write: () => [
        { path: `${path}.policy`, to: 'window' },
        { path: `${path}.base`, to: window },
        { path: `${path}.cap`, to: undefined },
      ],
    }),
  ];
}
