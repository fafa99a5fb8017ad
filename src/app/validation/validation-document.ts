/** The form of `public/validation.json`, which `npm run validate -- --write` writes and the validation page reads. */
import type { ScenarioFile } from '../../scenario/file-format.ts';

/** JSON has no infinity: "never" stands for what did not happen. */
export type Figure = number | 'never';

export const VERDICTS = ['pass', 'sampling', 'FAIL', 'not reproduced'] as const;
/** `sampling`: within the scatter of the few measured runs, though the medians lie further apart than the tolerance. */
export type ValidationVerdict = (typeof VERDICTS)[number];

/** Values that were measured or published against what the model gives. */
export interface ValidationQuantity {
  readonly quantity: string;
  /** One value a measured run. */
  readonly measured: readonly Figure[];
  /** The 99 % band of single runs and the median over the seeds; null where the model was not asked. */
  readonly predicted: {
    readonly low: Figure;
    readonly median: Figure;
    readonly high: Figure;
    readonly seeds: number;
  } | null;
  /** Relative difference of the prediction from the measured value; null where there is none to give. */
  readonly error: Figure | null;
  readonly verdict: ValidationVerdict;
  /** Why it is not reproduced, or what is known of why it disagrees; null where there is nothing to say. */
  readonly reason: string | null;
}

export interface ValidationCase {
  readonly id: string;
  /** The letter of its group. */
  readonly group: string;
  readonly what: string;
  /** The rule set, the configuration or the command; null for a published answer. */
  readonly setup: string | null;
  /** What the model ran, under the first of its seeds; null where it ran nothing. */
  readonly scenario: ScenarioFile | null;
  readonly quantities: readonly ValidationQuantity[];
}

export interface ValidationCounts {
  readonly quantities: number;
  readonly cases: number;
  readonly pass: number;
  readonly sampling: number;
  readonly fail: number;
  readonly notReproduced: number;
}

export interface ValidationDocument {
  readonly format: typeof VALIDATION_FORMAT;
  /** Year, month, day. */
  readonly date: string;
  readonly engineVersion: string;
  /** Paragraphs; those of a list begin with "- ". */
  readonly method: readonly string[];
  readonly counts: ValidationCounts;
  readonly groups: readonly { readonly letter: string; readonly title: string }[];
  readonly cases: readonly ValidationCase[];
  readonly notCovered: readonly string[];
}

export const VALIDATION_FORMAT = 1;

/**
 * The document, if it has the form that this page knows.
 * @throws Error when it has not
 */
export function asValidationDocument(value: unknown): ValidationDocument {
  if (
    typeof value !== 'object' ||
    value === null ||
    !('format' in value) ||
    value.format !== VALIDATION_FORMAT
  )
    throw new Error(`validation.json is not of form ${VALIDATION_FORMAT}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this project in the form that it names
  return value as ValidationDocument;
}
