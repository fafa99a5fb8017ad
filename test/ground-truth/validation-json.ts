/** The outcomes of all cases as public/validation.json, which the app shows. */
import {
  type Figure,
  VALIDATION_FORMAT,
  type ValidationCase,
  type ValidationCounts,
  type ValidationDocument,
  type ValidationQuantity,
  type ValidationVerdict,
} from '../../src/app/validation/validation-document.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { NOT_COVERED } from './all-cases.ts';
import { type GroundTruthCase, isOpen } from './ground-truth-case.ts';
import { groupOf, groupsOf } from './groups.ts';
import { KNOWN_FAILURES } from './known-failures.ts';
import { MEASURED } from './measured-values.ts';
import { METHOD } from './report.ts';
import type { Outcome } from './run-case.ts';

export function validationDocument(
  outcomes: readonly Outcome[],
  engineVersion: string,
  date: string,
): ValidationDocument {
  const cases = [...new Set(outcomes.map(({ of }) => of))];
  return {
    format: VALIDATION_FORMAT,
    date,
    engineVersion,
    method: paragraphs(METHOD),
    counts: countsOf(outcomes),
    groups: groupsOf(cases.map(({ id }) => id)),
    cases: cases.map((each) =>
      caseOf(
        each,
        outcomes.filter(({ of }) => of === each),
      ),
    ),
    notCovered: NOT_COVERED,
  };
}

/** JSON with a line for each case, so that a change of one shows as one. */
export function formatValidation({ cases, notCovered, ...head }: ValidationDocument): string {
  const fields = Object.entries(head).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  const lines = cases.map((each) => JSON.stringify(each));
  return `{\n${fields.join(',\n')},\n"cases": [\n${lines.join(',\n')}\n],\n"notCovered": ${JSON.stringify(notCovered)}\n}\n`;
}

/** `case: quantity` of everything that the list of cases will report, without running any. */
export function quantityNames(cases: readonly GroundTruthCase[]): string[] {
  return cases.flatMap((each) =>
    (isOpen(each) ? [each] : each.readings).map(({ quantity }) => `${each.id}: ${quantity}`),
  );
}

/**
 * The case as a scenario that stands alone: under the first seed, named after the case, with what it is as description.
 * Null for a case that the model cannot express.
 */
export function scenarioOf(each: GroundTruthCase): ScenarioFile | null {
  if (isOpen(each)) return null;
  const { id, what, scenario } = each;
  const file = typeof scenario === 'function' ? scenario(1) : scenario;
  const description = `${sentence(what)} ${sentence(`Case ${id} of the validation`)}`;
  return { fivetuple: 1, name: id, description, seed: 1, ...file };
}

function caseOf(each: GroundTruthCase, outcomes: readonly Outcome[]): ValidationCase {
  const { id, what } = each;
  const setup = MEASURED.get(id.split('/')[0] ?? id)?.setup.trim() ?? null;
  return {
    id,
    group: groupOf(id),
    what,
    setup: setup === what ? null : setup,
    scenario: scenarioOf(each),
    quantities: outcomes.map(quantityOf),
  };
}

function quantityOf({ of, quantity, measured, judgement }: Outcome): ValidationQuantity {
  const { predicted, error, verdict } = judgement;
  const known = verdict === 'FAIL' ? KNOWN_FAILURES.get(`${of.id}: ${quantity}`) : undefined;
  return {
    quantity,
    measured: measured.map(figure),
    predicted: predicted && {
      low: figure(predicted.low),
      median: figure(predicted.median),
      high: figure(predicted.high),
      seeds: predicted.seeds,
    },
    error: error === null ? null : figure(error),
    verdict,
    reason: judgement.reason ?? known ?? null,
  };
}

function countsOf(outcomes: readonly Outcome[]): ValidationCounts {
  const count = (verdict: ValidationVerdict): number =>
    outcomes.filter(({ judgement }) => judgement.verdict === verdict).length;
  return {
    quantities: outcomes.length,
    cases: new Set(outcomes.map(({ of }) => of.id)).size,
    pass: count('pass'),
    sampling: count('sampling'),
    fail: count('FAIL'),
    notReproduced: count('not reproduced'),
  };
}

/** Six significant digits: more than the measurement has, fewer than make the file long. */
function figure(value: number): Figure {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : 'never';
}

/** Markdown that has nothing but paragraphs, lists and code, as plain lines of text. */
function paragraphs(markdown: string): string[] {
  return markdown
    .split(/\n\n|\n(?=- )/)
    .map((each) => each.replaceAll(/\s+/g, ' ').replaceAll('`', '').trim())
    .filter((each) => each !== '');
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
