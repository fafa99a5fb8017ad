import { tsImport } from 'tsx/esm/api';
import { describe, expect, test } from 'vitest';
import { ALL_CASES } from './all-cases.ts';
import { isOpen } from './ground-truth-case.ts';
import { judge } from './judge.ts';
import { KNOWN_FAILURES } from './known-failures.ts';
import { MEASURED } from './measured-values.ts';
import type * as cases from './run-case.ts';

// By Node itself, as `engine-by-node.ts` says.
const { runCase }: typeof cases = await tsImport('./run-case.ts', import.meta.url);

describe('quick cases of the ground truth', () => {
  for (const each of ALL_CASES) {
    if (isOpen(each) || !each.quick) continue;
    test(`${each.id}: ${each.what}`, () => {
      const failing = runCase(each).flatMap(({ quantity, judgement }) =>
        judgement.verdict === 'FAIL' ? [`${each.id}: ${quantity}`] : [],
      );
      // One that is mended leaves the list.
      const known = each.readings.map(({ quantity }) => `${each.id}: ${quantity}`);
      expect(failing).toEqual(known.filter((name) => KNOWN_FAILURES.has(name)));
    });
  }
});

describe('the list of cases', () => {
  test('names every measured case', () => {
    const named = new Set(ALL_CASES.map(({ id }) => id.split('/')[0]));
    expect([...MEASURED.keys()].filter((id) => !named.has(id))).toEqual([]);
  });

  test('known failures are quantities of cases', () => {
    const all = new Set(
      ALL_CASES.flatMap((each) =>
        isOpen(each) ? [] : each.readings.map(({ quantity }) => `${each.id}: ${quantity}`),
      ),
    );
    expect([...KNOWN_FAILURES.keys()].filter((name) => !all.has(name))).toEqual([]);
  });
});

describe('judge', () => {
  const spread = Array.from({ length: 200 }, (_, n) => 900 + n);

  test('an exact count must be equal in every run and under every seed', () => {
    expect(judge([1000, 1000], [1000, 1000], { kind: 'exact' }).verdict).toBe('pass');
    expect(judge([1000, 1000], [1000, 999], { kind: 'exact' }).verdict).toBe('FAIL');
  });

  test('a value outside the predicted band fails', () => {
    expect(judge([998, 1001, 1200], spread, { kind: 'distribution' }).verdict).toBe('FAIL');
    expect(judge([998, 1001, 1005], spread, { kind: 'distribution' }).verdict).toBe('pass');
  });

  test('medians further apart than 2 % pass only within the scatter of the runs', () => {
    expect(judge([940, 950, 960], spread, { kind: 'distribution' }).verdict).toBe('sampling');
    expect(judge(Array(40).fill(950), spread, { kind: 'distribution' }).verdict).toBe('FAIL');
  });

  test('blocking is compared within the binomial error of the attempts', () => {
    const trials = [10_000, 10_000, 10_000];
    const kind = 'binomial';
    expect(judge([0.1, 0.1, 0.1], [0.101, 0.102, 0.1], { kind, trials }).verdict).toBe('pass');
    expect(judge([0.1, 0.1, 0.1], [0.15, 0.151, 0.149], { kind, trials }).verdict).toBe('FAIL');
  });
});
