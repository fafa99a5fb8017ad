import { meanWheelDelaySec } from '../../engine/timer-wheel.ts';
import { tupleHoldSec } from '../../network/connections/hold-times.ts';
import { blocksPerInstance, isPerDestination } from '../../network/ports/port-blocks.ts';
import { portCount } from '../../network/ports/tuple-space/port-range.ts';
import type { ResourceId } from '../../network/results/run-result.ts';
import { pow } from '../../numeric/elementary.ts';
import type { Balance, SourcePool } from '../../scenario/scenario.ts';
import { isSourceHash } from '../../scenario/source-hash.ts';
import { netfilterFirstDropShare } from '../theory/netfilter-drops.ts';
import { counted, formatCount, formatNumber, formatShare } from '../wording/format-quantity.ts';
import { wholeEnough } from '../wording/whole-units.ts';
import { type Demand, fullestAddressShare, type PopulationDemand } from './demand.ts';
import { closedBeforeShare, type Holding, type HoldOf, holdingOf, unitsFor } from './hold-share.ts';
import { type LimitRow, limitRow } from './limit-row.ts';
import { type Choice, choiceOf, choiceOfInstance, lossSystem } from './loss-system.ts';
import type { Stage } from './stage-spread.ts';

/** The source ports (and blocks of them) that a hop leases toward the next stage. */
export function poolRows(
  stage: Stage,
  hop: number,
  balance: Balance,
  next: Stage,
  demand: Demand,
): LimitRow[] {
  const { source } = stage;
  if (source === null) return [];
  const holdOf: HoldOf = (population) => meanHoldSec(stage, source, population, hop);
  return source.scope === 'client-block'
    ? blockRows(stage, source, balance, next, demand, holdOf)
    : [portRow(stage, source, balance, next, demand, holdingOf(demand, holdOf))];
}

/**
 * Mean hold of a population's ports. Where the NAT takes over the ports of closed connections these do not stand in the
 * way of new ones, so that they hold nothing in the long run.
 */
function meanHoldSec(stage: Stage, source: SourcePool, population: PopulationDemand, hop: number): number {
  return source.takeOver ? 0 : meanHeldSec(stage, source, population, hop);
}

/** The same whether or not a port that is held can be taken over. */
export function meanHeldSec(
  stage: Stage,
  source: SourcePool,
  population: PopulationDemand,
  hop: number,
): number {
  const { close } = population.clients.session;
  if (stage.flowTable !== null) return tupleHoldSec(source, 'snat', stage.flowTable, close);
  return source.holdSec === 0 ? 0 : meanWheelDelaySec(source.holdSec) * closedBeforeShare(population, hop);
}

function portRow(
  stage: Stage,
  source: SourcePool,
  balance: Balance,
  next: Stage,
  demand: Demand,
  holding: Holding,
): LimitRow {
  const ports = portCount(source.ports);
  const spread = spreadOf(stage, source, balance, next);
  const portsInAll = spread.spaces * ports;
  const carriedEvenly = portsInAll / holding.unitsPerConnection;
  const firstDropShare = source.selection === 'netfilter' ? netfilterFirstDropShare(ports) : 1;
  return limitRow(placeOf(stage), portResource(stage), {
    capacityConnections: carriedEvenly,
    demandConnections: demand.connections,
    arithmetic:
      `${spread.factors(ports)} = ${counted(portsInAll, 'port')}${spread.clause}` +
      holding.clause(portsInAll) +
      (firstDropShare < 1
        ? `; bounded probing can drop the first from about ${formatShare(firstDropShare)} full on`
        : ''),
    firstDropShare,
    loss: lossSystem(
      portsInAll,
      demand.connections * holding.unitsPerConnection,
      spread.choices,
      source.selection === 'netfilter' ? ports : null,
    ),
  });
}

interface Spread {
  /** Port spaces that a connection can come to, as many as if all were equally full. */
  readonly spaces: number;
  readonly addresses: number;
  /** How a connection comes to its space: instance, address, destination. */
  readonly choices: readonly Choice[];
  readonly factors: (ports: number) => string;
  readonly clause: string;
}

/** How many port spaces the connections really use: a hash gives few sources few addresses and destinations. */
function spreadOf(stage: Stage, source: SourcePool, balance: Balance, next: Stage): Spread {
  const instances = stage.evenInstances;
  const perDestination = source.scope === 'destination';
  const destinations = next.endpointsEach * next.evenInstances;
  const addresses = usedAddresses(stage, source, destinations);
  const evenSpaces = instances * addresses * (perDestination ? destinations : 1);
  // Each source address keeps to one pool address and one instance of the next stage.
  const pinned = source.choose === 'source-hash' && isSourceHash(balance) && perDestination;
  const spaces = pinned
    ? Math.min(evenSpaces, stage.sourcesSeen * instances * next.endpointsEach)
    : evenSpaces;
  const notes: string[] = [];
  if (addresses < source.addresses)
    notes.push(
      `a hash gives ${counted(stage.sourcesSeen, 'source address', 'source addresses')} only ${formatCount(addresses)} of ${formatCount(source.addresses)} pool addresses`,
    );
  if (perDestination && next.evenInstances < next.usedInstances)
    notes.push(
      `the fullest of ${formatCount(next.usedInstances)} takes ${formatShare(1 / next.evenInstances)} of all`,
    );
  if (spaces < evenSpaces) notes.push('a hash pins each source address to one space');
  return {
    spaces,
    addresses: instances * addresses,
    choices: [
      choiceOfInstance(stage),
      choiceOfAddress(source, addresses, stage, destinations),
      // A pinned source has its one destination with its one address: no choice of its own.
      ...(perDestination ? [choiceOf(balance, spaces / (instances * addresses), stage.sourcesSeen)] : []),
    ],
    factors: (ports) =>
      [
        ...(instances > 1 ? [counted(instances, 'instance')] : []),
        counted(addresses, 'address', 'addresses'),
        counted(ports, 'port'),
        ...(perDestination ? [countedShare(spaces / (instances * addresses), 'destination')] : []),
      ].join(' x '),
    clause: notes.map((note) => `; ${note}`).join(''),
  };
}

function usedAddresses(stage: Stage, source: SourcePool, destinations: number): number {
  switch (source.choose) {
    case 'source-hash':
      return Math.min(source.addresses, stage.sourcesSeen);
    case 'source-destination-hash': {
      const pairs = source.scope === 'destination' ? stage.sourcesSeen : stage.sourcesSeen * destinations;
      return Math.min(source.addresses, wholeEnough(pairs));
    }
    case 'round-robin':
    case 'random':
    case 'least-used':
      return source.addresses;
  }
}

function choiceOfAddress(source: SourcePool, parts: number, stage: Stage, destinations: number): Choice {
  if (spillsOver(source)) return { parts, rule: 'pooled', sources: stage.sourcesSeen };
  if (source.choose === 'random') return { parts, rule: 'drawn', sources: stage.sourcesSeen };
  const pairs = source.choose === 'source-destination-hash' && source.scope !== 'destination';
  return { parts, rule: 'hash', sources: stage.sourcesSeen * (pairs ? wholeEnough(destinations) : 1) };
}

/** True where a connection moves on to another address of the pool when one has no free port. */
function spillsOver({ choose }: SourcePool): boolean {
  return choose === 'round-robin' || choose === 'least-used';
}

function blockRows(
  stage: Stage,
  source: SourcePool,
  balance: Balance,
  next: Stage,
  demand: Demand,
  holdOf: HoldOf,
): LimitRow[] {
  const { blockSize, maxPortsPerClient } = source;
  const blocks = blocksPerInstance(source);
  const clients = ownersAtInstance(stage, demand);
  // A block fills with the connections of its owner alone, so the heaviest owner binds.
  const instancesEach = stage.hashedBefore ? 1 : stage.usedInstances;
  const destinations = isPerDestination(source) ? destinationsOfOwner(balance, next) : 1;
  const unitsInBlock = heaviestOwner(demand, stage, holdOf) / instancesEach / destinations;
  const blocksEach = blocksOfClient(unitsInBlock, source);
  const owners = clients * blocksEach;
  const blocksRow = limitRow(placeOf(stage), 'port-blocks', {
    capacityConnections: (demand.connections * blocks) / owners,
    demandConnections: demand.connections,
    arithmetic:
      `${blocksClause(source, blocks)} = ` +
      `${counted(blocks, 'block')} for ${counted(clients, 'source address', 'source addresses')}` +
      `${stage.usedInstances > 1 ? ' at each instance' : ''}, ` +
      (blocksEach === 1 ? 'one each' : `up to ${formatCount(blocksEach)} each`),
  });
  const portsEach = Math.max(blockSize, maxPortsPerClient);
  const portsRow = limitRow(placeOf(stage), portResource(stage), {
    capacityConnections: unitsInBlock === 0 ? Infinity : (demand.connections * portsEach) / unitsInBlock,
    demandConnections: demand.connections,
    arithmetic:
      (portsEach > blockSize
        ? `${counted(portsEach, 'port')} a client, in blocks of ${formatCount(blockSize)}`
        : `${counted(blockSize, 'port')} a block`) +
      (isPerDestination(source)
        ? `, again toward each of ${countedShare(destinations, 'destination')}`
        : '') +
      `; the heaviest owner takes ${formatNumber(unitsInBlock)} of them ` +
      `when ${formatCount(demand.connections)} connections are open`,
  });
  return [blocksRow, portsRow];
}

/** Blocks that a client of that many ports has: it doubles them when it needs more, up to a maximum. */
export function blocksOfClient(ports: number, source: SourcePool): number {
  const { blockSize } = source;
  const most = mostBlocksOfClient(source);
  let blocks = 1;
  while (blocks < most && blocks * blockSize < ports) blocks = Math.min(most, blocks * 2);
  return blocks;
}

/** Blocks that a client may have; always one. */
export function mostBlocksOfClient({ blockSize, maxPortsPerClient }: SourcePool): number {
  return Math.max(1, Math.floor(maxPortsPerClient / blockSize));
}

/** `2 addresses x 504 blocks of 128 ports`, or `2 addresses x 64,512 ports / 4,096 ports a block`. */
function blocksClause(source: SourcePool, blocks: number): string {
  const addresses = counted(source.addresses, 'address', 'addresses');
  const size = counted(source.blockSize, 'port');
  if (isPerDestination(source))
    return `${addresses} x ${counted(portCount(source.ports), 'port')} / ${size} a block`;
  return `${addresses} x ${formatCount(blocks / source.addresses)} blocks of ${size}`;
}

/** Destinations over which one owner's connections spread evenly. */
function destinationsOfOwner(balance: Balance, next: Stage): number {
  return next.endpointsEach * (isSourceHash(balance) ? 1 : next.evenInstances);
}

/**
 * Source addresses that come to one instance, and so own a block there. A hash keeps each at one instance. Else every connection
 * of an address comes to some instance: of I instances k connections meet I (1 - (1 - 1/I)^k) in the mean.
 */
function ownersAtInstance(stage: Stage, demand: Demand): number {
  const { usedInstances, sourcesSeen, hashedBefore, sourcesAreClients } = stage;
  if (hashedBefore) return sourcesSeen / usedInstances;
  const met = (addresses: number, connections: number): number =>
    addresses * (1 - pow(1 - 1 / usedInstances, connections / addresses));
  if (!sourcesAreClients) return met(sourcesSeen, demand.connections);
  // Who runs on the hosts of others has no addresses of its own; what it adds to theirs is little where they have blocks already.
  return demand.populations
    .filter(({ clients }) => clients.addressesOf === null)
    .reduce((sum, each) => {
      const { addresses, count, arrivals } = each.clients;
      const used = arrivals.pattern === 'poisson' ? addresses : Math.min(addresses, count);
      return sum + met(used, each.connections);
    }, 0);
}

/** Ports of its block that the busiest source address takes, over all instances, holds included. */
function heaviestOwner(demand: Demand, stage: Stage, holdOf: HoldOf): number {
  if (stage.sourcesAreClients)
    return Math.max(
      ...demand.populations.map(
        (each) => each.connections * fullestAddressShare(each.clients) * unitsFor(each, holdOf(each)),
      ),
    );
  return (demand.connections * holdingOf(demand, holdOf).unitsPerConnection) / stage.sourcesSeen;
}

function portResource(stage: Stage): ResourceId {
  return stage.isProxy ? 'source-ports' : 'snat-ports';
}

function placeOf(stage: Stage): Pick<LimitRow, 'station' | 'stationName'> {
  return { station: stage.key, stationName: stage.name };
}

function countedShare(count: number, one: string): string {
  return Number.isInteger(count) ? counted(count, one) : `${formatNumber(count)} ${one}s`;
}
