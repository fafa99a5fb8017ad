/** How long connections last in a run: the share that is still open at an age, and what ended the others. */

import { CLOSE_REASONS, type CloseReason, type LifeTable } from '../../network/results/run-result.ts';
import { idleCutOf } from '../../network/two-ends/idle-timeout.ts';
import { exp, log } from '../../numeric/elementary.ts';
import { BINS_PER_DOUBLING, LOG_BINS, logBinEdge, logBinOf } from '../../numeric/log-bins.ts';
import { normalQuantile } from '../../numeric/special.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { holdingTimeOf, survival } from '../theory/holding-time.ts';

/** With fewer connections of an age at hand nothing is said of what becomes of them. */
const LEAST_AT_RISK = 10;
const CONFIDENCE = 0.95;

export interface SurvivalPoint {
  readonly afterSec: number;
  /** Share of connections that are still open at that age, 0..1. */
  readonly share: number;
  /** 95 % confidence band of the share. */
  readonly low: number;
  readonly high: number;
}

export interface CauseOfEnd {
  readonly reason: CloseReason;
  readonly connections: number;
  /** About the age at which half of them had ended. */
  readonly medianSec: number;
}

/** What a run says of the lives of one population's connections. */
export interface PopulationLives {
  readonly population: string;
  readonly established: number;
  /** Open at the end of the run: how long they last is not known, only that it is longer. */
  readonly stillOpen: number;
  /** Whatever ends a connection counts. */
  readonly points: readonly SurvivalPoint[];
  /** What would be without the timeline: whom its events cut is known to have lasted so long. Null where they cut nobody. */
  readonly undisturbed: readonly SurvivalPoint[] | null;
  /** Age that half of the connections reach; null where the run does not show it. */
  readonly medianSec: number | null;
  /** The most frequent first. */
  readonly causes: readonly CauseOfEnd[];
  /** Share that would be open at an age without the events of the timeline, by the scenario's laws; null where there is no such law. */
  readonly closedForm: ((afterSec: number) => number) | null;
}

/** What ends connections without the timeline: the laws of the scenario's settings. */
export function isOwnEnd(reason: CloseReason): boolean {
  return reason === 'lifetime' || reason === 'idle-timeout' || reason === 'max-age';
}

/** One a population. */
export function populationLives(scenario: Scenario, tables: readonly LifeTable[]): PopulationLives[] {
  return tables.map((table, index) => {
    const clients = scenario.clients[index]!;
    const causes = causesOf(table);
    const stillOpen = sum(table.open);
    const points = survivalPoints(table);
    const isDisturbed = causes.some(({ reason }) => !isOwnEnd(reason));
    const holding = holdingTimeOf(clients, scenario);
    // What becomes of a connection that a flow table has forgotten is no law of its age alone.
    const isLawful = idleCutOf(clients, scenario)?.kind !== 'forget';
    return {
      population: clients.name,
      established: causes.reduce((all, { connections }) => all + connections, stillOpen),
      stillOpen,
      points,
      undisturbed: isDisturbed ? survivalPoints(table, isOwnEnd) : null,
      medianSec: ageAtShare(points, 0.5),
      causes,
      closedForm: isLawful ? (afterSec) => survival(holding, afterSec) : null,
    };
  });
}

/**
 * The estimate of Kaplan and Meier (Journal of the American Statistical Association 53, 1958) from a life table: those that are
 * open at the end of the run, or that an ending outside of `counts` took away, are known to have lasted to that age. Within a
 * bin they count as present for half of it (Cutler and Ederer, Journal of Chronic Diseases 8, 1958), which without any makes
 * the shares at the edges exact. The band is Greenwood's variance (1926) on the logarithm of -log S, so that it stays within
 * 0..1 (Kalbfleisch and Prentice, 1980).
 *
 * @param counts which endings are looked at; all of them if nothing is said
 */
export function survivalPoints(
  table: LifeTable,
  counts: (reason: CloseReason) => boolean = () => true,
  leastAtRisk = LEAST_AT_RISK,
): SurvivalPoint[] {
  const ended = totalOf(table, counts);
  const lost = totalOf(table, (reason) => !counts(reason));
  table.open.forEach((count, bin) => (lost[bin]! += count));
  let atRisk = sum(ended) + sum(lost);
  if (atRisk === 0) return [];
  const points: SurvivalPoint[] = [{ afterSec: 0, share: 1, low: 1, high: 1 }];
  let share = 1;
  let greenwood = 0;
  for (let bin = 0; bin < LOG_BINS && atRisk >= leastAtRisk; bin++) {
    const [ends, leaves] = [ended[bin]!, lost[bin]!];
    const exposed = atRisk - leaves / 2;
    share *= Math.max(0, 1 - ends / exposed);
    if (exposed > ends) greenwood += ends / (exposed * (exposed - ends));
    atRisk -= ends + leaves;
    points.push({ afterSec: logBinEdge(bin + 1), share, ...bandOf(share, greenwood) });
    if (share === 0) break;
  }
  const first = points.findIndex((point) => point.share < 1);
  return first < 0 ? points : [points[0]!, ...points.slice(Math.max(1, first - 1))];
}

/** The same where the end of each is known, by the ages at which they end: shares of all of them, exact at the edges. */
export function endingPoints(bins: Int32Array): SurvivalPoint[] {
  return survivalPoints({ ended: { lifetime: bins }, open: new Int32Array(LOG_BINS) }, () => true, 1);
}

/** The share at an age, along the line between two points; null beyond what the points tell. */
export function shareAt(points: readonly SurvivalPoint[], sec: number): number | null {
  const after = points.findIndex(({ afterSec }) => afterSec >= sec);
  if (after < 0) return points.at(-1)?.share === 0 ? 0 : null;
  const { afterSec, share } = points[after]!;
  const before = points[after - 1];
  if (before === undefined) return share;
  const part = (sec - before.afterSec) / (afterSec - before.afterSec);
  return before.share + (share - before.share) * part;
}

/** About when no more than that share is left, along the same lines; null where the points do not go so far. */
export function ageAtShare(points: readonly SurvivalPoint[], left: number): number | null {
  const after = points.findIndex(({ share }) => share <= left);
  if (after < 1) return null;
  const [from, to] = [points[after - 1]!, points[after]!];
  return from.afterSec + ((from.share - left) / (from.share - to.share)) * (to.afterSec - from.afterSec);
}

/** Points for a table: four for each doubling of the age from where one in a thousand is gone, the first and the last one. */
export function sparse(points: readonly SurvivalPoint[]): SurvivalPoint[] {
  const from = points.findIndex(({ share }) => share < 0.999);
  return points.filter(
    ({ afterSec }, i) =>
      i === 0 || i === points.length - 1 || (i >= from && logBinOf(afterSec) % (BINS_PER_DOUBLING / 4) === 0),
  );
}

function bandOf(share: number, greenwood: number): { low: number; high: number } {
  if (share === 0 || share === 1) return { low: share, high: share };
  const z = normalQuantile(0.5 + CONFIDENCE / 2);
  const logShare = log(share);
  const spread = exp((z * Math.sqrt(greenwood)) / logShare);
  return { low: exp(logShare / spread), high: exp(logShare * spread) };
}

function causesOf({ ended }: LifeTable): CauseOfEnd[] {
  return CLOSE_REASONS.flatMap((reason) => {
    const bins = ended[reason];
    return bins === undefined ? [] : [{ reason, connections: sum(bins), medianSec: medianOf(bins) }];
  }).sort((a, b) => b.connections - a.connections);
}

function medianOf(bins: Int32Array): number {
  return ageAtShare(endingPoints(bins), 0.5) ?? 0;
}

function totalOf({ ended }: LifeTable, counts: (reason: CloseReason) => boolean): Int32Array {
  const total = new Int32Array(LOG_BINS);
  for (const reason of CLOSE_REASONS)
    if (counts(reason)) ended[reason]?.forEach((count, bin) => (total[bin]! += count));
  return total;
}

function sum(bins: Int32Array): number {
  return bins.reduce((all, count) => all + count, 0);
}
