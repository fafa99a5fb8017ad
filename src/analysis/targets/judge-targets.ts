/** Whether a scenario's targets are met, one judgement each. */
import { blockingTarget } from './blocking-target.ts';
import { concurrentTarget } from './concurrent-target.ts';
import type { Judgement, TargetEvidence, TargetKind } from './target-kind.ts';

/** In the order in which they are told. */
export const TARGET_KINDS: readonly TargetKind[] = [concurrentTarget, blockingTarget];

/** One judgement for each target that the scenario sets; none where it sets none. */
export function judgeTargets(evidence: TargetEvidence): Judgement[] {
  const { targets } = evidence.scenario;
  return TARGET_KINDS.flatMap(({ target, judge }) => {
    const wanted = targets[target];
    return wanted === null ? [] : [judge(wanted, evidence)];
  });
}
