import { expect, test } from 'vitest';
import { closingLine, countPlaywright, countVitest } from './count-tests.ts';

const vitest = {
  numPassedTests: 10,
  numFailedTests: 2,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
};
const playwright = { stats: { expected: 5, unexpected: 1, flaky: 0, skipped: 0 }, errors: [] };

test('the counts of both runners are added up', () => {
  expect(closingLine([countVitest(vitest), countPlaywright(playwright)])).toBe(
    '15 passed, 3 failed, 2 skipped',
  );
  expect(closingLine([countPlaywright(playwright)])).toBe('5 passed, 1 failed');
});

test('what failed without being a test is counted too', () => {
  const unloaded = { ...vitest, testResults: [{ status: 'failed', assertionResults: [] }] };
  expect(countVitest(unloaded).failed).toBe(3);
  expect(countPlaywright({ ...playwright, errors: [{}] }).failed).toBe(2);
});

test('what passed at its second attempt has passed', () => {
  const stats = { ...playwright.stats, flaky: 1 };
  expect(countPlaywright({ ...playwright, stats })).toMatchObject({ passed: 6, failed: 1 });
});
