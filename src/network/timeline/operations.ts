import type { Autoscale } from '../../scenario/autoscale-settings.ts';
import type { Changes } from '../../scenario/changed-fields.ts';
import { changesOfTarget } from '../../scenario/changes.ts';
import type { CrashEvent, FailoverEvent } from '../../scenario/failure-event.ts';
import type { DisconnectEvent, RestartEvent, Scenario, TimelineEvent } from '../../scenario/scenario.ts';
import {
  batchTimes,
  type Scaling,
  type SizeChange,
  type Sizes,
  sizesOfTarget,
} from '../../scenario/timeline.ts';
import { detection, type FailureOperation, failover, linkCut, silentCrash } from './failure-operations.ts';
import { type OperationAt, RANK } from './operation-at.ts';
import { reloadsOf } from './reload-operations.ts';

/** The action that closes connections: at once, or in a drain. */
export type CutReason = 'restart' | 'crash' | 'scale-in' | 'change' | 'reload';
export type DrainReason = 'restart' | 'scale-in';

/** An instance takes no new connection, and those that it has are closed evenly over a time, or its last part. */
export interface DrainOperation extends OperationAt {
  readonly kind: 'drain';
  readonly instance: number;
  readonly reason: DrainReason;
  readonly overSec: number;
  /** The first part of that time, in which nothing is closed. */
  readonly graceSec: number;
}

/** The instances from `first` on, before `end`, go away at once with their connections. */
export interface CutOperation extends OperationAt {
  readonly kind: 'cut';
  readonly first: number;
  readonly end: number;
  readonly reason: CutReason;
  /** They are up again, and empty, before the first client can come back. */
  readonly isReplaced: boolean;
  /** Who balances knows at once. */
  readonly isSeen: boolean;
}

/** An instance is up again, or for the first time. */
export interface ReturnOperation extends OperationAt {
  readonly kind: 'return';
  readonly instance: number;
}

/** From now on the first `size` instances are there. */
export interface SizeOperation extends OperationAt {
  readonly kind: 'resize';
  readonly size: number;
}

/** A part of the connections of a population is closed by its clients, or of all connections by a station. */
export interface DisconnectOperation extends OperationAt {
  readonly kind: 'disconnect';
  /** Null: of all of them, and the station closes. */
  readonly population: number | null;
  readonly share: number;
}

/** Instances have other limits from now on, and so many source addresses. */
export interface ChangeOperation extends OperationAt {
  readonly kind: 'change';
  /** The instances from `first` on, before `end`. */
  readonly first: number;
  readonly end: number;
  readonly changes: Changes;
  /** Connections with an address that is not there any more are reset. */
  readonly cutsAbsent: boolean;
}

/** A hop starts a new generation of worker processes. */
export interface ReloadOperation extends OperationAt {
  readonly kind: 'reload';
}

/** The time of an old generation is over: what is left on it is reset. */
export interface EndGenerationOperation extends OperationAt {
  readonly kind: 'end-generation';
  readonly generation: number;
}

/** An autoscaler looks at its station and decides. */
export interface DecideOperation extends OperationAt {
  readonly kind: 'decide';
}

/** Instances that were ordered are ready: the first `size` are there, of those that are still ordered. */
export interface JoinOperation extends OperationAt {
  readonly kind: 'join';
  readonly size: number;
}

/** What happens to instances of a station, or to how many there are, at one moment of the timeline. */
export type Operation =
  | DrainOperation
  | CutOperation
  | ReturnOperation
  | SizeOperation
  | ChangeOperation
  | DisconnectOperation
  | ReloadOperation
  | EndGenerationOperation
  | DecideOperation
  | JoinOperation
  | FailureOperation;

/** After everything else of its instant. */
export const AFTER_ALL = 6;

/** What an event acts on. */
interface Stage {
  readonly station: number;
  readonly instances: number;
  readonly sizes: Sizes<Scaling>;
  readonly autoscale: Autoscale | null;
}

/** Unfolds the events of a scenario into operations on single instances, in order of time. */
export function operationsOf(scenario: Scenario): Operation[] {
  const { path, backends, clients, events, durationSec } = scenario;
  const stageNamed = new Map(
    [...path, { ...backends, name: 'backends', instances: backends.count }].map(
      ({ name, instances, autoscale }, station) => {
        return [name, { station, instances, sizes: sizesOfTarget(events, name, instances), autoscale }];
      },
    ),
  );
  return [
    ...[...stageNamed.values()].flatMap(notYetThere),
    ...[...stageNamed].flatMap(([name, stage]) => changesOf(events, name, stage)),
    ...[...stageNamed].flatMap(([name, { station }]) => reloads(events, name, station)),
    ...events.flatMap((event): Operation[] => {
      const stage = stageNamed.get(event.target);
      if (event.action === 'disconnect') return [disconnect(event, scenario, stage?.station ?? 0)];
      if (stage !== undefined) return operationsOfEvent(event, stage);
      if (event.action !== 'link-cut') return [];
      return linkCut(event, -1 - clients.findIndex(({ name }) => name === event.target));
    }),
  ]
    .filter(({ atSec }) => atSec <= durationSec)
    .sort((a, b) => a.atSec - b.atSec || a.rank - b.rank);
}

function operationsOfEvent(event: Exclude<TimelineEvent, DisconnectEvent>, stage: Stage): Operation[] {
  switch (event.action) {
    case 'reload':
      // Those of a hop are numbered together.
      return [];
    case 'restart':
      return [...restart(event, stage), ...resizes(event, stage)];
    case 'crash':
      return crash(event, stage);
    case 'change':
      // What is in force follows from all changes of the stage together.
      return [];
    case 'failover':
      return [failover(event, stage.station), ...comeAllBack(event, stage.station)];
    case 'link-cut':
      return linkCut(event, stage.station);
    default:
      return resizes(event, stage);
  }
}

/** What an event changes in how many instances there are. */
function resizes(cause: TimelineEvent, stage: Stage): Operation[] {
  return stage.sizes.changes
    .filter(({ event }) => event.cause === cause)
    .flatMap((change) =>
      change.event.action === 'scale-out' ? scaleOut(change, stage) : scaleIn(change, stage),
    );
}

function restart(event: RestartEvent, { station, instances }: Stage): Operation[] {
  const { batch, drainSec, graceSec, downSec, surge } = event;
  const { firstSec, everySec } = batchTimes(event);
  const restarted = instances - surge;
  // What goes in one instant goes in one operation: who comes back at once meets none that is about to go too.
  const together = everySec > 0 ? batch : restarted;
  return eachOf(0, Math.ceil(restarted / together)).flatMap((turn) => {
    const beginSec = firstSec + turn * everySec;
    const cutSec = beginSec + drainSec;
    const first = turn * together;
    const end = Math.min(first + together, restarted);
    const each = eachOf(first, end);
    const isReplaced = downSec === 0;
    return [
      ...(drainSec > 0
        ? each.map((instance) => drain(beginSec, station, instance, 'restart', drainSec, graceSec))
        : []),
      { ...cut(cutSec, station, first, end, 'restart'), isReplaced },
      ...(isReplaced ? [] : each.map((instance) => comeBack(cutSec + downSec, station, instance))),
    ];
  });
}

function crash(event: CrashEvent, { station }: Stage): Operation[] {
  const { atSec, instances, downSec, silent, detectedAfterSec } = event;
  const back = comeAllBack(event, station);
  const seen = detection(event, station);
  if (silent) return [silentCrash(event, station), ...seen, ...back];
  const isSeen = detectedAfterSec === 0;
  const gone = { ...cut(atSec, station, 0, instances, 'crash'), isReplaced: downSec === 0, isSeen };
  return [gone, ...(isSeen ? [] : seen), ...back];
}

/** With no time away they are up again in the same instant, which the operation itself sees to. */
function comeAllBack(
  { atSec, instances, downSec }: CrashEvent | FailoverEvent,
  station: number,
): Operation[] {
  if (downSec === 0) return [];
  return eachOf(0, instances).map((instance) => comeBack(atSec + downSec, station, instance));
}

function changesOf(
  events: readonly TimelineEvent[],
  name: string,
  { station, instances }: Stage,
): Operation[] {
  return changesOfTarget(events, name, instances).map(({ atSec, first, end, changes, cut: cutsAbsent }) => {
    return { atSec, station, rank: RANK.change, kind: 'change', first, end, changes, cutsAbsent };
  });
}

/** What a scale-out brings later, or an autoscaler, is away from the start. */
function notYetThere({ station, instances, sizes, autoscale }: Stage): Operation[] {
  const first = autoscale?.min ?? sizes.first;
  return first === instances
    ? []
    : [resize(0, station, first), cut(0, station, first, instances, 'scale-in')];
}

function scaleOut({ event: { atSec }, before, after }: SizeChange<Scaling>, { station }: Stage): Operation[] {
  const joining = eachOf(before, after).map((instance) => comeBack(atSec, station, instance));
  return [...joining, resize(atSec, station, after)];
}

function scaleIn(
  { event: { atSec, drainSec, cause }, before, after }: SizeChange<Scaling>,
  { station }: Stage,
): Operation[] {
  const reason = cause.action === 'restart' ? 'restart' : 'scale-in';
  const graceSec = cause.action === 'restart' ? cause.graceSec : 0;
  const drained = drainSec > 0 ? eachOf(after, before) : [];
  return [
    resize(atSec, station, after),
    ...drained.map((instance) => drain(atSec, station, instance, reason, drainSec, graceSec)),
    cut(atSec + drainSec, station, after, before, reason),
  ];
}

function reloads(events: readonly TimelineEvent[], hop: string, station: number): Operation[] {
  return reloadsOf(events, hop).flatMap(({ atSec, generation, endSec }): Operation[] => [
    { atSec, station, rank: RANK.reload, kind: 'reload' },
    ...(endSec === Infinity
      ? []
      : [{ atSec: endSec, station, rank: RANK.cut, kind: 'end-generation' as const, generation }]),
  ]);
}

function disconnect(
  { atSec, target, share }: DisconnectEvent,
  { clients }: Scenario,
  station: number,
): DisconnectOperation {
  const population = clients.findIndex(({ name }) => name === target);
  return {
    atSec,
    station,
    rank: RANK.cut,
    kind: 'disconnect',
    population: population < 0 ? null : population,
    share,
  };
}

function drain(
  atSec: number,
  station: number,
  instance: number,
  reason: DrainReason,
  overSec: number,
  graceSec: number,
): DrainOperation {
  return { atSec, station, rank: RANK.drain, kind: 'drain', instance, reason, overSec, graceSec };
}

function cut(atSec: number, station: number, first: number, end: number, reason: CutReason): CutOperation {
  return { atSec, station, rank: RANK.cut, kind: 'cut', first, end, reason, isReplaced: false, isSeen: true };
}

function comeBack(atSec: number, station: number, instance: number): ReturnOperation {
  return { atSec, station, rank: RANK.return, kind: 'return', instance };
}

function resize(atSec: number, station: number, size: number): SizeOperation {
  return { atSec, station, rank: RANK.resize, kind: 'resize', size };
}

/** The numbers from `first` on, before `end`. */
function eachOf(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}
