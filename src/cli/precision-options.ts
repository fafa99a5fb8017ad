import {
  LEAST_REPLICATIONS,
  MOST_REPLICATIONS_UNLESS_GIVEN,
  PRECISION_OUTPUTS,
  type PrecisionGoal,
  type PrecisionOutput,
  REPLICATIONS_A_BATCH,
  WIDEST_SHARE,
} from '../analysis/runs/precision.ts';
import { parseQuantity } from '../scenario/units.ts';
import { wholeNumber } from './arguments.ts';
import { UsageError } from './usage-error.ts';

export const MOST_REPLICATIONS = 10_000;

export const PRECISION_OPTIONS = {
  precision: { type: 'string' },
  'half-width': { type: 'string' },
  of: { type: 'string' },
  'most-replications': { type: 'string' },
} as const;

type PrecisionValues = { readonly [K in keyof typeof PRECISION_OPTIONS]?: string };

/**
 * What `--precision`, `--half-width`, `--of` and `--most-replications` ask for; null where none is given.
 * @throws UsageError for values that are not accepted, and for options that do not go together
 */
export function precisionGoal(
  values: PrecisionValues & { readonly replications?: string },
): PrecisionGoal | null {
  const { precision, 'half-width': width, of, 'most-replications': most } = values;
  if (precision === undefined && width === undefined) {
    const [name] =
      Object.entries({ of, 'most-replications': most }).find(([, text]) => text !== undefined) ?? [];
    if (name === undefined) return null;
    throw new UsageError(`--${name} goes with --precision or --half-width, and neither is given`);
  }
  if (precision !== undefined && width !== undefined)
    throw new UsageError('--precision and --half-width are two ways to ask for one thing: give one of them');
  if (values.replications !== undefined)
    throw new UsageError('--replications fixes the number of runs: give it or a precision, not both');
  const output = outputOf(of ?? 'blocking');
  return {
    output,
    halfWidth:
      precision === undefined ? { amount: amountOf(width ?? '', output) } : { share: shareOf(precision) },
    least: LEAST_REPLICATIONS,
    batch: REPLICATIONS_A_BATCH,
    most:
      most === undefined
        ? MOST_REPLICATIONS_UNLESS_GIVEN
        : wholeNumber('--most-replications', most, LEAST_REPLICATIONS, MOST_REPLICATIONS),
  };
}

function outputOf(text: string): PrecisionOutput {
  const known = PRECISION_OUTPUTS.find((name) => name === text);
  if (known !== undefined) return known;
  throw new UsageError(`--of ${JSON.stringify(text)} (accepted: ${PRECISION_OUTPUTS.join(', ')})`);
}

function shareOf(text: string): number {
  const parsed = parseQuantity('share', text);
  if (parsed.ok && parsed.value > 0 && parsed.value <= WIDEST_SHARE) return parsed.value;
  throw new UsageError(
    `--precision ${JSON.stringify(text)} (accepted: more than 0 and at most ${WIDEST_SHARE * 100}%, such as 5% or 0.05; a wider interval stops too early to be trusted)`,
  );
}

function amountOf(text: string, output: PrecisionOutput): number {
  const parsed = parseQuantity(output === 'blocking' ? 'share' : 'count', text);
  if (parsed.ok && parsed.value > 0) return parsed.value;
  const accepted =
    output === 'blocking' ? 'a share of more than 0, such as 0.01%' : 'a number of more than 0';
  throw new UsageError(`--half-width ${JSON.stringify(text)} (accepted: ${accepted})`);
}
