/**
 * Adds up what the JSON reports of Vitest and Playwright count and prints it as one line, `N passed, N failed`.
 * Used by .ci/run; ends with 1 when something failed, nothing ran, or a report is missing.
 */
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The fields used of Vitest's report (Jest's format). */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** The fields used of Playwright's report. A flaky test passed at its second attempt. */
interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly unknown[];
}

/** A file that could not be loaded has no tests to count; it counts as one failure. */
export function countVitest(report: VitestReport): TestCount {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Errors outside of tests (a server that did not start) count as failures. */
export function countPlaywright({ stats, errors }: PlaywrightReport): TestCount {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/** `12 passed, 0 failed`, and `, 1 skipped` where some were. */
export function closingLine(counts: readonly TestCount[]): string {
  const sum = (key: keyof TestCount): number => counts.reduce((total, count) => total + count[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function main(): void {
  const reports = [
    { file: '.cache/reports/vitest.json', count: countVitest },
    { file: '.cache/reports/playwright.json', count: countPlaywright },
  ];
  const counts: TestCount[] = [];
  for (const { file, count } of reports) {
    if (existsSync(file)) {
      counts.push(count(JSON.parse(readFileSync(file, 'utf8')) as VitestReport & PlaywrightReport));
    } else {
      process.stderr.write(`${file} is missing: its tests did not run to the end.\n`);
    }
  }
  process.stdout.write(`${closingLine(counts)}\n`);
  const allRan = counts.length === reports.length && counts.every(({ passed }) => passed > 0);
  if (!allRan || counts.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

if (process.argv[1]?.endsWith('count-tests.ts')) main();
