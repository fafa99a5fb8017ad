import { describeResource } from '../../network/results/outcomes.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Products } from '../levers/products.ts';
import type { Demand } from '../limits/demand.ts';
import { carriedWithoutDrops } from '../limits/lift.ts';
import { changeText } from '../limits/limit-change.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import type { PathBlocking } from '../limits/path-blocking.ts';
import { expectedCurve } from '../theory/concurrency-curve.ts';
import { formatCount, formatDuration, formatProbability, formatShare } from '../wording/format-quantity.ts';
import { capitalised, ofWanted, resourceName, runsOut } from '../wording/phrases.ts';
import { wholeWithin } from '../wording/whole-units.ts';
import { symptomOf } from './symptoms.ts';

/** Points of time at which the moment of exhaustion is looked for, before it is narrowed down to a millisecond. */
const TIME_STEPS = 64;

/** "the flow table at the edge at 262,144 (38 % used)"; `usedShare` from the run where there is one. */
export function tightest(row: LimitRow, usedShare = row.demandConnections / row.capacityConnections): string {
  const capacity = formatCount(wholeWithin(row.capacityConnections));
  return `${resourceName(row)} at ${capacity} (${formatShare(usedShare)} used)`;
}

/** "SNAT ports at the edge run out at 64,512 of 100,000 after 6 m 27 s." */
export function shortfallSentence(row: LimitRow, scenario: Scenario, demand: Demand): string {
  if (row.kind === 'rate') return `${runsOut(row)}: ${row.arithmetic}.`;
  const capacity = wholeWithin(row.capacityConnections);
  const atSec = timeToReachSec(scenario, demand, capacity);
  const after = atSec === null ? '' : ` after ${formatDuration(atSec)}`;
  return `${runsOut(row)} at ${ofWanted(capacity, demand.connections)}${after}.`;
}

/** "SNAT ports at the edge run out for 0.31 % of connections (64,512 erlangs offered to 64,512); 1e-6 is allowed." */
export function blockedSentence(row: LimitRow, blocked: number, allowed: number | null): string {
  const { loss } = row;
  const load =
    loss === null
      ? ''
      : ` (${formatCount(loss.offeredEachErl)} erlangs offered to ${formatCount(loss.serversEach)} ${row.resource === 'memory' ? 'connections' : describeResource(row.resource).unit})`;
  const target = allowed === null ? '' : `; ${formatProbability(allowed)} is allowed`;
  return `${runsOut(row)} for ${formatShare(blocked)} of connections${load}${target}.`;
}

/** Limits of which none refuses too much by itself, and all together at most more than is allowed. */
export function togetherSentence(
  { probability, tightest: most }: Pick<PathBlocking, 'probability' | 'tightest'>,
  allowed: number | null,
): string {
  const target = allowed === null ? '' : `; ${formatProbability(allowed)} is allowed`;
  return `The limits of the path together refuse between ${formatShare(most)} and ${formatShare(probability)} of connections${target}.`;
}

/** A demand that fits the range but not the search: netfilter gives up before the last port is taken. */
export function probingSentence(row: LimitRow): string {
  const from = formatCount(wholeWithin(carriedWithoutDrops(row)));
  return (
    `${formatCount(row.demandConnections)} connections fit the ${formatCount(wholeWithin(row.capacityConnections))} of ` +
    `${resourceName(row)}, but their bounded search drops the first from about ${from} on.`
  );
}

/** What an operator sees first: "First failure: SYN dropped by NAT. On the system, silence: ...", or "AWS NAT gateway: ...". */
export function symptomSentence(row: Pick<LimitRow, 'station' | 'resource'>, products: Products): string {
  const { outcome, symptom, product } = symptomOf(products, row.station, row.resource);
  return `First failure: ${outcome}. ${product === null ? 'On the system, ' : `${product}: `}${symptom}.`;
}

/** The smallest changes of the resource; empty where the demand fits, or no number goes that far. */
export function changeSentence(
  row: LimitRow,
  scenario: Scenario,
  demand: Demand,
  products: Products,
): string {
  const change = changeText(row, scenario, demand, products);
  return change === null ? '' : `${capitalised(change)}.`;
}

export function nextLimitSentence(row: LimitRow | undefined): string {
  return row === undefined || row.capacityConnections === Infinity
    ? ''
    : `The next limit is ${tightest(row)}.`;
}

export function joined(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** When the expected number of connections first reaches `connections`; null when it does not within the run. */
function timeToReachSec(scenario: Scenario, demand: Demand, connections: number): number | null {
  const curves = demand.populations.map((each) =>
    expectedCurve(each.clients, each.holding, scenario.durationSec),
  );
  const concurrentAt = (sec: number): number => curves.reduce((sum, curve) => sum + curve(sec), 0);
  let before = 0;
  for (let i = 1; i <= TIME_STEPS; i++) {
    const sec = (scenario.durationSec * i) / TIME_STEPS;
    if (concurrentAt(sec) >= connections) return narrow(concurrentAt, connections, before, sec);
    before = sec;
  }
  return null;
}

function narrow(f: (sec: number) => number, level: number, fromSec: number, toSec: number): number {
  let low = fromSec;
  let high = toSec;
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (f(middle) >= level) high = middle;
    else low = middle;
  }
  return high;
}
