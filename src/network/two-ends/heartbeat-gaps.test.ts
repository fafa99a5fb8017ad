import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import { type Moments, momentsOf } from '../../../test/support/statistics.ts';
import { streamFor } from '../../engine/random.ts';
import { HeartbeatGaps } from './heartbeat-gaps.ts';
import { type IdleCut, missShareOf } from './idle-timeout.ts';

const cutOf = (afterSec: number, silenceSec: number, jitterSec: number): IdleCut => {
  const packets = { silenceSec, jitterSec, speaks: 'client' as const };
  return { ...packets, station: 0, afterSec, kind: 'cut', missShare: missShareOf(packets, afterSec) };
};

/** The same with a draw for each heartbeat. */
function cutSecOneByOne({ afterSec, silenceSec, jitterSec }: IdleCut, random: () => number): number {
  for (let sec = 0; ; ) {
    const gapSec = silenceSec + (2 * random() - 1) * jitterSec;
    if (gapSec > afterSec) return sec + afterSec;
    sec += gapSec;
  }
}

const DRAWS = 40_000;

function moments(draw: () => number): Moments {
  return momentsOf(Array.from({ length: DRAWS }, draw));
}

describe('missShareOf', () => {
  it.each([
    [60, 60, 0, 1],
    [60.001, 60, 0, 0],
    [60, 60, 0.1, 0.5],
    [60, 30, 0.1, 0],
    [60, 70, 5, 1],
    [62.5, 60, 5, 0.25],
    [Infinity, Infinity, 0, 0],
  ])(
    'timeout %d s, heartbeat %d s, jitter %d s: %d of the intervals',
    (timeout, heartbeat, jitter, share) => {
      const packets = { silenceSec: heartbeat, jitterSec: jitter, speaks: 'client' as const };
      expect(missShareOf(packets, timeout)).toBeCloseTo(share, 12);
    },
  );
});

describe('HeartbeatGaps', () => {
  // Half of the intervals, few of them (sums of many draws), and all but certain ones.
  it.each([
    [60, 60, 20],
    [69, 60, 10],
    [50, 60, 15],
  ])(
    'timeout %d s, heartbeat %d s, jitter %d s: as if every heartbeat were drawn',
    (timeout, heartbeat, jitter) => {
      const cut = cutOf(timeout, heartbeat, jitter);
      const gaps = new HeartbeatGaps(cut, streamFor(5, 'gaps'));
      const each = streamFor(6, 'one by one');
      const drawn = moments(() => gaps.drawCutSec(Infinity));
      const stepped = moments(() => cutSecOneByOne(cut, () => each.nextDouble()));
      // 99.9 % for the difference of two means; the variance of a law like a geometric one is known to a few percent.
      const sigma = Math.sqrt((drawn.variance + stepped.variance) / DRAWS);
      expect(Math.abs(drawn.mean - stepped.mean)).toBeLessThan(3.3 * sigma);
      expect(drawn.variance / stepped.variance).toBeCloseTo(1, 1);
    },
  );

  it('gives a silence that is longer than the timeout, and no longer than heartbeat and jitter', () => {
    const gaps = new HeartbeatGaps(cutOf(62, 60, 5), streamFor(5, 'gaps'));
    const { mean } = moments(() => gaps.drawSilenceSec());
    expect(mean).toBeCloseTo(63.5, 1);
  });

  it('says nothing of a cut after the end of the connection', () => {
    const gaps = new HeartbeatGaps(cutOf(69, 60, 10), streamFor(5, 'gaps'));
    const values = Array.from({ length: 1000 }, () => gaps.drawCutSec(200));
    expect(values.some((sec) => sec === Infinity)).toBe(true);
    expect(values.every((sec) => sec === Infinity || sec < 330)).toBe(true);
  });
});

describe('a run with heartbeats that come too late by chance', () => {
  const file = (session: object, stage: Partial<TestFile>): TestFile => ({
    duration: '300s',
    clients: [
      {
        count: 4000,
        arrivals: { pattern: 'population', rampUp: 0 },
        session: { lifetime: { distribution: 'deterministic', value: '1h' }, ...session },
        reconnect: { policy: 'none' },
      },
    ],
    backends: { count: 2 },
    ...stage,
  });

  it('cuts a share after each interval', () => {
    const proxy = file(
      { heartbeat: '60s', heartbeatJitter: '100ms' },
      {
        path: [{ mode: 'proxy', limits: { idleTimeout: '60s' }, snat: { ports: '1024-65535' } }],
      },
    );
    const run = finishedRun(proxy);
    // Chances at about 60, 120, 180 and 240 s, the fifth one at 300 s for some: 1/16 to 1/32 are left.
    const left = run.counters.concurrent / 4000;
    expect(left).toBeGreaterThan(1 / 32 - 0.01);
    expect(left).toBeLessThan(1 / 16 + 0.014);
    expect(run.summary().closedBy['idle-timeout']).toBe(4000 - run.counters.concurrent);
  });

  it('goes on with the next packet where a firewall takes it up again, and is forgotten anew', () => {
    const firewall = file(
      { heartbeat: '60s', heartbeatJitter: '10s' },
      {
        path: [{ mode: 'router', flowTable: { established: '65s' } }],
      },
    );
    const { idle } = finishedRun(firewall).summary();
    // A quarter of four to five intervals each; every late packet comes within 5 s.
    expect(idle.forgotten / 4000).toBeGreaterThan(1);
    expect(idle.forgotten / 4000).toBeLessThan(1.25);
    expect(idle.resumed).toBeGreaterThan(idle.forgotten - 300);
  });
});
