import { joinWords } from './join-words.ts';

export interface RankedPolicy {
  readonly name: string;
  readonly failed: number;
  /** Seconds; null where the clients are not back in the run. */
  readonly recoveredAfterSec: number | null;
  readonly peakAttemptsPerSec: number;
}

/** Waves that differ by less are the same wave. */
const SAME_WAVE_SHARE = 0.01;

/** Indices of those after which clients are back, with the fewest failed attempts and, of these, the lowest wave. */
export function bestPolicies(policies: readonly RankedPolicy[]): number[] {
  const back = policies.filter(({ recoveredAfterSec }) => recoveredAfterSec !== null);
  const fewest = Math.min(...back.map(({ failed }) => failed));
  const candidates = back.filter(({ failed }) => failed === fewest);
  const lowest = Math.min(...candidates.map(({ peakAttemptsPerSec }) => peakAttemptsPerSec));
  return policies.flatMap((policy, index) =>
    candidates.includes(policy) && policy.peakAttemptsPerSec <= lowest * (1 + SAME_WAVE_SHARE) ? [index] : [],
  );
}

/** Which policies do best and why, in a sentence or two. */
export function policySentence(policies: readonly RankedPolicy[], say: Say): string {
  const best = bestPolicies(policies).flatMap((index) => policies[index] ?? []);
  const [first] = best;
  if (first === undefined)
    return policies.length === 0 ? '' : 'Under none of the policies are the clients back before the end.';
  const names = joinWords(best.map(({ name }) => name));
  const does = best.length === 1 ? 'does' : 'do';
  const wave = `${say.count(first.peakAttemptsPerSec)} attempts a second at most, ${first.failed === 0 ? 'none' : say.count(first.failed)} failed, back after ${say.duration(first.recoveredAfterSec ?? 0)}`;
  const stuck = policies.filter(({ recoveredAfterSec }) => recoveredAfterSec === null);
  const never =
    stuck.length === 0
      ? ''
      : ` Under ${joinWords(stuck.map(({ name }) => name))} the clients are not back before the end.`;
  return `${names} ${does} best: ${wave}.${never}`;
}

interface Say {
  readonly count: (value: number) => string;
  readonly duration: (sec: number) => string;
}
