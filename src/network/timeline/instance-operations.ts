import { type RandomStream, streamFor } from '../../engine/random.ts';
import { shuffle } from '../../engine/shuffle.ts';
import { CONNECTING, REMNANT } from '../connections/connection-table.ts';
import type { EstablishedPlace } from '../connections/connections.ts';
import { DRAIN_CLOSE } from '../connections/event-kinds.ts';
import type { NetworkState } from '../network-state.ts';
import { DrainTables } from '../results/drain-tables.ts';
import type { ConnectionSetUp } from '../set-up/connection-set-up.ts';
import { DOWN, DOWN_UNSEEN, DRAINING, UP } from '../stations/station.ts';
import type { HalfOpenConnections, RunClock } from '../two-ends/half-open-connections.ts';
import type { SilentFailures } from '../two-ends/silent-failures.ts';
import { Autoscaling } from './autoscaling.ts';
import { Disconnects } from './disconnects.ts';
import type { SeeOperation } from './failure-operations.ts';
import { OperationSchedule } from './operation-schedule.ts';
import {
  type CutOperation,
  type CutReason,
  type DrainOperation,
  type DrainReason,
  type EndGenerationOperation,
  type Operation,
  operationsOf,
} from './operations.ts';
import { SettingChanges } from './setting-changes.ts';

/** Carries the operations of the timeline out: instances drain, go away with their connections, come back, and join. */
export class InstanceOperations {
  private readonly run: RunClock;
  private readonly net: NetworkState;
  private readonly halfOpen: HalfOpenConnections;
  private readonly setUp: ConnectionSetUp;
  private readonly silent: SilentFailures | null;
  private readonly drains: RandomStream;
  private readonly disconnects: Disconnects;
  readonly drainTables: DrainTables;
  private readonly changes: SettingChanges;
  /** What is to be done, and when. */
  readonly schedule: OperationSchedule;
  readonly autoscaling: Autoscaling;

  /** @param silent null where the timeline has no failure that nobody is told of */
  constructor(
    run: RunClock,
    net: NetworkState,
    halfOpen: HalfOpenConnections,
    setUp: ConnectionSetUp,
    silent: SilentFailures | null,
  ) {
    this.run = run;
    this.net = net;
    this.halfOpen = halfOpen;
    this.setUp = setUp;
    this.silent = silent;
    this.drains = streamFor(run.seed, 'drains');
    this.disconnects = new Disconnects(run, net, halfOpen);
    this.drainTables = new DrainTables(net.plan.scenario);
    this.changes = new SettingChanges(net, setUp, halfOpen.idleCuts);
    this.schedule = new OperationSchedule(operationsOf(net.plan.scenario));
    this.autoscaling = new Autoscaling(net);
    for (const first of this.autoscaling.first()) this.schedule.add(first);
  }

  /** Carries out what is next. */
  operateNext(): void {
    const operation = this.schedule.take();
    this.carryOut(operation);
    this.silent?.rerouted.after(operation.station);
  }

  private carryOut(operation: Operation): void {
    const { net } = this;
    const { station } = operation;
    switch (operation.kind) {
      case 'resize':
        return net.resize(station, operation.size);
      case 'return':
        if (!this.autoscaling.expects(station, operation.instance)) return;
        return net.stations[station]!.setStatus(operation.instance, UP);
      case 'drain':
        return this.drain(operation);
      case 'cut':
        return this.cut(operation);
      case 'reload':
        return net.reload(station);
      case 'end-generation':
        return this.endGeneration(operation);
      case 'disconnect':
        return this.disconnects.carryOut(operation);
      case 'change':
        this.changes.apply(operation);
        if (operation.cutsAbsent) this.cutAbsent(station);
        return;
      case 'decide':
        for (const each of this.autoscaling.decide(operation)) this.schedule.add(each);
        return;
      case 'join':
        return this.autoscaling.join(operation);
      case 'see':
        return this.see(operation);
      case 'lose':
        return this.silent!.lose(operation);
      case 'cut-link':
        return this.silent!.cutLink(operation);
      case 'restore-link':
        return this.silent!.restoreLink();
    }
  }

  private see({ station, first, end }: SeeOperation): void {
    for (let instance = first; instance < end; instance++) this.net.stations[station]!.see(instance);
  }

  private cut({ station, first, end, reason, isReplaced, isSeen }: CutOperation): void {
    const target = this.net.stations[station]!;
    const { timeSec } = this.run;
    for (let instance = first; instance < end; instance++) {
      const hasDrained = target.status[instance] === DRAINING;
      const isBack = isReplaced && this.autoscaling.expects(station, instance);
      target.setStatus(instance, isBack ? UP : isSeen ? DOWN : DOWN_UNSEEN);
      target.startAfresh(instance, timeSec);
      this.cutAll(station, instance, reason, hasDrained);
    }
  }

  /** Closes what the instance has evenly over the drain after its grace, in an order that has nothing to do with their ages. */
  private drain({ station, instance, reason, overSec, graceSec }: DrainOperation): void {
    const { connections, stations } = this.net;
    stations[station]!.setStatus(instance, DRAINING);
    const found = connections.establishedAt(station, instance);
    this.drainTables.begin(station, reason, found, this.run.timeSec);
    // Where the grace is the whole drain, what is left then is cut.
    if (graceSec >= overSec) return;
    shuffle(found, this.drains);
    const fromSec = this.run.timeSec + graceSec;
    found.forEach(({ at, timeSec }, index) => {
      const closesSec = fromSec + ((overSec - graceSec) * (index + 1)) / found.length;
      if (timeSec <= closesSec) return;
      connections.takeAway(at);
      connections.hand.untilSec = closesSec;
      connections.putAway(DRAIN_CLOSE, drainedBy(station, reason));
    });
  }

  private cutAll(station: number, instance: number, reason: CutReason, hasDrained: boolean): void {
    const { connections, stations } = this.net;
    const rows = connections.rowsAt(station, instance);
    // A drain has closed nearly always all of them; then nobody has to be looked for.
    const isEmpty = stations[station]!.open[instance] === rows.length;
    const found = isEmpty ? [] : connections.establishedAt(station, instance);
    if (!hasDrained && (reason === 'restart' || reason === 'scale-in'))
      this.drainTables.begin(station, reason, found, this.run.timeSec);
    this.cutThose(found, rows, station, reason);
  }

  /** Resets the connections that have a source address of a hop that is not there any more. */
  private cutAbsent(hop: number): void {
    const { connections, pools } = this.net;
    const pool = pools[hop] ?? null;
    if (pool === null) return;
    const isAbsent = (tuple: number): boolean => !pool.isPresent(tuple);
    const rows = connections.rowsWith(hop, isAbsent);
    this.cutThose(connections.establishedWith(hop, isAbsent), rows, hop, 'change');
  }

  private cutThose(
    established: readonly EstablishedPlace[],
    rows: readonly number[],
    station: number,
    reason: CutReason,
  ): void {
    for (const { at } of established) {
      this.net.connections.takeAway(at);
      this.run.finish(reason, station);
    }
    for (const row of rows) this.cutRow(row, station, reason);
  }

  /** What is left on an old generation of worker processes is reset. */
  private endGeneration({ station, generation }: EndGenerationOperation): void {
    const processes = this.net.processes[station]!;
    if (!processes.hasConnections(generation)) return;
    const { connections } = this.net;
    const isMeant = (process: number): boolean => processes.isOf(process, generation);
    const rows = connections.rowsOn(station, isMeant);
    const established = connections.establishedOn(station, isMeant);
    processes.cut += established.length;
    this.cutThose(established, rows, station, 'reload');
  }

  private cutRow(row: number, station: number, reason: CutReason): void {
    const { hand, table } = this.net.connections;
    const state = table.state(row);
    if (state === REMNANT) return this.halfOpen.endRemnant(row);
    if (state === CONNECTING) return this.setUp.refuseAway(row, station);
    table.load(row, hand);
    this.run.finishForgotten(row, reason, station);
  }
}

/** Who closes the connection of a drain's event, and why, as one number. */
function drainedBy(station: number, reason: DrainReason): number {
  return station * 2 + (reason === 'scale-in' ? 1 : 0);
}

export function drainingStation(drained: number): number {
  return drained >> 1;
}

export function drainReason(drained: number): DrainReason {
  return (drained & 1) === 1 ? 'scale-in' : 'restart';
}
