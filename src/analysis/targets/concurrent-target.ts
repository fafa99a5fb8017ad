import { intervalText, runCount } from '../answer/precision-sentences.ts';
import { studentInterval } from '../runs/interval.ts';
import { awayAttempts, REACHED_SHARE, reachedConnections } from '../runs/reached-connections.ts';
import { counted, formatCount, formatShare } from '../wording/format-quantity.ts';
import type { Judgement, TargetEvidence, TargetKind, TargetVerdict } from './target-kind.ts';

/** Connections at the same time. */
export const concurrentTarget: TargetKind = { target: 'concurrent', judge };

function judge(wanted: number, { scenario, runs }: TargetEvidence): Judgement {
  const values = runs.map(({ summary }) => reachedConnections(scenario, summary, wanted));
  const interval = studentInterval(values);
  const common = {
    target: 'concurrent',
    asked: `${counted(wanted, 'connection')} at the same time`,
    basis: 'simulation',
    runs: runs.length,
    interval,
  } as const;
  if (interval === null) {
    const found = `${formatCount(values[0] ?? 0)} (${runCount(1)})`;
    const judged = 'one run has no interval: ask for more replications';
    return { ...common, verdict: 'unclear', found, judged };
  }
  const { low, high } = interval;
  const isRefused = runs.some(({ summary }) => summary.failed > awayAttempts(summary));
  return {
    ...common,
    found: `${intervalText('peak', interval)} (${formatShare(interval.confidence)} interval, ${runCount(runs.length)})`,
    ...verdictOf(low, high, REACHED_SHARE * wanted, isRefused),
  };
}

/** A client on its way back holds no connection, so that a share of the target counts as all of it. */
function verdictOf(
  low: number,
  high: number,
  enough: number,
  isRefused: boolean,
): { readonly verdict: TargetVerdict; readonly judged: string } {
  const share = `${formatShare(REACHED_SHARE)} of it (${formatCount(enough)})`;
  if (low >= enough) return { verdict: 'met', judged: `all of the interval reaches ${share}` };
  if (high >= enough)
    return { verdict: 'unclear', judged: `the interval holds ${share}: more replications narrow it` };
  if (isRefused) return { verdict: 'missed', judged: `all of the interval lies below ${share}` };
  return {
    verdict: 'unclear',
    judged: 'nothing is refused, but the clients of the scenario do not ask for as many',
  };
}
