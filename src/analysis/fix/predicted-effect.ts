/** What changes do, in one sentence with figures before and after, by the closed forms. */
import type { Reconnect, Scenario } from '../../scenario/scenario.ts';
import { firstWaitSpreadSec, longestFirstWaitSec } from '../limits/first-wait.ts';
import { isSameLimit, type LimitRow } from '../limits/limit-row.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import { firstIdleTimer, timeoutLadders } from '../limits/timeout-ladder.ts';
import { formatCount, formatDuration, formatNumber } from '../wording/format-quantity.ts';
import { capitalised, placeName, resourceName } from '../wording/phrases.ts';
import { wholeWithin } from '../wording/whole-units.ts';
import { policyText } from './writers/reconnect-code.ts';

/** Arrows as they can be pasted into a ticket. */
const TO = '->';

/** Limits elsewhere are told of only where they are within this many times the demand. */
const NEAR = 10;

/** @param station where the changes are made: limits there are always told of */
export function predictedEffect(before: Scenario, after: Scenario, station: string): string {
  const parts = [
    ...timerParts(before, after),
    ...reconnectParts(before, after),
    ...limitParts(before, after, station),
  ];
  return parts.length === 0
    ? 'No closed form moves: no limit of the ladder and no idle timer changes. Run the scenario to see what it does.'
    : `${capitalised(parts.join('; '))}.`;
}

function limitParts(before: Scenario, after: Scenario, station: string): string[] {
  const old = ladderOfLimits(before);
  const rows = ladderOfLimits(after);
  const isNear = (row: LimitRow): boolean =>
    row.station === station || row.capacityConnections < NEAR * row.demandConnections;
  const pairs = rows.map((row) => ({ row, was: old.find((each) => isSameLimit(each, row)) }));
  const moved = pairs.flatMap(({ row, was }) => {
    if (was === undefined) return [`${nameOf(row)}: no limit ${TO} ${connections(row)}`];
    if (isAsHigh(was, row) || (!isNear(was) && !isNear(row))) return [];
    return [`${nameOf(row)}: ${figure(was)} ${TO} ${connections(row)}`];
  });
  const gone = old.filter((row) => !rows.some((each) => isSameLimit(each, row)));
  const lifted = gone.map((row) => `${nameOf(row)}: ${figure(row)} ${TO} no limit`);
  if (moved.length + lifted.length === 0) return [];
  const next = pairs.find(({ row, was }) => was !== undefined && isAsHigh(was, row))?.row;
  const nextText =
    next === undefined || next.capacityConnections === Infinity
      ? []
      : [`${rows[0] === next ? 'first' : 'next'} limit ${nameOf(next)} ${figure(next)}`];
  return [...moved, ...lifted, ...nextText];
}

const isAsHigh = (a: LimitRow, b: LimitRow): boolean =>
  wholeWithin(a.capacityConnections) === wholeWithin(b.capacityConnections);

/** "SNAT ports at the edge". */
const nameOf = (row: LimitRow): string => resourceName(row).replace(/^the /, '');

const figure = ({ capacityConnections }: LimitRow): string => formatCount(wholeWithin(capacityConnections));

const connections = (row: LimitRow): string =>
  row.capacityConnections === Infinity ? 'no limit' : `${figure(row)} connections`;

/** Idle timers of the populations: the longest heartbeat that none beats, and how often the present one is late. */
function timerParts(before: Scenario, after: Scenario): string[] {
  const old = timeoutLadders(before);
  return timeoutLadders(after).flatMap(({ population, safeHeartbeatSec, missShare, rungs }) => {
    const was = old.find((each) => each.population === population);
    const idleSec = firstIdleTimer(rungs)?.afterSec;
    const wasIdleSec = firstIdleTimer(was?.rungs ?? [])?.afterSec;
    const parts: string[] = [];
    if (idleSec !== wasIdleSec)
      parts.push(
        `first idle timer of ${placeName(population)}: ${timerText(wasIdleSec)} ${TO} ${timerText(idleSec)}`,
      );
    if (safeHeartbeatSec !== null && was?.safeHeartbeatSec !== safeHeartbeatSec)
      parts.push(`safe heartbeat ${formatDuration(safeHeartbeatSec)}`);
    if (was !== undefined && was.missShare !== missShare)
      parts.push(`intervals that are too long: ${percent(was.missShare)} ${TO} ${percent(missShare)}`);
    return parts.length === 0 ? [] : [parts.join(', ')];
  });
}

const timerText = (sec: number | undefined): string => (sec === undefined ? 'none' : formatDuration(sec));

const percent = (share: number): string => `${formatNumber(share * 100)} %`;

/** All clients of a population are cut at once: how many come back a second, at first. */
function reconnectParts(before: Scenario, after: Scenario): string[] {
  return after.clients.flatMap((clients, index) => {
    const was = before.clients[index];
    if (was === undefined || policyText(was.reconnect) === policyText(clients.reconnect)) return [];
    const lost = clients.count * clients.connectionsEach;
    return [
      `after a cut of all ${formatCount(lost)} connections of ${placeName(clients.name)} the first wave is ${waveText(was.reconnect, lost)} ${TO} ${waveText(clients.reconnect, lost)}`,
    ];
  });
}

/** First delays are drawn evenly from a stretch of time that ends with the longest of them. */
function waveText(reconnect: Reconnect, lost: number): string {
  const longestSec = longestFirstWaitSec(reconnect);
  if (longestSec === Infinity) return 'nobody';
  if (longestSec === 0) return 'all at once';
  const overSec = firstWaitSpreadSec(reconnect);
  if (overSec === 0) return `all after ${formatDuration(longestSec)}`;
  return `${formatNumber(lost / overSec)}/s over ${formatDuration(overSec)}`;
}
