import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asValidationDocument } from '../../src/app/validation/validation-document.ts';
import { parseScenarioText } from '../../src/scenario/parse.ts';
import { ALL_CASES } from './all-cases.ts';
import type { GroundTruthCase, OpenCase, SimulatedCase } from './ground-truth-case.ts';
import { KNOWN_FAILURES } from './known-failures.ts';
import { markdownReport } from './report.ts';
import type { Outcome } from './run-case.ts';
import { formatValidation, quantityNames, scenarioOf, validationDocument } from './validation-json.ts';

const atRoot = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const simulated: SimulatedCase = {
  id: 'A01_plain_1x1',
  what: 'one source, one destination',
  scenario: (seed) => ({
    duration: '1s',
    clients: [{ count: seed }],
    path: 'direct',
    backends: { count: 1, ports: [80] },
  }),
  seeds: 3,
  quick: true,
  readings: [],
};
const open: OpenCase = {
  id: 'worked/unheard-of',
  what: 'Something else?',
  quantity: 'connections',
  measured: [7],
  notReproduced: 'the model has none',
};
const outcomes: readonly Outcome[] = [
  {
    of: simulated,
    quantity: 'maxConcurrent',
    measured: [1000, 1001.23456789],
    judgement: {
      verdict: 'FAIL',
      reason: null,
      predicted: { low: 900, median: 1000.00000001, high: Number.POSITIVE_INFINITY, seeds: 3 },
      error: -0.123456789,
    },
  },
  {
    of: open,
    quantity: 'connections',
    measured: [7],
    judgement: { verdict: 'not reproduced', reason: open.notReproduced, predicted: null, error: null },
  },
];

describe('the document', () => {
  const document = validationDocument(outcomes, '9.9.9', '2031-02-03');

  test('has every quantity under its case, in figures that JSON can hold', () => {
    expect(document.cases.map(({ id, group, quantities }) => [id, group, quantities])).toEqual([
      [
        'A01_plain_1x1',
        'A',
        [
          {
            quantity: 'maxConcurrent',
            measured: [1000, 1001.23],
            predicted: { low: 900, median: 1000, high: 'never', seeds: 3 },
            error: -0.123457,
            verdict: 'FAIL',
            reason: null,
          },
        ],
      ],
      [
        'worked/unheard-of',
        'P',
        [
          {
            quantity: 'connections',
            measured: [7],
            predicted: null,
            error: null,
            verdict: 'not reproduced',
            reason: 'the model has none',
          },
        ],
      ],
    ]);
  });

  test('says when and with what it was written, how it was compared, and how much agrees', () => {
    expect(document).toMatchObject({ format: 1, engineVersion: '9.9.9', date: '2031-02-03' });
    expect(document.counts).toEqual({
      quantities: 2,
      cases: 2,
      pass: 0,
      sampling: 0,
      fail: 1,
      notReproduced: 1,
    });
    expect(document.groups.map(({ letter }) => letter)).toEqual(['A', 'P']);
    expect(document.method.length).toBeGreaterThan(3);
    for (const paragraph of document.method) expect(paragraph).not.toMatch(/[`\n]|\s$/);
  });

  test('has the setup of a measured case, and none for what was published', () => {
    expect(document.cases.map(({ setup }) => setup)).toEqual(['dst=10.2.0.1', null]);
  });

  test('says what is known of a failure', () => {
    const written = asValidationDocument(JSON.parse(atRoot('public/validation.json')));
    const reasons = written.cases.flatMap(({ id, quantities }) =>
      quantities.flatMap(({ quantity, verdict, reason }) =>
        verdict === 'FAIL' ? [[`${id}: ${quantity}`, reason]] : [],
      ),
    );
    expect(reasons).toEqual(reasons.map(([name]) => [name, KNOWN_FAILURES.get(name ?? '') ?? null]));
  });

  test('is read again as it was written, a line for each case', () => {
    const text = formatValidation(document);
    expect(asValidationDocument(JSON.parse(text))).toEqual(document);
    expect(text.split('\n').filter((line) => line.startsWith('{"id"'))).toHaveLength(2);
  });

  test('of another form is refused', () => {
    expect(() => asValidationDocument({ ...document, format: 2 })).toThrow(/not of form 1/);
    expect(() => asValidationDocument(null)).toThrow(/not of form 1/);
  });
});

describe('the scenario of a case', () => {
  test('stands alone: it says what it is, and runs under the first seed', () => {
    expect(scenarioOf(simulated)).toMatchObject({
      fivetuple: 1,
      name: 'A01_plain_1x1',
      description: 'one source, one destination. Case A01_plain_1x1 of the validation.',
      seed: 1,
      clients: [{ count: 1 }],
    });
    expect(scenarioOf(open)).toBeNull();
  });

  test('is a valid file, for every case', () => {
    const faulty = ALL_CASES.flatMap((each: GroundTruthCase) => {
      const scenario = scenarioOf(each);
      const outcome = scenario === null ? null : parseScenarioText(JSON.stringify(scenario));
      return outcome === null || outcome.ok ? [] : [`${each.id}: ${outcome.errors[0]?.message}`];
    });
    expect(faulty).toEqual([]);
  });
});

describe('the files that are checked in', () => {
  const text = atRoot('public/validation.json');
  const written = asValidationDocument(JSON.parse(text));
  const rewrite = 'run `npm run validate -- --write`';

  test('name the quantities that the cases have now', () => {
    const names = written.cases.flatMap(({ id, quantities }) =>
      quantities.map(({ quantity }) => `${id}: ${quantity}`),
    );
    expect(names, rewrite).toEqual(quantityNames(ALL_CASES));
  });

  test('hold the scenarios that the cases have now', () => {
    const now = ALL_CASES.map((each) => JSON.stringify(scenarioOf(each)));
    const stale = written.cases.filter(({ scenario }, i) => JSON.stringify(scenario) !== now[i]);
    expect(
      stale.map(({ id }) => id),
      rewrite,
    ).toEqual([]);
  });

  test('were written together, by the program', () => {
    expect(formatValidation(written)).toBe(text);
    const { date, engineVersion, counts } = written;
    const head = atRoot('docs/validation.md').split('\n')[2] ?? '';
    expect(head, rewrite).toContain(
      `on ${date}, engine ${engineVersion}. ${counts.quantities} quantities of`,
    );
    expect(head, rewrite).toContain(
      `${counts.cases} cases: ${counts.pass} pass, ${counts.sampling} pass within the scatter of the measured runs, ${counts.fail} FAIL, ${counts.notReproduced} not reproduced.`,
    );
    expect(markdownReport([], engineVersion, date)).toContain(head.split('.')[0] ?? '');
  });
});
