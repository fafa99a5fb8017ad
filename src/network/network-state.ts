import { HoldRing } from '../engine/hold-ring.ts';
import { streamFor } from '../engine/random.ts';
import { wheelTimerEndSec } from '../engine/timer-wheel.ts';
import type { FlowTable, Hop, Scenario } from '../scenario/scenario.ts';
import { Balancer } from './balancer.ts';
import { ClientGroup } from './client-group.ts';
import { ConnectionTable } from './connection-table.ts';
import { type Close, clientHoldSec, flowHoldSec, tupleHoldSec } from './hold-times.ts';
import type { Plan } from './plan.ts';
import { SourcePool } from './source-pool.ts';
import { Station } from './station.ts';

/** A kind of claim that outlives its connection by a constant time. */
export interface Hold {
  readonly ring: HoldRing;
  readonly holdSec: number;
  /** True for a timer of the Linux kernel, which fires at the end of its slot in the timer wheel. */
  readonly onTimerWheel: boolean;
  /** Frees what the entry stands for. */
  readonly end: (entry: number) => void;
}

/** How long a claim is held after an orderly close, and after a reset; null: not at all. */
export interface HoldsByClose {
  readonly fin: Hold | null;
  readonly rst: Hold | null;
}

/** Everything that connections claim from, as it stands at the moment of the run. */
export class NetworkState {
  readonly plan: Plan;
  readonly groups: readonly ClientGroup[];
  /** The hops in order, then the backends. */
  readonly stations: readonly Station[];
  readonly backends: number;
  /** The source pool of each hop; null where the hop rewrites no source address. */
  readonly pools: readonly (SourcePool | null)[];
  /** How station `s` (a hop) picks in station `s + 1`. */
  readonly balancers: readonly Balancer[];
  readonly table: ConnectionTable;
  readonly holds: readonly Hold[];
  /** Null where a closed connection's port is free at once. */
  readonly clientHolds: readonly (Hold | null)[];
  readonly tupleHolds: readonly HoldsByClose[];
  readonly flowHolds: readonly HoldsByClose[];
  /** When the next hold ends. */
  nextHoldEndSec = Infinity;

  constructor(plan: Plan, seed: number) {
    this.plan = plan;
    const { scenario } = plan;
    this.stations = createStations(scenario);
    this.backends = scenario.path.length;
    this.groups = plan.clients.map(
      (clients) => new ClientGroup(clients, seed, this.stations[0]!, weightsOfStage(scenario, 0)),
    );
    this.balancers = plan.hops.map(
      ({ index, settings, destinations }) =>
        new Balancer(
          settings.balance,
          settings.instances,
          this.stations[index + 1]!,
          weightsOfStage(scenario, index + 1),
          destinations / this.stations[index + 1]!.instances,
          true,
          streamFor(seed, 'balance', index),
        ),
    );
    this.pools = plan.hops.map(({ index, settings, destinations, firstSourceSeen, sourcesSeen }) =>
      settings.source === null
        ? null
        : new SourcePool(
            settings.source,
            settings.instances,
            destinations,
            firstSourceSeen,
            sourcesSeen,
            streamFor(seed, 'ports', index),
          ),
    );
    this.table = new ConnectionTable(plan.hops.length, plan.initialRows, plan.hasProxy);
    this.clientHolds = this.groups.map((group) =>
      createHold(clientHoldSec(group.settings), true, (tuple) => {
        group.portsHeld -= 1;
        group.releasePort(tuple);
      }),
    );
    this.tupleHolds = plan.hops.map(({ index, settings }) =>
      tupleHoldsOf(this.pools[index] ?? null, settings),
    );
    this.flowHolds = plan.hops.map(({ index, settings }) => {
      const table = flowTableOf(settings);
      const end = (instance: number): void => this.stations[index]!.releaseFlow(instance);
      return {
        fin: createHold(table === null ? 0 : flowHoldSec(table, 'fin'), false, end),
        rst: createHold(table === null ? 0 : flowHoldSec(table, 'rst'), false, end),
      };
    });
    const byClose = [...this.tupleHolds, ...this.flowHolds].flatMap(({ fin, rst }) => [fin, rst]);
    this.holds = [...this.clientHolds, ...byClose].filter((hold) => hold !== null);
  }

  beginHold(hold: Hold, entry: number, nowSec: number): void {
    const endSec = hold.onTimerWheel ? wheelTimerEndSec(nowSec, hold.holdSec) : nowSec + hold.holdSec;
    hold.ring.push(endSec, entry);
    if (endSec < this.nextHoldEndSec) this.nextHoldEndSec = endSec;
  }

  /** Ends the hold that is due first. */
  endNextHold(): void {
    const due = this.nextHoldEndSec;
    let ended = false;
    let next = Infinity;
    for (const hold of this.holds) {
      if (!ended && hold.ring.nextEndSec === due) {
        hold.end(hold.ring.pop());
        ended = true;
      }
      if (hold.ring.nextEndSec < next) next = hold.ring.nextEndSec;
    }
    this.nextHoldEndSec = next;
  }

  /** Identity of the source address that a hop put into the tuple. */
  sourceOfTuple(hop: number, tuple: number): number {
    return this.plan.hops[hop]!.firstSource + this.pools[hop]!.addressOf(tuple);
  }

  /** Identity of the source address that station `s` sees on a connection that has come that far. */
  sourceSeenAt(row: number, station: number): number {
    for (let hop = station - 1; hop >= 0; hop--) {
      const pool = this.pools[hop]!;
      if (pool !== null) return this.plan.hops[hop]!.firstSource + pool.addressOf(this.table.tuple(row, hop));
    }
    const group = this.groups[this.table.population(row)]!;
    return group.firstSource + group.addressOf(this.table.number(row));
  }

  /** Identity of the five-tuple that station `s` sees. */
  flowSeenAt(row: number, station: number): number {
    for (let hop = station - 1; hop >= 0; hop--)
      if (this.pools[hop] !== null) return flowOfTuple(hop, this.table.tuple(row, hop));
    const { table } = this;
    const group = this.groups[table.population(row)]!;
    return group.flowOf(table.number(row), table.session(row), table.attempts(row));
  }
}

/** Identity of the five-tuple behind a hop that leased the tuple. */
export function flowOfTuple(hop: number, tuple: number): number {
  return tuple ^ Math.imul(hop + 1, 0x9e3779b1);
}

function createHold(holdSec: number, onTimerWheel: boolean, end: (entry: number) => void): Hold | null {
  return holdSec > 0 ? { ring: new HoldRing(), holdSec, onTimerWheel, end } : null;
}

function tupleHoldsOf(pool: SourcePool | null, { mode, flowTable }: Hop): HoldsByClose {
  if (pool === null) return { fin: null, rst: null };
  const isKernelTimer = mode === 'proxy';
  const holdAfter = (close: Close): Hold | null =>
    createHold(tupleHoldSec(pool.settings, mode, flowTable, close), isKernelTimer, (tuple) =>
      pool.releaseHeld(tuple),
    );
  return { fin: holdAfter('fin'), rst: holdAfter('rst') };
}

/** The flow table of a hop; null for those that track no flows. */
function flowTableOf(hop: { readonly mode: string; readonly flowTable: FlowTable }): FlowTable | null {
  return hop.mode === 'router' || hop.mode === 'proxy' ? null : hop.flowTable;
}

function createStations(scenario: Scenario): Station[] {
  const { backends } = scenario;
  return [
    ...scenario.path.map(
      (hop, index) =>
        new Station(
          `path.${index}`,
          hop.name,
          hop.instances,
          hop.limits,
          hop.mode === 'proxy' ? 2 : 0,
          flowTableOf(hop),
        ),
    ),
    new Station('backends', backends.name, backends.count, backends.limits, 1, null),
  ];
}

function weightsOfStage(scenario: Scenario, stage: number): readonly number[] {
  const hop = scenario.path[stage];
  return hop === undefined ? scenario.backends.weights : new Array<number>(hop.instances).fill(1);
}
