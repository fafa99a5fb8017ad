/** Timers, storms, and what people do to running fleets. */
import { describe, expect, it } from 'vitest';
import { policyOutcome, withPolicy } from '../../src/analysis/runs/reconnect-comparison.ts';
import type { RunResult } from '../../src/network/results/run-result.ts';
import { columnOf } from '../../src/network/results/series-columns.ts';
import type { HopFile } from '../../src/scenario/file-format.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { checkQuestions, OTHER_QUESTIONS, PORT_QUESTIONS } from '../support/question-checks.ts';
import { expectAbout, questionFile, questionRun, sharedRun } from '../support/question-runs.ts';
import { mean } from '../support/statistics.ts';

/** Connections of each server over time, in samples. */
function servers({ series: { info, columns } }: RunResult): Float64Array[] {
  return info.flatMap(({ station, index, quantity }, at) =>
    station === 'backends' && index !== null && quantity === 'connections' ? [columns[at]!] : [],
  );
}

function atMinute(run: RunResult, minute: number): number[] {
  const at = run.series.timeSec.indexOf(minute * 60);
  return servers(run).map((column) => column[at]!);
}

function highest(run: RunResult): number {
  return Math.max(...servers(run).map((column) => Math.max(...column)));
}

checkQuestions(OTHER_QUESTIONS);

it('there are scenarios to run', () => {
  expect(PORT_QUESTIONS.length + OTHER_QUESTIONS.length).toBeGreaterThanOrEqual(12);
});

// The descriptions of the questions tell these numbers.
describe('scaling out from four servers to six', () => {
  it('gives the new ones all that is new until they are level, six minutes later', () => {
    const run = questionRun('scale-out');
    const [first, , , , fifth] = atMinute(run, 21);
    expect(fifth).toBeGreaterThan(1950);
    expect(first).toBeGreaterThan(13_900);
    expect(Math.min(...atMinute(run, 25))).toBeLessThan(9000);
    for (const connections of atMinute(run, 26)) expectAbout(connections, 10_000, 250);
  });

  it('takes longer than the hour by round robin', () => {
    const [first, , , , fifth] = atMinute(questionRun('scale-out', { hop: { balance: 'round-robin' } }), 60);
    expectAbout(fifth, 8600, 100);
    expectAbout(first, 10_700, 150);
  });
});

describe('a flash crowd on an autoscaled fleet', () => {
  it('has connected to the first four before the others are there, and stays with them', () => {
    const run = questionRun('flash-crowd');
    const { series } = run;
    const instances = series.columns[series.info.findIndex(({ quantity }) => quantity === 'instances')]!;
    const at = (sec: number): number => instances[series.timeSec.indexOf(sec)]!;
    expect([1200, 1274, 1275, 1289, 1290, 3600].map(at)).toEqual([4, 4, 8, 8, 16, 16]);
    expectAbout(Math.max(...atMinute(run, 21)), 20_000, 100);
    const [first, , , , fifth] = atMinute(run, 30);
    expectAbout(first, 10_600, 200);
    expectAbout(fifth, 3100, 100);
    for (const connections of atMinute(run, 50).slice(0, 16)) expectAbout(connections, 5000, 50);
    expect(run.summary.scaling).toMatchObject([{ scaledOut: 2, scaledIn: 0, neededInstances: 16 }]);
  });
});

describe('a rolling deploy of twenty servers', () => {
  it('piles connections up on the last ones by round robin', () => {
    const run = questionRun('rolling-deploy');
    expectAbout(highest(run), 9400, 50);
    expectAbout(run.summary.closedBy.restart, 143_000, 500);
    const atEnd = atMinute(run, 60);
    expectAbout(atEnd[0], 5900, 100);
    expectAbout(atEnd[19], 3600, 100);
  });

  it('stays even with least connections', () => {
    const run = questionRun('rolling-deploy', { hop: { balance: 'least-connections' } });
    expect(highest(run)).toBeLessThan(5300);
    expectAbout(run.summary.closedBy.restart, 102_000, 500);
    expect(Math.max(...atMinute(run, 41)) - Math.min(...atMinute(run, 41))).toBeLessThan(10);
  });
});

describe('a deploy of twenty servers under five reconnect policies', () => {
  const scenario = buildScenario(questionFile('deploy-reconnect-policies'));

  it.each([
    ['immediate', 24_900, 486_000, 28],
    ['fixed', 25_600, 72_000, 0],
    ['exponential', 25_600, 66_000, 0],
    ['full-jitter', 12_800, 9900, 0],
    ['decorrelated-jitter', 6400, 0, 0],
  ] as const)('%s: a wave of %d a second, %d failed attempts', (policy, peak, failed, recoveredSec) => {
    const changed = withPolicy(scenario, policy);
    const told = policyOutcome(changed, sharedRun(changed));
    expectAbout(told.peakAttemptsPerSec, peak, 50);
    expectAbout(told.failedAttempts, failed, 500);
    expect(told.recoveredAfterSec).toBe(recoveredSec);
    expectAbout(told.cut, 167_000, 600);
    expect(told.fewestConnected).toBeGreaterThan(74_000);
  });
});

describe('a ping every 60 s through a balancer that waits for 60 s', () => {
  const racing = (session: object): RunResult => questionRun('heartbeat-meets-timeout', { session });

  it('loses half of the races, whatever the jitter', () => {
    for (const heartbeatJitter of ['100ms', '1ms']) {
      const { established, closedBy } = racing({ heartbeatJitter }).summary;
      expectAbout((100 * closedBy['idle-timeout']) / established, 95, 0.5);
      expectAbout(established / 3600, 165, 1);
    }
  });

  it('is safe at 30 s', () => {
    expect(racing({ heartbeat: '30s' }).summary.closedBy['idle-timeout']).toBe(0);
  });
});

describe('an ingress that reloads every ten minutes', () => {
  const reloading = (shutdownTimeout: string): RunResult =>
    questionRun('proxy-reload', { event: { shutdownTimeout } });
  const cutsPerUserHour = ({ summary: { populations, closedBy } }: RunResult): number =>
    closedBy.reload / (populations.reduce((sum, { userSec }) => sum + userSec, 0) / 3600);
  const GIB = 2 ** 30;

  it('cuts each user with nearly every reload while the drain is shorter than connections last', () => {
    const run = reloading('4m');
    expectAbout(cutsPerUserHour(run), 5.4, 0.05);
    expectAbout(run.summary.closedBy.reload, 213_000, 500);
    expect(run.summary.reloads[0]).toMatchObject({ reloads: 11, peakGenerations: 2 });
    expectAbout(cutsPerUserHour(reloading('9m')), 5.2, 0.05);
  });

  it('piles up generations of workers with a longer one', () => {
    const hour = reloading('1h');
    expectAbout(cutsPerUserHour(hour), 0.43, 0.005);
    expect(hour.summary.reloads[0]).toMatchObject({ peakGenerations: 8 });
    expectAbout(hour.summary.reloads[0]!.peakOldMemoryBytes / GIB, 1.2, 0.05);
    const forever = reloading('forever');
    expect(forever.summary.reloads[0]).toMatchObject({ peakGenerations: 12, cut: 0 });
    expectAbout(forever.summary.reloads[0]!.peakOldMemoryBytes / GIB, 1.8, 0.05);
  });
});

describe('a TLS tier that restarts within a second', () => {
  const storm = (client: object, limits: object = {}): RunResult => {
    const [tier] = questionFile('tls-storm').path as HopFile[];
    return questionRun('tls-storm', { client, hop: { limits: { ...tier!.limits, ...limits } } });
  };
  /** Seconds from the end of the restart until 99 of 100 clients are connected. */
  const backAfterSec = ({ series }: RunResult): number => {
    const concurrent = columnOf(series, 'concurrent');
    const at = series.timeSec.findIndex((sec, i) => sec > 241 && concurrent[i]! >= 0.99 * 40_000);
    return at < 0 ? Infinity : series.timeSec[at]! - 241;
  };

  it('never gets its clients back, though it works all the time', () => {
    const run = storm({});
    expectAbout(run.summary.finalConcurrent, 10_000, 400);
    const { begun, abandoned } = run.summary.handshakes[0]!;
    expectAbout((100 * abandoned) / begun, 96, 0.6);
    expect(backAfterSec(run)).toBe(Infinity);
  });

  it('is cured by patience, by a window and by a short backlog', () => {
    expectAbout(backAfterSec(storm({ connectTimeout: '21s' })), 24, 1);
    const spread = storm({ reconnect: { policy: 'window', base: '21s' } });
    expect(spread.summary.handshakes[0]!.abandoned).toBeLessThan(100);
    expectAbout(backAfterSec(spread), 21, 1);
    const short = storm({}, { backlog: 1024 });
    expectAbout(backAfterSec(short), 46, 2);
    expect(short.summary.handshakes[0]!.abandoned).toBeGreaterThan(40_000);
  });

  it('would have ended by itself with fewer clients', () => {
    expect(storm({ count: 32_000 }).summary.finalConcurrent).toBeGreaterThan(31_900);
    expect(storm({ count: 33_500 }).summary.finalConcurrent).toBeLessThan(11_000);
  });
});

describe('a failover to a standby that knows nobody', () => {
  const FAILS_AT_SEC = 240;
  /** Highest number of attempts in a second after the failover, and seconds until 99.9 % are back. */
  const wave = (run: RunResult): { peak: number; backAfterSec: number } => {
    const { timeSec } = run.series;
    const [attempts, concurrent] = [columnOf(run.series, 'attempts'), columnOf(run.series, 'concurrent')];
    const from = timeSec.indexOf(FAILS_AT_SEC);
    const perSec = attempts.subarray(from + 1).map((sum, at) => sum - attempts[from + at]!);
    const back = timeSec.findIndex((sec, at) => sec > FAILS_AT_SEC + 1 && concurrent[at]! >= 49_950);
    return { peak: Math.max(...perSec), backAfterSec: timeSec[back]! - FAILS_AT_SEC };
  };

  it('is noticed at the next ping, by one browser after the other', () => {
    const run = questionRun('failover');
    expectAbout(run.summary.unnoticed.resumed, 5000, 100);
    expectAbout(run.summary.closedBy.failover, 45_000, 100);
    const { peak, backAfterSec } = wave(run);
    expectAbout(peak, 2000, 100);
    expect(backAfterSec).toBe(31);
    const sockets = columnOf(run.series, 'backends:connections');
    expectAbout(Math.max(...sockets), 95_000, 100);
    expect(sockets.at(-1)).toBeLessThanOrEqual(50_000);
  });

  it('lasts as long as the browsers are silent', () => {
    const { peak, backAfterSec } = wave(questionRun('failover', { session: { heartbeat: '2m' } }));
    expectAbout(peak, 500, 20);
    expectAbout(backAfterSec, 120, 2);
  });

  it('is noticed by nobody where state is mirrored, or where packets tell the server', () => {
    expect(questionRun('failover', { event: { mirrored: true } }).summary.unnoticed.lost).toBe(0);
    expectAbout(questionRun('failover', { event: { mirrored: 0.95 } }).summary.closedBy.failover, 2250, 50);
    const { lost, resumed, reset } = questionRun('failover', { hop: { balance: 'maglev' } }).summary
      .unnoticed;
    expect(reset).toBe(0);
    // The rest was closed before it sent anything.
    expectAbout(resumed, lost, 40);
  });

  it('is learned by the servers alone where these ping, unless browsers wait for their pings', () => {
    const heartbeatFrom = 'server';
    const { farEndReset, reset } = questionRun('failover', { session: { heartbeatFrom } }).summary.unnoticed;
    expectAbout(farEndReset, 50_000, 50);
    expect(reset).toBe(0);
    const watching = { heartbeatFrom, heartbeatTimeout: '10s' };
    expectAbout(questionRun('failover', { session: watching }).summary.closedBy.failover, 50_000, 100);
  });
});

describe('telephones that vanish', () => {
  const held = (session: object, limits: object): number => {
    const run = questionRun('vanished-mobile-clients', { session, hop: { limits } });
    return mean(columnOf(run.series, 'vanished').subarray(run.series.timeSec.indexOf(4500)));
  };

  it('use up twice as many slots as there are of them', () => {
    const { firstFailure } = questionRun('vanished-mobile-clients').summary;
    expect(firstFailure?.resource).toBe('max-connections');
    expectAbout(firstFailure!.atSec, 55.4 * 60, 30);
  });

  it('hold as many as vanish in a timeout', () => {
    expectAbout(held({}, { idleTimeout: '1h' }), 24_000, 300);
    expectAbout(held({}, { idleTimeout: '5m' }), 1900, 25);
    expectAbout(held({}, { idleTimeout: '1m' }), 300, 10);
    const heartbeatFrom = 'server';
    const idle = { idleTimeout: '1h' };
    expectAbout(held({ heartbeatFrom, heartbeatTimeout: '10s' }, idle), 170, 5);
    expectAbout(held({ heartbeatFrom }, idle), 6250, 50);
  });
});
