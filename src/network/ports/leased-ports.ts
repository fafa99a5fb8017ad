import type { PortRange } from '../../scenario/scenario.ts';
import { type ConnectionInHand, NOTHING } from '../connections/connection-in-hand.ts';
import type { ConnectionState } from '../connections/connections.ts';
import type { Hold, NetworkState } from '../network-state.ts';
import type { StationKey } from '../results/run-result.ts';
import { stationPlace } from '../results/station-key.ts';
import { destinationsApart, isPerDestination } from './port-blocks.ts';

/** A leased port's connection; its claims are those in hand, which the next visit changes. */
export type VisitInUse = (tuple: number, hand: ConnectionInHand, state: ConnectionState, row: number) => void;

/** A port that is held: until when, and for how long holds of its kind last. */
export type VisitHeld = (tuple: number, endSec: number, holdSec: number) => void;

/** The ports that one station leases, for those who look at all of them: a hop's pool, or the hosts of a population. */
export interface LeasedPorts {
  readonly range: PortRange;
  /** Source addresses, and destinations that each of them has a port space for. */
  readonly addresses: number;
  readonly destinations: number;
  /** Ports that can be leased of one address toward one of the destinations. */
  readonly capacityEach: number;
  /** True where a port is taken toward one destination only. */
  readonly isPerDestination: boolean;
  /** Holds end with the slot of a kernel timer, so that their beginning is known to within that many seconds; else 0. */
  readonly holdSlotSec: number;
  isPresent(address: number): boolean;
  addressOf(tuple: number): number;
  /** Index of the destination; 0 where there is one space for all of them. */
  destinationOf(tuple: number): number;
  portOf(tuple: number): number;
  /** Index of the destination that the connection in hand goes to, of all that the station addresses; -1 where it is not known. */
  destinationOfHand(hand: ConnectionInHand): number;
  forEachInUse(visit: VisitInUse): void;
  forEachHeld(visit: VisitHeld): void;
}

/** The ports of a station; null where it leases none that are tracked one by one. */
export function leasedPortsOf(net: NetworkState, station: StationKey): LeasedPorts | null {
  const { kind, index } = stationPlace(station);
  return kind === 'path' ? poolPorts(net, index) : clientPorts(net, index);
}

function poolPorts(net: NetworkState, hop: number): LeasedPorts | null {
  const pool = net.pools[hop] ?? null;
  if (pool === null) return null;
  const { connections, unreplied } = net;
  const { destinations: all, dialledStage, settings } = net.plan.hops[hop]!;
  const destinations = destinationsApart(pool.settings, all);
  const { fin, rst } = net.tupleHolds[hop]!;
  const endpointsEach = all / net.stations[dialledStage]!.instances;
  return {
    range: pool.settings.ports,
    addresses: pool.addresses,
    destinations,
    capacityEach: pool.capacityPerAddress / destinations,
    isPerDestination: isPerDestination(pool.settings),
    holdSlotSec: slotOf(fin, rst),
    isPresent: (address) => pool.isAddressPresent(address),
    addressOf: (tuple) => pool.addressOf(tuple),
    destinationOf: (tuple) => pool.destinationOf(tuple) ?? 0,
    portOf: (tuple) => pool.portOf(tuple),
    destinationOfHand: ({ endpoint, instances }) => {
      // The endpoint of the stage that was picked last; of a stage before it only the instance is kept.
      if (dialledStage === net.backends) return endpoint;
      return endpointsEach === 1 ? instances[dialledStage]! : NOTHING;
    },
    forEachInUse: (visit) =>
      connections.forEach((hand, state, row) => {
        const tuple = hand.tuples[hop]!;
        if (tuple !== NOTHING) visit(tuple, hand, state, row);
      }),
    forEachHeld: (visit) => {
      for (const hold of [fin, rst])
        if (hold !== null) pool.forEachHeld(hold.ring, (tuple, endSec) => visit(tuple, endSec, hold.holdSec));
      const { unrepliedSec } = settings.flowTable;
      unreplied[hop]?.forEach((_, tuple, endSec) => {
        if (tuple !== NOTHING) visit(tuple, endSec, unrepliedSec);
      });
    },
  };
}

function clientPorts(net: NetworkState, index: number): LeasedPorts | null {
  const group = net.groups[index];
  if (group === undefined || !group.plan.tracksPorts) return null;
  const { ports, plan, settings } = group;
  const hold = net.clientHolds[index]!;
  const each = plan.portSpacesEach;
  return {
    range: settings.ports,
    addresses: settings.addresses,
    destinations: each,
    capacityEach: ports.capacity,
    isPerDestination: settings.bind !== 'early',
    holdSlotSec: slotOf(hold),
    isPresent: () => true,
    addressOf: (tuple) => Math.floor(ports.spaceOf(tuple) / each),
    destinationOf: (tuple) => ports.spaceOf(tuple) % each,
    portOf: (tuple) => ports.portOf(tuple),
    destinationOfHand: () => NOTHING,
    forEachInUse: (visit) =>
      net.connections.forEach((hand, state, row) => {
        if (hand.population === index && hand.clientTuple !== NOTHING)
          visit(hand.clientTuple, hand, state, row);
      }),
    forEachHeld: (visit) => hold?.ring.forEach((tuple, endSec) => visit(tuple, endSec, hold.holdSec)),
  };
}

function slotOf(...holds: readonly (Hold | null)[]): number {
  return Math.max(0, ...holds.map((hold) => hold?.slotSec ?? 0));
}
