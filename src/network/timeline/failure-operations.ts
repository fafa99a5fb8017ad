/** Operations of failures that nobody is told of. */
import type { CrashEvent, FailoverEvent, LinkCutEvent } from '../../scenario/failure-event.ts';
import type { Loss } from '../two-ends/lost-connections.ts';
import { type OperationAt, RANK } from './operation-at.ts';

/** The instances from `first` on, before `end`, do not answer until a time, and have lost what is not mirrored. */
export interface LoseOperation extends OperationAt {
  readonly kind: 'lose';
  readonly first: number;
  readonly end: number;
  readonly untilSec: number;
  readonly mirroredShare: number;
  readonly reason: Loss;
}

/** The health checks of who balances have failed. */
export interface SeeOperation extends OperationAt {
  readonly kind: 'see';
  readonly first: number;
  readonly end: number;
}

/** A link in front of a station is cut, or of a population (-1: the first, -2: the second). */
export interface CutLinkOperation extends OperationAt {
  readonly kind: 'cut-link';
  readonly place: number;
  readonly untilSec: number;
}

export interface RestoreLinkOperation extends OperationAt {
  readonly kind: 'restore-link';
}

export type FailureOperation = LoseOperation | SeeOperation | CutLinkOperation | RestoreLinkOperation;

export function failover(
  { atSec, instances, downSec, mirroredShare }: FailoverEvent,
  station: number,
): LoseOperation {
  const untilSec = atSec + downSec;
  return { ...lost(atSec, station, instances, untilSec), mirroredShare, reason: 'failover' };
}

export function silentCrash({ atSec, instances, downSec }: CrashEvent, station: number): LoseOperation {
  return lost(atSec, station, instances, atSec + downSec);
}

/** When health checks see that the first instances are away; none where they are back before. */
export function detection(
  { atSec, instances, downSec, detectedAfterSec }: CrashEvent,
  station: number,
): SeeOperation[] {
  if (detectedAfterSec >= downSec) return [];
  return [
    { kind: 'see', atSec: atSec + detectedAfterSec, station, rank: RANK.cut, first: 0, end: instances },
  ];
}

function lost(atSec: number, station: number, end: number, untilSec: number): LoseOperation {
  return {
    kind: 'lose',
    atSec,
    station,
    rank: RANK.cut,
    first: 0,
    end,
    untilSec,
    mirroredShare: 0,
    reason: 'crash',
  };
}

/** @param place a station, or a population counted from -1 downwards */
export function linkCut({ atSec, forSec }: LinkCutEvent, place: number): FailureOperation[] {
  const untilSec = atSec + forSec;
  const station = Math.max(0, place);
  return [
    { kind: 'cut-link', atSec, station, rank: RANK.cut, place, untilSec },
    { kind: 'restore-link', atSec: untilSec, station, rank: RANK.return },
  ];
}
