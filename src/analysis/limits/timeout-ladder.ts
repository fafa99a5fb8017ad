/**
 * Every timer that a quiet connection meets on its way, the shortest first: which fires, what it does, and how often the
 * connection has to speak so that none does.
 */
import { type IdleCut, idleCutOf, type Packets, packetsOf } from '../../network/two-ends/idle-timeout.ts';
import { RETRANSMISSION_LIMIT_SEC } from '../../network/two-ends/retransmission.ts';
import { ageLimitsOf } from '../../scenario/max-age.ts';
import type { ClientPopulation, Scenario } from '../../scenario/scenario.ts';
import { lateHeartbeatsOf, lateSurvival } from '../theory/late-heartbeats.ts';
import { formatDuration, formatNumber, formatShare } from '../wording/format-quantity.ts';
import { placeName } from '../wording/phrases.ts';

/** What a timer does: `speaks` is no fault but what starts the others again, and `gives-up` waits for the answer to it. */
export type TimerEffect = 'speaks' | 'gives-up' | 'closes' | 'forgets' | 'closes-at-age';

export interface TimeoutRung {
  /** Name of the population, the hop or the backends. */
  readonly where: string;
  readonly timer: string;
  /** When it fires first, after the last packet, and of `gives-up` after the last answer; of an age limit after the set-up. */
  readonly afterSec: number;
  readonly effect: TimerEffect;
}

export interface TimeoutLadder {
  readonly population: string;
  /** The shortest first; of equal ones the timer before the packet, as in a run. */
  readonly rungs: readonly TimeoutRung[];
  /** Share of the times between two packets in which an idle timer fires, 0..1. */
  readonly missShare: number;
  /** Share of the connections open for an hour that it has ended by then. */
  readonly endedWithinHour: number;
  /** The longest heartbeat that no idle timer fires before, even where one is lost; null where nothing fires. */
  readonly safeHeartbeatSec: number | null;
  /** How that follows; empty where nothing fires. */
  readonly arithmetic: string;
  readonly sentence: string;
}

/** One of each population that meets a timer at all. */
export function timeoutLadders(scenario: Scenario): TimeoutLadder[] {
  return scenario.clients.flatMap((clients) => {
    const rungs = rungsOf(clients, scenario);
    return rungs.some(({ effect }) => effect !== 'speaks') ? [ladderOf(clients, scenario, rungs)] : [];
  });
}

/** The rung that ends a connection first that says nothing. */
export function firstIdleTimer(rungs: readonly TimeoutRung[]): TimeoutRung | undefined {
  return rungs.find(({ effect }) => effect === 'closes' || effect === 'forgets');
}

const HOUR_SEC = 3600;

function ladderOf(clients: ClientPopulation, scenario: Scenario, rungs: TimeoutRung[]): TimeoutLadder {
  const packets = packetsOf(clients);
  const first = firstIdleTimer(rungs);
  const cut = idleCutOf(clients, scenario);
  // Both ends of two intervals may be late, and the packet between them lost.
  const safeSec = first === undefined ? 0 : first.afterSec / 2 - packets.jitterSec;
  return {
    population: clients.name,
    rungs,
    missShare: cut?.missShare ?? 0,
    endedWithinHour: endedWithin(cut, HOUR_SEC),
    safeHeartbeatSec: safeSec > 0 ? safeSec : null,
    arithmetic: safeSec > 0 && first !== undefined ? arithmeticOf(first, packets, safeSec) : '',
    sentence: `${sentenceOf(first, packets, cut)}${noticeOf(rungs)}`,
  };
}

function rungsOf(clients: ClientPopulation, scenario: Scenario): TimeoutRung[] {
  const { silenceSec } = packetsOf(clients);
  const { heartbeatTimeoutSec } = clients.session;
  const speaks = silenceSec === clients.session.heartbeatSec ? 'heartbeat' : 'next message';
  const ages = ageLimitsOf(scenario);
  const timers = [...scenario.path, scenario.backends].flatMap((stage, station): TimeoutRung[] => {
    const where = stage.name;
    const age = ages.find((limit) => limit.station === station);
    const { idleTimeoutSec } = stage.limits;
    const flowSec = 'mode' in stage && stage.tracksFlows ? stage.flowTable.establishedSec : Infinity;
    return [
      { where, timer: 'idle timeout', afterSec: idleTimeoutSec, effect: 'closes' },
      { where, timer: 'flow table entry', afterSec: flowSec, effect: 'forgets' },
      { where, timer: 'age limit', afterSec: age?.fromSec ?? Infinity, effect: 'closes-at-age' },
    ];
  });
  const speaking: TimeoutRung = {
    where: clients.name,
    timer: speaks,
    afterSec: silenceSec,
    effect: 'speaks',
  };
  const givingUp: TimeoutRung = {
    where: clients.name,
    timer: 'heartbeat timeout',
    // A packet is due after the last answer, and its own answer so much later at the latest.
    afterSec: heartbeatTimeoutSec < RETRANSMISSION_LIMIT_SEC ? silenceSec + heartbeatTimeoutSec : Infinity,
    effect: 'gives-up',
  };
  // The sort is stable, so that a packet due at the time of a timer comes after it.
  return [...timers, speaking, givingUp]
    .filter(({ afterSec }) => afterSec < Infinity)
    .sort((a, b) => a.afterSec - b.afterSec);
}

/** How long a connection can be dead before one end knows. */
function noticeOf(rungs: readonly TimeoutRung[]): string {
  const givingUp = rungs.find(({ effect }) => effect === 'gives-up');
  if (givingUp === undefined) return '';
  return ` One that has died is noticed within ${formatDuration(givingUp.afterSec)}.`;
}

function endedWithin(cut: IdleCut | null, sec: number): number {
  if (cut === null) return 0;
  const late = lateHeartbeatsOf(cut);
  if (late === null) return cut.afterSec <= sec ? 1 : 0;
  return 1 - lateSurvival(late, sec);
}

function arithmeticOf(first: TimeoutRung, { jitterSec }: Packets, safeSec: number): string {
  const jitter = jitterSec === 0 ? '' : ` - ${formatDuration(jitterSec)} of jitter`;
  return `${formatDuration(first.afterSec)} / 2${jitter} = ${formatDuration(safeSec)}, so that one may be lost`;
}

function sentenceOf(first: TimeoutRung | undefined, packets: Packets, cut: IdleCut | null): string {
  if (first === undefined) return 'No timer ends a connection for its silence.';
  const does = first.effect === 'closes' ? 'closed' : 'forgotten';
  const ends = `A connection is ${does} by ${placeName(first.where)} after ${formatDuration(first.afterSec)}`;
  const { silenceSec, jitterSec } = packets;
  if (silenceSec === Infinity) return `${ends}: nothing is sent meanwhile.`;
  const interval = formatDuration(silenceSec);
  if (cut === null) {
    const spare = formatNumber(first.afterSec / (silenceSec + jitterSec));
    return `${ends} of silence; a packet every ${interval} comes in time, ${spare} times over.`;
  }
  if (cut.missShare === 1) return `${ends} of silence, before the next packet at ${interval}.`;
  return `${ends} of silence, and a packet every ${interval} ± ${formatDuration(jitterSec)} is too late in ${formatShare(cut.missShare)} of the intervals.`;
}

/** What a rung does, in words. */
export const EFFECT_TEXT: Readonly<Record<TimerEffect, string>> = {
  speaks: 'starts every idle timer again',
  'gives-up': 'closes it where nothing has answered',
  closes: 'closes it toward both sides',
  forgets: 'forgets it and tells nobody',
  'closes-at-age': 'closes it at this age, whatever it does',
};
