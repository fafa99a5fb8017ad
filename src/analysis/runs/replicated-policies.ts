/** The reconnect policies of `reconnect-comparison.ts` over several seeds, each compared pair by pair with one of them. */
import { type Interval, meanOf, pairedInterval, studentInterval } from './interval.ts';
import type { ComparedPolicy, PolicyOutcome } from './reconnect-comparison.ts';

/** Numbers of an outcome that every run has. */
export type PolicyFigure = Exclude<keyof PolicyOutcome, 'recoveredAfterSec'>;

export interface ReplicatedPolicy {
  readonly policy: ComparedPolicy;
  /** Means over the runs; recovery is the mean of the runs that recovered, null where none did. */
  readonly mean: PolicyOutcome;
  /** Runs in which the clients were not back before the end. */
  readonly notRecovered: number;
  readonly intervals: Readonly<Record<PolicyFigure, Interval | null>>;
  /** Of this policy less the one it is compared with, under the same seeds; null for that one itself, and for one run. */
  readonly differences: Readonly<Record<PolicyFigure, Interval>> | null;
}

/**
 * @param outcomes of each policy, one a seed, in the order of the seeds
 * @param against the policy that the others are compared with
 */
export function replicatedPolicies(
  policies: readonly ComparedPolicy[],
  outcomes: readonly (readonly PolicyOutcome[])[],
  against: ComparedPolicy,
): ReplicatedPolicy[] {
  const reference = outcomes[policies.indexOf(against)] ?? [];
  return policies.map((policy, index) => {
    const own = outcomes[index] ?? [];
    const recovered = own.flatMap(({ recoveredAfterSec }) => recoveredAfterSec ?? []);
    const figures = (of: PolicyFigure): number[] => own.map((outcome) => outcome[of]);
    return {
      policy,
      mean: {
        ...recordOf((figure) => meanOf(figures(figure))),
        recoveredAfterSec: recovered.length === 0 ? null : meanOf(recovered),
      },
      notRecovered: own.length - recovered.length,
      intervals: recordOf((figure) => studentInterval(figures(figure))),
      differences: policy === against ? null : differencesOf(own, reference),
    };
  });
}

function differencesOf(
  own: readonly PolicyOutcome[],
  reference: readonly PolicyOutcome[],
): ReplicatedPolicy['differences'] {
  const found = recordOf((figure) =>
    pairedInterval(
      own.map((outcome) => outcome[figure]),
      reference.map((outcome) => outcome[figure]),
    ),
  );
  const { peakAttemptsPerSec, fewestConnected, failedAttempts, cut } = found;
  if (peakAttemptsPerSec === null || fewestConnected === null || failedAttempts === null || cut === null)
    return null;
  return { peakAttemptsPerSec, fewestConnected, failedAttempts, cut };
}

function recordOf<T>(of: (figure: PolicyFigure) => T): Record<PolicyFigure, T> {
  return {
    peakAttemptsPerSec: of('peakAttemptsPerSec'),
    fewestConnected: of('fewestConnected'),
    failedAttempts: of('failedAttempts'),
    cut: of('cut'),
  };
}
