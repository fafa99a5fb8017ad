/** Whether a scenario's targets are met, one judgement each: the same for a plan, the gate and a sweep. */
import { arrivalRateTarget } from './arrival-rate-target.ts';
import { blockingTarget } from './blocking-target.ts';
import { concurrentTarget } from './concurrent-target.ts';
import { headroomTarget } from './headroom-target.ts';
import { reconnectTarget } from './reconnect-target.ts';
import type { Judgement, TargetEvidence, TargetKind } from './target-kind.ts';

/** In the order in which they are told. */
export const TARGET_KINDS: readonly TargetKind[] = [
  concurrentTarget,
  blockingTarget,
  headroomTarget,
  arrivalRateTarget,
  reconnectTarget,
];

/** One judgement for each target that is set; none where none is. */
export function judgeTargets(
  evidence: TargetEvidence,
  kinds: readonly TargetKind[] = TARGET_KINDS,
): Judgement[] {
  return kinds.flatMap(({ field, judge }) => {
    const wanted = evidence.targets[field];
    return wanted === null ? [] : [judge(wanted, evidence)];
  });
}
