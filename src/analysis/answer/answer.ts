import { isAway } from '../../network/results/outcomes.ts';
import type { FailureCause, RunSummary } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { NO_PRODUCTS, type Products } from '../levers/products.ts';
import { type Demand, demandOf } from '../limits/demand.ts';
import { carriedWithoutDrops } from '../limits/lift.ts';
import { isSameLimit, type LimitRow } from '../limits/limit-row.ts';
import { ladderFor } from '../limits/limits.ts';
import { pathBlocking } from '../limits/path-blocking.ts';
import { predictedBlocking } from '../limits/predicted-blocking.ts';
import { fullestResource } from '../runs/fullest-resource.ts';
import {
  awayAttempts,
  REACHED_SHARE,
  reachedConnections,
  refusedAttempts,
} from '../runs/reached-connections.ts';
import { counted, formatCount, formatDuration, formatShare } from '../wording/format-quantity.ts';
import { ofWanted, runsOut } from '../wording/phrases.ts';
import {
  blockedSentence,
  changeSentence,
  joined,
  nextLimitSentence,
  probingSentence,
  shortfallSentence,
  symptomSentence,
  tightest,
  togetherSentence,
} from './answer-sentences.ts';
import { idleLoss } from './idle-loss.ts';
import { runNotes } from './run-notes.ts';

/** The answer to "does it carry what is asked?" in one sentence made of numbers. */
export interface Answer {
  readonly verdict: 'yes' | 'no' | 'unclear';
  readonly sentence: string;
  /** What fails first as an operator sees it, the smallest change that carries the demand, and what binds next. */
  readonly detail: string;
  /** What else a run has shown, a sentence each; none in closed form. */
  readonly notes: readonly string[];
  readonly basis: 'closed form' | 'simulation';
  readonly binding: LimitRow | null;
}

/** A run that is expected to have fewer failures than this is expected to have none. */
const NO_FAILURE_EXPECTED = 0.5;
const NO_LIMIT = 'nothing on the path has a limit';

/**
 * The answer in closed form, well below 10 ms, so that it can follow a slider.
 * @param products whose words the symptoms are told in
 */
export function estimateAnswer(scenario: Scenario, products: Products = NO_PRODUCTS): Answer {
  const demand = demandOf(scenario);
  const rows = ladderFor(scenario, demand);
  const binding = rows[0] ?? null;
  const all = ofWanted(demand.connections, demand.connections);
  if (binding === null) return estimate('yes', `Yes. ${all} connect; ${NO_LIMIT}.`, '', null);
  const detailOf = (row: LimitRow): string =>
    joined(
      symptomSentence(row, products),
      changeSentence(row, scenario, demand, products),
      nextLimitSentence(rows.find((each) => each !== row)),
    );
  // The search for a change takes its time, so it is for those who need one.
  const no = (): string => detailOf(binding);
  if (binding.capacityConnections < demand.connections)
    return estimate('no', `No. ${shortfallSentence(binding, scenario, demand)}`, no(), binding);
  // Limits that connections take one after the other fill together: the path refuses what the tightest does, and maybe more.
  const path = pathBlocking(scenario, rows);
  const blocked = path?.tightest ?? predictedBlocking(binding, scenario)?.probability ?? 0;
  const allowed = allowedBlocking(scenario, demand);
  if (blocked > allowed) {
    const refusing = path?.parts[0]?.row ?? binding;
    const sentence = `No. ${blockedSentence(refusing, blocked, scenario.targets.blocking)}`;
    return estimate('no', sentence, detailOf(refusing), refusing);
  }
  if (path !== null && path.probability > allowed) {
    const sentence = `Unclear. ${togetherSentence(path, scenario.targets.blocking)}`;
    return estimate('unclear', sentence, no(), binding);
  }
  if (carriedWithoutDrops(binding) < demand.connections)
    return estimate('unclear', `Unclear. ${probingSentence(binding)}`, no(), binding);
  const sentence = `Yes. ${all} connect; the tightest limit is ${tightest(binding)}.`;
  return estimate('yes', sentence, `${binding.arithmetic}.`, binding);
}

/**
 * The answer from a run, finished or still going. Attempts that met an instance that was away do not count against the
 * topology: their clients come back.
 */
export function answerFromRun(
  scenario: Scenario,
  summary: RunSummary,
  products: Products = NO_PRODUCTS,
): Answer {
  const demand = demandOf(scenario);
  const rows = ladderFor(scenario, demand);
  const away = awayAttempts(summary);
  const refused = refusedAttempts(summary);
  const tolerated = scenario.targets.blocking ?? 0;
  const notes = runNotes(scenario, summary);
  if (refused > tolerated * summary.attempts)
    return { ...refusal(scenario, summary, demand, rows, products), notes };
  const peak = tightestInRun(summary, rows);
  const answer = (verdict: Answer['verdict'], sentence: string): Answer => ({
    verdict,
    sentence,
    detail: joined(
      refused === 0 ? '' : failureSentence(summary, refused),
      away === 0 ? '' : `${counted(away, 'attempt')} met an instance that was away.`,
      peakSentence(summary),
    ),
    notes,
    basis: 'simulation',
    binding: peak?.row ?? null,
  });
  const reached = reachedConnections(scenario, summary, demand.connections);
  const share = ofWanted(reached, demand.connections);
  const loss = idleLoss(scenario, summary);
  if (loss !== null) {
    const lost = answer('no', loss.sentence);
    return { ...lost, detail: joined(loss.change, lost.detail) };
  }
  if (!summary.completed) {
    const sofar = `So far ${share} connect and none is refused, after ${formatDuration(summary.simulatedSec)}.`;
    return answer('unclear', sofar);
  }
  if (scenario.targets.concurrent !== null && reached < REACHED_SHARE * demand.connections)
    return answer('unclear', `Unclear. Nothing is refused, but the run reaches only ${share} connections.`);
  const tight = peak === null ? NO_LIMIT : `the tightest limit is ${tightest(peak.row, peak.usedShare)}`;
  return answer('yes', `Yes. ${share} connect; ${tight}.`);
}

function refusal(
  scenario: Scenario,
  summary: RunSummary,
  demand: Demand,
  rows: readonly LimitRow[],
  products: Products,
): Omit<Answer, 'notes'> {
  const first = firstRefusal(summary);
  const binding = rows.find((row) => isSameLimit(row, first)) ?? null;
  const where = first.concurrent === null ? '' : ` at ${ofWanted(first.concurrent, demand.connections)}`;
  const refused = refusedAttempts(summary);
  return {
    verdict: 'no',
    sentence: `No. ${runsOut(first)}${where} after ${formatDuration(first.atSec)}.`,
    detail: joined(
      symptomSentence(first, products),
      binding === null ? '' : changeSentence(binding, scenario, demand, products),
      failureSentence(summary, refused),
      peakSentence(summary),
    ),
    basis: 'simulation',
    binding,
  };
}

/** The first failure that is not of an instance that was away; its number of connections where the run noted it. */
function firstRefusal(summary: RunSummary): FailureCause & { atSec: number; concurrent: number | null } {
  const { firstFailure } = summary;
  if (firstFailure !== null && !isAway(firstFailure.resource)) return firstFailure;
  const failures = summary.failures.filter((failure) => !isAway(failure.resource));
  const first = failures.reduce((a, b) => (b.firstAtSec < a.firstAtSec ? b : a));
  return { ...first, atSec: first.firstAtSec, concurrent: null };
}

/** The resource whose fullest part was most used, as its rung of the ladder. */
function tightestInRun(
  summary: RunSummary,
  rows: readonly LimitRow[],
): { row: LimitRow; usedShare: number } | null {
  const fullest = fullestResource(summary, rows);
  const row = fullest === null ? undefined : rows.find((each) => isSameLimit(each, fullest));
  return fullest === null || row === undefined ? null : { row, usedShare: fullest.usedShare };
}

function allowedBlocking({ targets, durationSec }: Scenario, demand: Demand): number {
  if (targets.blocking !== null) return targets.blocking;
  const perSec = demand.populations.reduce((sum, each) => sum + each.steadyArrivalsPerSec, 0);
  return NO_FAILURE_EXPECTED / Math.max(1, perSec * durationSec);
}

function estimate(
  verdict: Answer['verdict'],
  sentence: string,
  detail: string,
  binding: LimitRow | null,
): Answer {
  return { verdict, sentence, detail, notes: [], basis: 'closed form', binding };
}

function failureSentence(summary: RunSummary, failed: number): string {
  const share = formatShare(failed / summary.attempts);
  return `${formatCount(failed)} of ${counted(summary.attempts, 'attempt')} fail (${share}).`;
}

function peakSentence({ peakConcurrent, peakConcurrentAtSec }: RunSummary): string {
  return `The peak is ${counted(peakConcurrent, 'connection')} at ${formatDuration(peakConcurrentAtSec)}.`;
}
