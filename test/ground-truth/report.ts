/** The outcomes of all cases as a table in plain text and as docs/validation.md. */
import { formatTable } from '../../src/cli/print-table.ts';
import { NOT_COVERED } from './all-cases.ts';
import type { Verdict } from './judge.ts';
import { KNOWN_FAILURES } from './known-failures.ts';
import type { Outcome } from './run-case.ts';

const TITLES = ['case', 'quantity', 'measured', 'predicted (99 %)', 'seeds', 'error', 'verdict'] as const;
const RIGHT = new Set<string>(['seeds', 'error']);
const WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'pass',
  sampling: 'pass (scatter)',
  FAIL: 'FAIL',
  'not reproduced': 'not reproduced',
};

/** Every line under its titles, then the counts. */
export function textReport(outcomes: readonly Outcome[]): string {
  const columns = TITLES.map((title) => ({
    title,
    align: RIGHT.has(title) ? ('right' as const) : ('left' as const),
  }));
  return `${formatTable(columns, outcomes.map(cells))}\n${countsLine(outcomes)}\n`;
}

export function countsLine(outcomes: readonly Outcome[]): string {
  const count = (verdict: Verdict): number =>
    outcomes.filter(({ judgement }) => judgement.verdict === verdict).length;
  const cases = new Set(outcomes.map(({ of }) => of.id)).size;
  return `${outcomes.length} quantities of ${cases} cases: ${count('pass')} pass, ${count('sampling')} pass within the scatter of the measured runs, ${count('FAIL')} FAIL, ${count('not reproduced')} not reproduced.`;
}

/** The page that is kept in docs/. */
export function markdownReport(outcomes: readonly Outcome[], engineVersion: string, date: string): string {
  const row = (each: readonly string[]): string => `| ${each.join(' | ')} |`;
  const reasons = outcomes.flatMap(({ of, quantity, judgement }) =>
    judgement.reason === null ? [] : [`- \`${of.id}\`, ${quantity}: ${judgement.reason}.`],
  );
  const failing = outcomes.flatMap(({ of, quantity, judgement }) =>
    judgement.verdict === 'FAIL'
      ? [
          `- \`${of.id}\`, ${quantity}: ${KNOWN_FAILURES.get(`${of.id}: ${quantity}`) ?? 'not looked into yet'}.`,
        ]
      : [],
  );
  return `# Validation

Written by \`npm run validate -- --write\` on ${date}, engine ${engineVersion}. ${countsLine(outcomes)}

${METHOD}

${row(TITLES)}
${row(TITLES.map((title) => (RIGHT.has(title) ? '---:' : '---')))}
${outcomes.map((outcome) => row(cells(outcome))).join('\n')}

## Failing, and what is known about it

${failing.join('\n')}

## Not reproduced, and why

${reasons.join('\n')}

## Not covered

${NOT_COVERED.map((line) => `- ${line}`).join('\n')}
`;
}

/** How measured and predicted are compared, in Markdown; also part of public/validation.json. */
export const METHOD = `Measured values come from real TCP connections on Linux 6.18.44 (x86-64, HZ 250, 2 cores), nftables 1.0, HAProxy 2.6 and nginx 1.22
between network namespaces, 2026-11-23; those named \`worked/\` are published answers. They are copied into \`test/ground-truth/measured\`
with the rule set or command of each. Every case is a scenario in the public file format, run under the number of seeds given.

- Counts that are exact must be equal in every run and under every seed. Rates and times must agree within 5 %, descriptors within 0.1 %, published answers within 1-5 %
  where they are rounded.
- Random quantities: every measured value must lie in the 99 % band of single predicted runs (quantiles from 100 seeds on, else Student's
  prediction interval), and where there are three or more runs the predicted median within 2 % of the measured one. "pass (scatter)" means
  that the values lie in the band but the medians further apart, though no further than the median of so few runs scatters (99 %).
- Shares of refused Poisson arrivals must agree within the binomial error (99 %) of the measured attempts, or ("scatter") within
  the scatter of predicted runs of the same length, which is wider since refusals come in bursts.
- "error" is that of the predicted median (mean for refused shares). No constant of the model was set by a case. What the
  model cannot do is listed as not reproduced.`;

function cells({ of, quantity, measured, judgement }: Outcome): string[] {
  const { predicted, error, verdict } = judgement;
  return [
    of.id,
    quantity,
    range(Math.min(...measured), Math.max(...measured)),
    predicted === null ? '' : range(predicted.low, predicted.high),
    predicted === null ? '' : String(predicted.seeds),
    errorText(error),
    WORDS[verdict],
  ];
}

function errorText(error: number | null): string {
  if (error === null) return '';
  if (!Number.isFinite(error)) return 'never';
  return `${error > 0 ? '+' : ''}${(100 * error).toFixed(1)} %`;
}

function range(low: number, high: number): string {
  return low === high ? figure(low) : `${figure(low)} .. ${figure(high)}`;
}

/** Four significant digits, whole numbers as they are. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return 'never';
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
