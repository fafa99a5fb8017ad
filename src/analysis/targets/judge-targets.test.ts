import { describe, expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { demandOf } from '../limits/demand.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import type { PathBlocking } from '../limits/path-blocking.ts';
import { estimatedBlocking } from '../rare/estimated-blocking.ts';
import { reachedConnections } from '../runs/reached-connections.ts';
import { erlangB } from '../theory/erlang-b.ts';
import { blockingByTheory } from './blocking-theory.ts';
import { judgeTargets } from './judge-targets.ts';
import type { Judgement, TargetEvidence, TargetRun, TrialRun } from './target-kind.ts';

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
  /** Share in use of the fullest resource. */
  readonly used?: number;
  /** Failed and attempts in the steady state; null: there is none. */
  readonly settled?: readonly [failed: number, attempts: number] | null;
}

function run(
  scenario: Scenario,
  { peak = 1000, refused = 0, used = 0.5, settled = [0, 1000] }: Seen,
): TargetRun {
  const [failed, attempts] = settled ?? [0, 0];
  const blocking = settled === null ? null : failed / attempts;
  const place = { station: 'path.0', stationName: 'edge', resource: 'snat-ports' } as const;
  const summary = {
    failed: refused,
    failures: [{ ...place, count: refused, firstAtSec: 1 }],
    peakConcurrent: peak,
    simulatedSec: 3600,
  };
  return {
    blocking,
    blockingInterval:
      blocking === null ? null : { low: blocking / 2, high: failed === 0 ? 3 / attempts : blocking * 2 },
    settledAttempts: attempts,
    peakConcurrent: peak,
    reachedConnections: reachedConnections(scenario, summary, demandOf(scenario).connections),
    attempts: 5000,
    refused,
    fullest: { ...place, usedShare: used },
  };
}

function evidenceOf(scenario: Scenario, seen: readonly Seen[]): TargetEvidence {
  const ladder = ladderOfLimits(scenario);
  return {
    scenario,
    targets: scenario.targets,
    expectedOpen: null,
    runs: seen.map((each) => run(scenario, each)),
    ladder,
    theory: () => blockingByTheory(scenario, ladder),
    steadyTrials: [],
    returnTrials: [],
  };
}

function judge(scenario: Scenario, ...seen: readonly [Seen, ...Seen[]]): Judgement[] {
  return judgeTargets(evidenceOf(scenario, seen));
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
    expect(met.judged).toMatch(/^too rare to be counted in 2,000 attempts; Erlang B gives [\d.]+e-\d+$/);
    expect(met.assumptions).toMatch(/^Poisson arrivals/);
    expect(only(judge(asked(predicted * 0.99, ports), ...none))).toMatchObject({
      verdict: 'missed',
      basis: 'theory',
    });
  });

  test.each([
    ['clients come back', { clients: [{ ...open(110).clients[0], reconnect: { policy: 'immediate' } }] }],
    ['something happens', { events: [{ at: '1m', action: 'restart' }] }],
    ['another limit is too small', { backends: { count: 2, fileDescriptors: 10 } }],
  ] satisfies [string, Partial<ScenarioFile>][])('%s: no theory fits, and it stays unclear', (_, changes) => {
    const scenario = buildScenario(open(110, { ...changes, targets: { blocking: 1e-9 } }));
    expect(only(judge(scenario, {}, {}))).toMatchObject({ verdict: 'unclear', basis: 'simulation' });
    expect(only(judge(scenario, {}, {})).judged).toContain('no theory fits');
  });

  test('of a bounded search is met by its estimate, and not by what it is at least', () => {
    const probed = buildScenario(
      open(110, {
        path: [
          {
            mode: 'snat',
            snat: { scope: 'source', selection: 'netfilter', hold: 0, ports: '1024-1279', takeOver: false },
          },
        ],
        targets: { blocking: 1e-9 },
      }),
    );
    const evidence = evidenceOf(probed, [{}, {}]);
    const [closed] = judgeTargets(evidence);
    expect(closed).toMatchObject({ verdict: 'unclear', basis: 'theory' });
    expect(closed?.judged).toContain('which does not decide');
    const theory = (): PathBlocking | null => blockingByTheory(probed, evidence.ladder, estimatedBlocking);
    const [estimated] = judgeTargets({ ...evidence, theory });
    expect(estimated).toMatchObject({ verdict: 'met', basis: 'theory' });
    expect(estimated?.judged).toContain('netfilter’s search, by conditional expectation gives');
  });

  test('of another limit that refuses is that of the path', () => {
    const scenario = buildScenario(
      open(110, { backends: { count: 2, maxConnections: 10 }, targets: { blocking: 1e-9 } }),
    );
    expect(only(judge(scenario, {}, {}))).toMatchObject({ verdict: 'missed', basis: 'theory' });
  });

  test('beyond twice the target in one of the runs is missed, however wide the interval', () => {
    const seen = [{ settled: [1, 1000] }, { settled: [300, 1000] }] as const satisfies Seen[];
    expect(only(judge(asked(0.05), ...seen))).toMatchObject({
      verdict: 'missed',
      judged: '1 of 2 runs lie beyond twice that',
    });
  });

  test('needs a steady state', () => {
    expect(only(judge(asked(0.05), { settled: null }, { settled: null }))).toMatchObject({
      verdict: 'unclear',
      found: 'no steady state reached; 0 of 10,000 over the whole of 2 runs',
    });
    const refused = { settled: null, refused: 1000 };
    expect(only(judge(asked(0.05), refused, refused)).verdict).toBe('missed');
    expect(only(judge(asked(0.25), refused, refused)).verdict).toBe('unclear');
  });
});

describe('headroom', () => {
  const scenario = buildScenario({ ...CLOSED, targets: { headroom: 0.2 } });

  test('is judged by the fullest resource of the runs', () => {
    expect(only(judge(scenario, { used: 0.5 }, { used: 0.52 }))).toMatchObject({ verdict: 'met' });
    const full = only(judge(scenario, { used: 0.9 }, { used: 0.9 }));
    expect(full).toMatchObject({
      verdict: 'missed',
      found: '10 % free of the SNAT ports at the edge at their fullest (95 % interval, 2 runs)',
      cause: { station: 'path.0', resource: 'snat-ports' },
    });
    expect(only(judge(scenario, { used: 0.9 }, { used: 0.5 })).verdict).toBe('unclear');
    expect(only(judge(scenario, { used: 0.5 }))).toMatchObject({ verdict: 'unclear', runs: 1 });
  });

  test('of a rate is that of the closed form', () => {
    const busy = buildScenario({
      ...CLOSED,
      clients: [{ count: 1000, arrivals: { rampUp: '1m' }, reconnect: { policy: 'none' } }],
      path: [{ name: 'tls', mode: 'proxy', limits: { handshakesPerSecond: '16/s' } }],
      targets: { headroom: 0.2 },
    });
    const judgement = only(judge(busy, {}, {}));
    expect(judgement).toMatchObject({ verdict: 'missed', basis: 'theory' });
    expect(judgement.judged).toMatch(/^the handshakes at the tls have [\d.]+ % free in closed form$/);
  });
});

/** A run of a trial that is as good as can be. */
const trial = (scenario: Scenario, change: Partial<TrialRun> = {}): TrialRun => ({
  ...run(scenario, {}),
  arrivalsPerSec: 20,
  backAfterSec: null,
  cause: null,
  ...change,
});

describe('arrivals a second', () => {
  const asked = (perSec: number): Scenario =>
    buildScenario({ ...CLOSED, targets: { arrivalRate: `${perSec}/s` } });
  const judged = (scenario: Scenario, ...trials: readonly Partial<TrialRun>[]): Judgement => {
    const steadyTrials = trials.map((change) => trial(scenario, change));
    return only(judgeTargets({ ...evidenceOf(scenario, [{}, {}]), steadyTrials }));
  };

  test('are carried by the ladder, and by runs that refuse none and come to that rate', () => {
    expect(judged(asked(20))).toMatchObject({
      target: 'arrivalRate',
      verdict: 'met',
      basis: 'theory',
      found: 'no limit binds (closed form)',
    });
    expect(judged(asked(20), {}, {})).toMatchObject({ verdict: 'met', basis: 'simulation', runs: 2 });
    expect(judged(asked(40), {}, {})).toMatchObject({ verdict: 'met', basis: 'theory' });
  });

  test('are missed where the ladder carries less, or every run refuses', () => {
    // 2,000/s for a minute of hold each are 120,000 of 64,512 ports.
    const short = judged(asked(2000));
    expect(short).toMatchObject({ verdict: 'missed', basis: 'theory', cause: { resource: 'snat-ports' } });
    const refused = { refused: 5 };
    expect(judged(asked(20), refused, refused)).toMatchObject({ verdict: 'missed', basis: 'simulation' });
    expect(judged(asked(20), refused, {}).verdict).toBe('unclear');
  });
});

describe('coming back in time', () => {
  const scenario = buildScenario({ ...CLOSED, targets: { reconnectWithin: '30s' } });
  const judged = (...secs: readonly number[]): Judgement => {
    const returnTrials = secs.map((backAfterSec) => trial(scenario, { backAfterSec }));
    return only(judgeTargets({ ...evidenceOf(scenario, [{}]), returnTrials }));
  };

  test('is met by every run or not at all', () => {
    expect(judged(10, 12)).toMatchObject({ target: 'reconnectWithin', verdict: 'met' });
    expect(judged(10, 31)).toMatchObject({ verdict: 'missed', judged: '1 of 2 runs take longer' });
    expect(judged(Infinity)).toMatchObject({ verdict: 'missed', interval: null });
    expect(judged(10).verdict).toBe('unclear');
  });

  test('is out of reach for those who never come back', () => {
    const gone = buildScenario({
      ...CLOSED,
      clients: [{ count: 10, reconnect: { policy: 'none' } }],
      targets: { reconnectWithin: '30s' },
    });
    expect(only(judge(gone, {}))).toMatchObject({ verdict: 'missed', basis: 'theory' });
  });
});
