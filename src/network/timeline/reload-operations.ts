import type { ReloadEvent, TimelineEvent } from '../../scenario/scenario.ts';

/** One reload of a hop: it retires the generation of workers whose number that is. */
export interface ReloadAt {
  readonly atSec: number;
  readonly generation: number;
  /** When what is left on that generation is reset; Infinity: never. */
  readonly endSec: number;
}

/** All reloads of a hop, whatever events they come from, in order of time. */
export function reloadsOf(events: readonly TimelineEvent[], hop: string): ReloadAt[] {
  return events
    .flatMap((event) => (event.action === 'reload' && event.target === hop ? timesOf(event) : []))
    .toSorted((a, b) => a.atSec - b.atSec)
    .map((times, generation) => ({ ...times, generation }));
}

function timesOf({
  atSec,
  everySec,
  times,
  shutdownTimeoutSec,
}: ReloadEvent): Omit<ReloadAt, 'generation'>[] {
  return Array.from({ length: times }, (_, turn) => {
    const beginSec = atSec + turn * everySec;
    return { atSec: beginSec, endSec: beginSec + shutdownTimeoutSec };
  });
}
