/** Connections that end because they were silent for too long, as an answer to "does it carry them?". */

import type { RunSummary } from '../../network/results/run-result.ts';
import { firstIdleCut, type IdleCut } from '../../network/two-ends/idle-timeout.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatDuration, formatShare } from '../wording/format-quantity.ts';
import { capitalised, placeName } from '../wording/phrases.ts';

/** Below this share of all connections they are the exception, and a note says so. */
const LOST_SHARE = 0.01;

/** What the answer says instead of "yes"; null where hardly a connection ends so. */
export function idleLoss(
  scenario: Scenario,
  summary: RunSummary,
): { readonly sentence: string; readonly change: string } | null {
  const cut = firstIdleCut(scenario);
  if (cut === null) return null;
  const { forgotten, resumed, reset, silent } = summary.idle;
  // Those that were reset or got no answer count as closed; the rest has not noticed yet, or only its server has.
  const unnoticed = forgotten - resumed - reset - silent;
  const share = (summary.closedBy['idle-timeout'] + unnoticed) / Math.max(1, summary.established);
  if (share < LOST_SHARE) return null;
  const where = capitalised(placeName(stageName(scenario, cut)));
  const verb = cut.kind === 'cut' ? 'cuts' : 'forgets';
  const after = formatDuration(cut.afterSec);
  const { missShare } = cut;
  const late =
    missShare === 1 ? '' : `: the heartbeat is too late in ${formatShare(missShare)} of its intervals`;
  return {
    sentence: `No. ${where} ${verb} connections after ${after} of silence, which ends ${formatShare(Math.min(1, share))} of them${late}.`,
    change: `A heartbeat well below ${after} keeps them.`,
  };
}

function stageName({ path, backends }: Scenario, { station }: IdleCut): string {
  return path[station]?.name ?? backends.name;
}
