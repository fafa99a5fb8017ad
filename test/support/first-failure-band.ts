/**
 * Between which numbers of connections a limit first refuses one, while connections come one by one and stay. Where nothing is left to
 * chance that is the ladder's own number; the exceptions below widen it, and say why.
 */
import { demandOf, fullestAddressShare } from '../../src/analysis/limits/demand.ts';
import type { LimitRow } from '../../src/analysis/limits/limit-row.ts';
import { ladderOfLimits } from '../../src/analysis/limits/limits.ts';
import { type Stage, stagesOf } from '../../src/analysis/limits/stage-spread.ts';
import { dialledFrom } from '../../src/network/plan.ts';
import { blocksPerInstance, isPerDestination } from '../../src/network/ports/port-blocks.ts';
import type { Ring } from '../../src/scenario/balancing.ts';
import type { Balance, Scenario, SourcePool } from '../../src/scenario/scenario.ts';
import { isSourceHash } from '../../src/scenario/source-hash.ts';

export type Exception =
  /** A hash or a draw spreads the connections over parts of the resource that cannot help each other out. */
  | 'drawn'
  /** Addresses and destinations are both taken in turn, so that which meets which can be anything from even to one each. */
  | 'in step'
  /** Blocks are given away one address after the other, so that a hop behind sees the first address of the pool long before the last. */
  | 'in order'
  /** Every connection may be of a new owner, who takes a whole block: some blocks are still nearly empty when the last is gone. */
  | 'owners'
  /** Connections that wait for a descriptor hold their places on the way and are not established. */
  | 'waiting'
  /** netfilter gives up before the range is full. */
  | 'probing';

export interface Band {
  readonly low: number;
  readonly high: number;
  readonly exceptions: readonly Exception[];
}

/** Share by which connections that wait, or a whole unit that is cut, move a limit. */
const SLACK = 0.01;
/** Standard deviations of the fullest part: 1 in 300,000 beyond it for each of at most some dozen parts. */
const DEVIATIONS = 4.5;
/** Bunches of connections a part below which their spread is not that of a normal law. */
const FEW = 20;
/** Share of a small range at which netfilter's first drop is never seen (`netfilterFirstDropShare` less its spread). */
const PROBING_SHARE = 0.5;

/** How a resource is divided into parts that cannot help each other out, and how connections come to them. */
interface Parts {
  readonly count: number;
  /** Who chooses without knowing of each other: each can be one off in every part. */
  readonly choosers: number;
  readonly drawn: boolean;
  /** Connections that a draw moves together. */
  readonly together: number;
  /** Standard deviation of the parts' shares over their mean, where they are uneven for good. */
  readonly uneven: number;
  /** All of them over as many as the ladder counts, since the fullest decides. */
  readonly emptiest: number;
  /** Factor by which turns in step can lower the limit. */
  readonly inStep: number;
}

export function firstFailureBand(row: LimitRow, scenario: Scenario): Band {
  const capacity = row.capacityConnections;
  const parts = partsOf(row, scenario);
  const exceptions: Exception[] = [];
  let low = capacity - parts.count * parts.choosers;
  let high = capacity * (1 + SLACK) + parts.count * parts.choosers;
  if (parts.drawn && parts.count > 1) {
    exceptions.push('drawn');
    const bunches = capacity / parts.together / parts.count;
    const chance = DEVIATIONS / Math.sqrt(bunches);
    // Of a few bunches all can come to one part.
    low = Math.min(low, bunches < FEW ? 0 : capacity / (1 + chance + DEVIATIONS * parts.uneven));
    low = Math.max(low, capacity / parts.count - parts.count * parts.choosers);
    // All parts full is the end of it.
    high *= parts.emptiest;
  }
  if (parts.inStep > 1) {
    exceptions.push('in step');
    low = Math.min(low, low / parts.inStep);
  }
  if (isBehindBlocks(row, scenario)) {
    exceptions.push('in order');
    low = 0;
  }
  if (row.resource === 'port-blocks') {
    const blocks = blocksOf(row, scenario);
    if (blocks < capacity - 1) {
      exceptions.push('owners');
      // As many connections as blocks, if each is of a new owner; and no sooner at the fullest instance alone.
      low = Math.min(low, blocks / parts.inStep);
    }
    // How often an owner comes back to an instance is a mean of draws: at the best all come to one instance each.
    high *= parts.count;
  }
  const waiting = mostWaiting(row, scenario);
  if (waiting > 0) {
    exceptions.push('waiting');
    low -= waiting;
  }
  if (sourceOf(row, scenario)?.selection === 'netfilter' && isPort(row)) {
    exceptions.push('probing');
    low *= PROBING_SHARE;
  }
  return { low: low * (1 - SLACK) - 1, high: high + 1, exceptions };
}

/** Connections that can wait for a descriptor when another limit is met that lies just above; those that come until the first gives up. */
function mostWaiting(row: LimitRow, scenario: Scenario): number {
  if (row.resource === 'file-descriptors') return 0;
  const perSec = scenario.clients.reduce((sum, { count, connectionsEach, arrivals }) => {
    if (arrivals.pattern === 'poisson') return sum;
    return sum + (count * connectionsEach) / arrivals.rampUpSec;
  }, 0);
  const most = Math.ceil(perSec * Math.max(...scenario.clients.map((each) => each.connectTimeoutSec))) + 1;
  const descriptors = ladderOfLimits(scenario).filter(({ resource }) => resource === 'file-descriptors');
  // An instance whose connections are drawn can be without a descriptor long before the row says so.
  const soonest = Math.min(
    ...descriptors.map((each) => each.capacityConnections / partsOf(each, scenario).count),
  );
  return soonest < row.capacityConnections ? most : 0;
}

/** A row of blocks whose owners are addresses of a pool that is itself given away in blocks. */
function isBehindBlocks(row: LimitRow, scenario: Scenario): boolean {
  const before = scenario.path.slice(0, indexOf(row, scenario));
  return (
    (isPort(row) || row.resource === 'port-blocks') &&
    sourceOf(row, scenario)?.scope === 'client-block' &&
    before.some(({ source }) => source?.scope === 'client-block')
  );
}

const isPort = ({ resource }: LimitRow): boolean => resource === 'snat-ports' || resource === 'source-ports';

function partsOf(row: LimitRow, scenario: Scenario): Parts {
  const stages = stagesOf(scenario, demandOf(scenario));
  const index = indexOf(row, scenario);
  if (row.station.startsWith('clients.')) return partsOfClients(index, scenario, stages);
  const stage = stages[index]!;
  const instances = choiceOf(index, scenario, stages);
  const source = stage.source;
  if (source === null || !(isPort(row) || row.resource === 'port-blocks')) return instances;
  if (source.scope === 'client-block')
    return partsOfBlocks(stage, source, instances, index, scenario, stages);
  const next = choiceOf(dialledFrom(scenario, index), scenario, stages);
  const destinations = source.scope === 'destination' ? destinationsOf(index, scenario, stages) : 1;
  const spills = source.choose === 'round-robin' || source.choose === 'least-used';
  const addresses = spills ? 1 : source.addresses;
  return {
    count: instances.count * addresses * destinations,
    choosers: instances.choosers + stage.usedInstances,
    drawn: (instances.drawn && instances.count > 1) || (next.drawn && destinations > 1) || addresses > 1,
    together: Math.max(instances.together, next.together, connectionsOfSource(stage, scenario)),
    uneven: Math.max(instances.uneven, destinations > 1 ? next.uneven : 0),
    emptiest: instances.emptiest * next.emptiest,
    inStep: 1,
  };
}

function partsOfClients(index: number, scenario: Scenario, stages: readonly Stage[]): Parts {
  const clients = scenario.clients[index]!;
  const endpoints = clients.bind === 'early' ? 1 : destinationsOf(-1, scenario, stages);
  const addresses = Math.round(1 / fullestAddressShare(clients));
  const first = choiceOf(dialledFrom(scenario, -1), scenario, stages);
  const drawn = first.drawn && endpoints > 1;
  return {
    count: addresses * endpoints,
    choosers: 1,
    drawn,
    together: first.together,
    uneven: drawn ? first.uneven : 0,
    emptiest: first.emptiest,
    inStep: addresses > 1 ? endpoints : 1,
  };
}

/** An owner has a block at every instance (and in it a port toward every destination) that its connections come to. */
function partsOfBlocks(
  stage: Stage,
  source: SourcePool,
  instances: Parts,
  index: number,
  scenario: Scenario,
  stages: readonly Stage[],
): Parts {
  const destinations = isPerDestination(source) ? destinationsOf(index, scenario, stages) : 1;
  const owners = stage.hashedBefore ? 1 : stage.usedInstances;
  return {
    ...instances,
    // Owners of few connections each: what one has at an instance is a draw of its own.
    count: instances.count * destinations * Math.max(1, stage.sourcesSeen),
    choosers: 1,
    drawn: instances.drawn || !stage.sourcesAreClients,
    // Addresses of a hop before are chosen for whole client addresses, where a hash does it.
    together: stage.sourcesAreClients ? instances.together : busiestClientAddress(scenario),
    inStep: owners * destinations,
  };
}

/** How the instances of a stage are chosen. */
function choiceOf(index: number, scenario: Scenario, stages: readonly Stage[]): Parts {
  const stage = stages[index]!;
  const picker = pickerOf(index, scenario);
  const rules: readonly { balance: Balance; ring: Ring | null }[] =
    picker < 0 ? scenario.clients : [scenario.path[picker]!];
  const isRoute = scenario.path[index]?.gateway === true;
  const drawn =
    isRoute || rules.some(({ balance }) => balance !== 'round-robin' && balance !== 'least-connections');
  const workers = picker < 0 ? scenario.clients.length : instancesOf(picker, scenario);
  return {
    count: stage.instances,
    choosers: stage.instances === 1 ? 0 : workers,
    drawn,
    together:
      isRoute || rules.some(({ balance }) => isSourceHash(balance))
        ? connectionsOfSource(stage, scenario)
        : 1,
    emptiest: stage.instances / stage.evenInstances,
    uneven: Math.max(...rules.map(({ balance, ring }) => unevenness(balance, ring, stage.instances))),
    inStep: 1,
  };
}

/** Coefficient of variation of the shares of a ring; see docs/model.md. */
function unevenness(balance: Balance, ring: Ring | null, instances: number): number {
  if (balance !== 'consistent-hash' && ring === null) return 0;
  const points = ring?.points ?? 16;
  return Math.sqrt((instances - 1) / (instances * points + 1)) * (ring?.pick === 'nearest' ? 1.3 : 1);
}

/** The hop that picks an instance of the stage; -1: the clients. */
function pickerOf(stage: number, scenario: Scenario): number {
  let picker = stage - 1;
  while (picker >= 0 && scenario.path[picker]?.gateway === true) picker -= 1;
  return picker;
}

function instancesOf(hop: number, scenario: Scenario): number {
  return scenario.path[hop]?.instances ?? scenario.backends.count;
}

function destinationsOf(hop: number, scenario: Scenario, stages: readonly Stage[]): number {
  const next = stages[dialledFrom(scenario, hop)]!;
  return next.instances * next.endpointsEach;
}

/** Connections of the busiest source address that the stage sees. */
function connectionsOfSource(stage: Stage, scenario: Scenario): number {
  if (stage.sourcesAreClients) return busiestClientAddress(scenario);
  const all = scenario.clients.reduce((sum, { count, connectionsEach }) => sum + count * connectionsEach, 0);
  return all / stage.sourcesSeen;
}

function busiestClientAddress(scenario: Scenario): number {
  return Math.max(
    ...scenario.clients.map((clients) =>
      Math.ceil(clients.count * clients.connectionsEach * fullestAddressShare(clients)),
    ),
  );
}

function blocksOf(row: LimitRow, scenario: Scenario): number {
  const source = sourceOf(row, scenario);
  return source === null ? 0 : blocksPerInstance(source) * instancesOf(indexOf(row, scenario), scenario);
}

function sourceOf(row: LimitRow, scenario: Scenario): SourcePool | null {
  return row.station.startsWith('path.') ? (scenario.path[indexOf(row, scenario)]?.source ?? null) : null;
}

function indexOf({ station }: LimitRow, scenario: Scenario): number {
  return station === 'backends' ? scenario.path.length : Number(station.split('.')[1]);
}
