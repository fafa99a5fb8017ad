import { describe, expect, it } from 'vitest';
import type { AppTiming } from '../measure/app-timing.ts';
import { type Comparison, REFERENCE, type Standing } from '../measure/compare.ts';
import { ENGINE } from '../measure/job.ts';
import { memoryFigures } from '../measure/sections.ts';
import { median, speedRatio } from '../measure/statistics.ts';
import { type SizeName, workloadOf } from '../workload.ts';
import type { BenchReport } from './bench-report.ts';
import { textReport } from './tables.ts';
import { targetsOf } from './targets.ts';
import { pageWith } from './write-page.ts';

describe('ratios', () => {
  it('take the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
  });

  it('are taken within a round, over the rounds in which both ran', () => {
    // The machine was twice as slow in the second round: the ratio does not see it.
    expect(speedRatio([50, 100, 60], [100, 200, 120])).toBe(2);
    expect(speedRatio([50, 100, 60], [400, null, null])).toBe(8);
    expect(speedRatio([50, null], [null, 100])).toBeNull();
  });
});

it('memory is counted above the baseline, and beyond what every run may take', () => {
  const result = { baselineBytes: 10e6, peakBytes: 114e6 };
  const figures = memoryFigures('1M', result);
  expect(figures.bytesPerConnection).toBeCloseTo(104);
  expect(figures.bytesPerConnectionBeyondFixed).toBeCloseTo(40);
  expect(memoryFigures('10M', { ...result, peakBytes: 20e6 }).bytesPerConnectionBeyondFixed).toBe(0);
});

function standing(name: string, kind: Standing['kind'], nsPerEvent: number, engineNs: number): Standing {
  return {
    name,
    kind,
    nsPerEvent,
    nsPerEventByRound: [nsPerEvent],
    eventsPerSec: 1e9 / nsPerEvent,
    engineSpeedRatio: nsPerEvent / engineNs,
    outcome: { events: 1, arrivals: 1, blocked: 0, meanConcurrent: 1, meanHeld: 1 },
    fault: null,
  };
}

function comparison(size: SizeName, engineNs: number): Comparison {
  const others = [
    standing(REFERENCE, 'reference', 25, engineNs),
    standing('slow loop', 'peer', 2000, engineNs),
    standing('fast loop', 'peer', 500, engineNs),
    standing('simjs', 'peer', 4000, engineNs),
  ];
  return {
    size,
    workload: workloadOf(size),
    standings: [standing(ENGINE, 'engine', engineNs, engineNs), ...others],
  };
}

const figures: Omit<BenchReport, 'targets'> = {
  where: 'Node',
  clock: 'CPU time of the process',
  machine: { cpu: 'A CPU', cores: 2, node: 'v20', compiler: null, browser: null, date: '2026-11-27' },
  engineVersion: '1.0.0',
  rounds: 1,
  comparisons: [comparison('100k', 40), comparison('1M', 50), comparison('10M', 100)],
  strategies: [],
  heavy: [],
  questions: [],
  fill: [{ selection: 'random', fillShare: 0.999, emptyNsPerAttempt: 100, fullNsPerAttempt: 200, ratio: 2 }],
  memory: [
    {
      size: '1M',
      baselineBytes: 0,
      peakBytes: 0,
      bytesPerConnection: 90,
      bytesPerConnectionBeyondFixed: 41,
    },
  ],
  app: null,
  skipped: ['ns-3 core: no g++'],
};

describe('targets', () => {
  const targets = targetsOf(figures);
  const of = (part: string): [string, boolean | null] => {
    const { value, met } = targets.find(({ name }) => name.includes(part))!;
    return [value, met];
  };

  it('say what was reached and what was not', () => {
    expect(of('C++ reference at 1M')).toEqual(['0.500', true]);
    expect(of('fastest peer at 1M (fast loop)')).toEqual(['10.0', true]);
    expect(of('times simjs at 10M')).toEqual(['40.0', false]);
    expect(of('at 1M beyond')).toEqual(['41.0', false]);
    expect(of('growth')).toEqual(['2.50x', false]);
    expect(of('99.90 % full range')).toEqual(['2.00x', true]);
  });

  it('claim nothing about what was not measured', () => {
    expect(of('at 10M beyond')).toEqual(['not measured', null]);
    expect(of('SimPy')).toEqual(['not measured', null]);
    expect(of('rolling deploy')).toEqual(['not measured', null]);
    expect(of('complete result')).toEqual(['not measured', null]);
  });
});

describe('targets of a page', () => {
  const app: AppTiming = {
    rounds: 3,
    resultMs: 450,
    firstPointsMs: 15,
    coldFirstPointsMs: 120,
    streaming: { updatesPerSec: 9, workerShare: 0.003, pageShare: 0.004 },
    largest: { size: '10M', tookMs: 80_000, fault: null },
  };
  const of = (part: string, given: AppTiming = app): [string, boolean | null] => {
    const { value, met } = targetsOf({ ...figures, app: given }).find(({ name }) => name.includes(part))!;
    return [value, met];
  };

  it('are what a user waits for, and what streaming costs on both sides', () => {
    expect(of('complete result')).toEqual(['450 ms', false]);
    expect(of('100k, warm')).toEqual(['15 ms', true]);
    expect(of('just opened')).toEqual(['120 ms', false]);
    expect(of('streaming')).toEqual(['0.70 %', true]);
  });

  it('say how the largest run ended', () => {
    expect(of('in a tab')).toEqual(['in 80 s', true]);
    const refused = { ...app.largest!, fault: 'the run needs about 3000 MiB' };
    expect(of('in a tab', { ...app, largest: refused })).toEqual([refused.fault, false]);
    expect(of('in a tab', { ...app, largest: null })).toEqual(['not measured', null]);
  });

  it('have a table of their own', () => {
    expect(textReport({ ...figures, app, targets: [] })).toMatch(/messages a second +9\.0\n/);
  });
});

describe('the report', () => {
  const report: BenchReport = { ...figures, targets: targetsOf(figures) };

  it('shows ratios first and names who is missing', () => {
    const text = textReport(report);
    expect(text).toMatch(/^A CPU, 2 cores; Node v20; 2026-11-27\. Engine 1\.0\.0, all JavaScript as built;/);
    expect(text).toMatch(/fast loop +10\.0 +500 +2\.00 +1 +agrees/);
    expect(text).toMatch(/NOT MET/);
    expect(text).toMatch(/Not run: ns-3 core: no g\+\+\./);
  });

  it('replaces its own part of the page and keeps the other', () => {
    const template = 'a\n<!-- figures: Node -->\nb\n<!-- figures: Chromium -->\nc\n';
    const first = pageWith(template, '', report);
    expect(first).toContain('| fast loop | 10.0 | 500 |');
    expect(first).toContain('Not run yet.');
    const second = pageWith(template, first, { ...report, where: 'Chromium', rounds: 77 });
    expect(second).toContain('up to 1 interleaved');
    expect(second).toContain('up to 77 interleaved');
    expect(second).not.toContain('Not run yet.');
  });
});
