import { describe, expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { RunSummary } from '../../network/results/run-result.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import { erlangB } from '../theory/erlang-b.ts';
import { judgeTargets } from './judge-targets.ts';
import type { Judgement, TargetRun } from './target-kind.ts';

const CLOSED: Omit<ScenarioFile, 'fivetuple'> = {
  clients: [{ count: 1000, arrivals: { rampUp: '1m' } }],
  path: [{ name: 'edge', mode: 'snat', snat: { scope: 'source', selection: 'random' } }],
  backends: { count: 2 },
  duration: '10m',
};
/** 60 erlangs, held for no longer than a connection lasts, in a range of so many ports. */
const open = (ports: number, changes: Partial<ScenarioFile> = {}): Omit<ScenarioFile, 'fivetuple'> => ({
  duration: '1h',
  clients: [
    {
      addresses: 1000,
      arrivals: { pattern: 'poisson', rate: 2 },
      session: { lifetime: { distribution: 'exponential', mean: 30 } },
    },
  ],
  path: [
    {
      name: 'edge',
      mode: 'snat',
      snat: { scope: 'source', selection: 'random', hold: 0, ports: `1024-${1023 + ports}` },
    },
  ],
  backends: { count: 2 },
  ...changes,
});

interface Seen {
  readonly peak?: number;
  readonly refused?: number;
  /** Failed and attempts in the steady state; null: there is none. */
  readonly settled?: readonly [failed: number, attempts: number] | null;
}

function run({ peak = 1000, refused = 0, settled = [0, 1000] }: Seen): TargetRun {
  const [failed, attempts] = settled ?? [0, 0];
  const blocking = settled === null ? null : failed / attempts;
  return {
    blocking,
    settledAttempts: attempts,
    peakConcurrent: peak,
    // What a judge reads of it.
    summary: {
      failed: refused,
      failures: [
        { station: 'path.0', stationName: 'edge', resource: 'snat-ports', count: refused, firstAtSec: 1 },
      ],
      peakConcurrent: peak,
      simulatedSec: 3600,
    } as unknown as RunSummary,
    blockingEstimate: {
      probability: blocking,
      interval:
        blocking === null
          ? null
          : {
              mean: blocking,
              low: blocking / 2,
              high: failed === 0 ? 3 / attempts : blocking * 2,
              confidence: 0.95,
              values: 20,
            },
      method: 'batch means',
      batches: 20,
      warmUpSec: settled === null ? null : 60,
      warmUpMethod: 'MSER-5',
      attempts,
      failed,
      note: settled === null ? 'no steady state reached' : '',
    },
  };
}

function judge(scenario: Scenario, ...seen: readonly [Seen, ...Seen[]]): Judgement[] {
  const [first, ...others] = seen;
  return judgeTargets({
    scenario,
    runs: [run(first), ...others.map(run)],
    ladder: ladderOfLimits(scenario),
  });
}

const only = (judgements: readonly Judgement[]): Judgement => {
  expect(judgements).toHaveLength(1);
  return judgements[0]!;
};

test('only what the scenario asks for is judged', () => {
  expect(judge(buildScenario(CLOSED), {})).toEqual([]);
  const both = buildScenario({ ...CLOSED, targets: { concurrent: 1000, blocking: 0.01 } });
  expect(judge(both, {}, {}).map(({ target }) => target)).toEqual(['concurrent', 'blocking']);
});

describe('connections at the same time', () => {
  const scenario = buildScenario({ ...CLOSED, targets: { concurrent: 1000 } });

  test('are met where none is refused and all clients have come, whatever the peak', () => {
    const judgement = only(judge(scenario, { peak: 960 }, { peak: 965 }));
    expect(judgement).toMatchObject({ verdict: 'met', found: '1,000 (95 % interval, 2 runs)' });
  });

  test('are missed where the whole interval lies below', () => {
    const seen = [900, 905, 910].map((peak) => ({ peak, refused: 50 }));
    const judgement = only(judge(scenario, seen[0]!, seen[1]!, seen[2]!));
    expect(judgement.verdict).toBe('missed');
    expect(judgement.found).toBe('893 to 917 (95 % interval, 3 runs)');
    expect(judgement.judged).toBe('all of the interval lies below 99 % of it (990)');
  });

  test('are unclear where the interval holds the line, or there is none', () => {
    expect(only(judge(scenario, { peak: 980, refused: 1 }, { peak: 995, refused: 1 })).verdict).toBe(
      'unclear',
    );
    expect(only(judge(scenario, {}))).toMatchObject({
      verdict: 'unclear',
      found: '1,000 (1 run)',
      judged: 'one run has no interval: ask for more replications',
    });
  });

  test('are unclear, not missed, where the scenario does not bring as many', () => {
    const more = buildScenario({ ...CLOSED, targets: { concurrent: 5000 } });
    expect(only(judge(more, {}, {}))).toMatchObject({
      verdict: 'unclear',
      judged: 'nothing is refused, but the clients of the scenario do not ask for as many',
    });
  });
});

describe('blocking', () => {
  const asked = (blocking: number, ports = 60): Scenario =>
    buildScenario(open(ports, { targets: { blocking } }));

  test('is missed above the interval and met below it', () => {
    const seen = [
      { settled: [110, 1000] },
      { settled: [100, 1000] },
      { settled: [105, 1000] },
    ] as const satisfies Seen[];
    expect(only(judge(asked(0.05), ...seen))).toMatchObject({
      verdict: 'missed',
      judged: 'all of the interval lies above',
      found: '315 of 3,000: 9.3 % to 12 % (95 % interval, 3 runs)',
    });
    expect(only(judge(asked(0.2), ...seen))).toMatchObject({ verdict: 'met', basis: 'simulation' });
    expect(only(judge(asked(0.105), ...seen)).verdict).toBe('unclear');
  });

  test('of one run is judged by its batches', () => {
    expect(only(judge(asked(0.04), { settled: [100, 1000] })).verdict).toBe('missed');
    expect(only(judge(asked(0.1), { settled: [100, 1000] }))).toMatchObject({ verdict: 'unclear', runs: 1 });
    // Of several runs only one has settled.
    expect(only(judge(asked(0.04), { settled: null }, { settled: [100, 1000] }))).toMatchObject({
      verdict: 'missed',
      found: '100 of 1,000: 5 % to 20 % (95 % interval, 2 runs; 1 without a steady state left out)',
    });
  });

  test('without failures is met where the bound lies below', () => {
    expect(only(judge(asked(0.01), { settled: [0, 1000] }, { settled: [0, 1000] }))).toMatchObject({
      verdict: 'met',
      found: '0 of 2,000: at most 0.0015 (95 % bound that takes attempts as independent, 2 runs)',
    });
  });

  test('that is too rare to be counted is judged by theory, which is named with what it assumes', () => {
    const none = [{ settled: [0, 1000] }, { settled: [0, 1000] }] as const satisfies Seen[];
    const ports = 110;
    const predicted = erlangB(ports, 60);
    const met = only(judge(asked(predicted * 1.01, ports), ...none));
    expect(met).toMatchObject({ verdict: 'met', basis: 'theory' });
    expect(met.judged).toMatch(
      /^too rare to be counted in 2,000 attempts; Erlang B gives [\d.]+e-\d+\. It assumes: Poisson/,
    );
    expect(only(judge(asked(predicted * 0.99, ports), ...none))).toMatchObject({
      verdict: 'missed',
      basis: 'theory',
    });
  });

  test.each([
    ['clients come back', { clients: [{ ...open(110).clients[0], reconnect: { policy: 'immediate' } }] }],
    ['something happens', { events: [{ at: '1m', action: 'restart' }] }],
    [
      'the search is bounded',
      { path: [{ mode: 'snat', snat: { scope: 'source', selection: 'netfilter' } }] },
    ],
    ['another limit refuses', { backends: { count: 2, maxConnections: 10 } }],
  ] satisfies [string, Partial<ScenarioFile>][])('%s: no theory fits, and it stays unclear', (_, changes) => {
    const scenario = buildScenario(open(110, { ...changes, targets: { blocking: 1e-9 } }));
    expect(only(judge(scenario, {}, {}))).toMatchObject({ verdict: 'unclear', basis: 'simulation' });
    expect(only(judge(scenario, {}, {})).judged).toContain('no theory fits');
  });

  test('needs a steady state', () => {
    expect(only(judge(asked(0.1), { settled: null }, { settled: null }))).toMatchObject({
      verdict: 'unclear',
      found: 'no steady state reached (2 runs)',
    });
  });
});
