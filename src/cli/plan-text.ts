import { probabilityText } from '../analysis/limits/blocking-text.ts';
import type { Plan } from '../analysis/plan/plan.ts';
import {
  costText,
  deadEndText,
  nextLimitText,
  STANDING_WORDS,
  targetsText,
} from '../analysis/plan/plan-sentence.ts';
import type { PlanCheck } from '../workers/verify-plans.ts';
import type { PlanReport } from './plan-report.ts';
import { formatPairs, formatTable } from './print-table.ts';

/** `plan` for people: the answer, a table of the ways, and each of them in full. */
export function planText({ file, planning, checks, sentence, underRanges }: PlanReport): string {
  const { plans, deadEnds, shortfalls } = planning;
  const short = shortfalls.map(({ text }) => text).join('; ');
  const parts = [
    `${sentence}\n`,
    ...(underRanges === null ? [] : [`Under the ranges: ${underRanges.sentence}\n`]),
    formatPairs([['Targets', targetsText(file)], ...(short === '' ? [] : [['Too small', short] as const])]),
  ];
  if (plans.length > 0) parts.push(waysTable(plans, checks));
  for (const [index, plan] of plans.entries())
    parts.push(
      planDetail(
        index + 1,
        plan,
        checks.find((check) => check.plan.id === plan.id),
      ),
    );
  if (deadEnds.length > 0)
    parts.push(`Ways that do not get there:\n${deadEnds.map((end) => `  ${deadEndText(end)}\n`).join('')}`);
  return parts.join('\n');
}

function waysTable(plans: readonly Plan[], checks: readonly PlanCheck[]): string {
  return formatTable(
    [
      { title: '', align: 'right' },
      { title: 'way', align: 'left' },
      { title: 'cost', align: 'right' },
      { title: 'changes', align: 'right' },
      { title: 'binds next', align: 'left' },
      { title: 'simulation', align: 'left' },
    ],
    plans.map((plan, index) => [
      String(index + 1),
      plan.title,
      costText(plan.cost),
      String(plan.changes.length),
      nextLimitText(plan),
      standingText(checks.find((check) => check.plan.id === plan.id)),
    ]),
  );
}

function planDetail(number: number, plan: Plan, check: PlanCheck | undefined): string {
  const { title, changes, blocking, notes } = plan;
  const lines = changes.flatMap(({ what, from, to, lifts, cost, fields }) => [
    `   ${what}: ${from} -> ${to} (cost ${costText(cost)}; lifts ${lifts})`,
    ...fields.map(
      ({ path, to: value }) =>
        `     ${path}${value === undefined ? ' removed' : ` = ${JSON.stringify(value)}`}`,
    ),
  ]);
  if (blocking !== null)
    lines.push(`   ${blocking.theory} says that ${probabilityText(blocking)} of the attempts are refused.`);
  lines.push(...notes.map((note) => `   ${note}`));
  const { verdict, adjusted = 0, error = '' } = check ?? {};
  for (const finding of verdict?.findings ?? [])
    lines.push(`   ${STANDING_WORDS[finding.standing]}: ${finding.text}`);
  if (adjusted > 0)
    lines.push(
      `   Made larger ${adjusted === 1 ? 'once' : `${adjusted} times`}, as simulation refuted less.`,
    );
  if (error !== '') lines.push(`   Not simulated: ${error}`);
  return `${number}. ${title}\n${lines.map((line) => `${line}\n`).join('')}`;
}

function standingText(check: PlanCheck | undefined): string {
  if (check === undefined) return 'not simulated';
  if (check.verdict === null) return 'failed';
  const runs = check.runs === 1 ? '1 run' : `${check.runs} runs`;
  return `${check.verdict.standing}, ${runs}`;
}
