/**
 * `npm run validate`: every ground-truth case through the simulator, one table. `-- --write` also writes docs/validation.md and
 * public/validation.json; `-- --only PREFIX` runs the cases whose name begins so. Exit code 1 when a case fails.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ENGINE_VERSION } from '../../src/network/engine-version.ts';
import { ALL_CASES } from './all-cases.ts';
import { markdownReport, textReport } from './report.ts';
import { type Outcome, runCase } from './run-case.ts';
import { formatValidation, validationDocument } from './validation-json.ts';

const atRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

function main(): number {
  const { values } = parseArgs({
    options: { write: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
  });
  const cases = ALL_CASES.filter(({ id }) => id.startsWith(values.only));
  if (cases.length === 0) {
    process.stderr.write(`no case begins with "${values.only}"\n`);
    return 2;
  }
  if (values.write && values.only !== '') {
    process.stderr.write('--write takes all cases: it cannot stand beside --only\n');
    return 2;
  }
  const outcomes: Outcome[] = [];
  for (const [n, each] of cases.entries()) {
    process.stderr.write(`${n + 1}/${cases.length} ${each.id}\n`);
    outcomes.push(...runCase(each));
  }
  process.stdout.write(textReport(outcomes));
  if (values.write) write(outcomes);
  return outcomes.some(({ judgement }) => judgement.verdict === 'FAIL') ? 1 : 0;
}

function write(outcomes: readonly Outcome[]): void {
  const date = new Date().toISOString().slice(0, 10);
  const document = validationDocument(outcomes, ENGINE_VERSION, date);
  writeFileSync(atRoot('docs/validation.md'), markdownReport(outcomes, ENGINE_VERSION, date));
  writeFileSync(atRoot('public/validation.json'), formatValidation(document));
}

process.exitCode = main();
