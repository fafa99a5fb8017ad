import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { ClientFile, HopFile } from '../../scenario/file-format.ts';
import { type TimeoutLadder, timeoutLadders } from './timeout-ladder.ts';

const ladder = (
  session: NonNullable<ClientFile['session']>,
  path: HopFile[],
  backends: object = {},
): TimeoutLadder =>
  timeoutLadders(
    buildScenario({
      clients: [{ name: 'browsers', count: 100, session }],
      path,
      backends: { count: 2, ...backends },
    }),
  )[0]!;

const alb: HopFile = { name: 'alb', mode: 'proxy', limits: { idleTimeout: '60s' } };

describe('timeoutLadders', () => {
  it('sorts every timer of the path, and a packet after the timer of the same time', () => {
    const path: HopFile[] = [
      { name: 'nat', mode: 'snat', gateway: true, flowTable: { established: '350s' } },
      { ...alb, limits: { idleTimeout: '60s', maxAge: '1h', maxAgeSpread: 0.5 } },
    ];
    const { rungs } = ladder({ heartbeat: '60s' }, path, { idleTimeout: '75s' });
    expect(rungs.map(({ afterSec, where, effect }) => [afterSec, where, effect])).toEqual([
      [60, 'alb', 'closes'],
      [60, 'browsers', 'speaks'],
      [75, 'backends', 'closes'],
      [350, 'nat', 'forgets'],
      [1800, 'alb', 'closes-at-age'],
    ]);
  });

  it('tells a heartbeat in time from one that is late, and from one that may be', () => {
    const safe = ladder({ heartbeat: '25s' }, [alb]);
    expect(safe.sentence).toBe(
      'A connection is closed by the alb after 1 m of silence; a packet every 25 s comes in time, 2.4 times over.',
    );
    expect(safe).toMatchObject({ missShare: 0, endedWithinHour: 0 });
    expect(ladder({ heartbeat: '60s' }, [alb])).toMatchObject({ missShare: 1, endedWithinHour: 1 });
    expect(ladder({}, [alb]).sentence).toMatch(/nothing is sent meanwhile\.$/);
    const raced = ladder({ heartbeat: '60s', heartbeatJitter: '2s' }, [alb]);
    expect(raced.missShare).toBe(0.5);
    // Chances at 60 s, then every 59 s: 61 of them within the hour.
    expect(1 - raced.endedWithinHour).toBeCloseTo(0.5 ** 61, 15);
    expect(raced.sentence).toMatch(/a packet every 1 m ± 2 s is too late in 50 % of the intervals\.$/);
  });

  it('leaves room for one lost packet and for the jitter of both', () => {
    const { safeHeartbeatSec, arithmetic } = ladder({ heartbeat: '50s', heartbeatJitter: '2s' }, [alb]);
    expect(safeHeartbeatSec).toBe(28);
    expect(arithmetic).toBe('1 m / 2 - 2 s of jitter = 28 s, so that one may be lost');
  });

  it('takes messages for what keeps a connection alive where they come more often', () => {
    const { rungs, missShare } = ladder({ heartbeat: '90s', messages: { rate: '0.1/s' } }, [alb]);
    expect(rungs[0]).toMatchObject({ timer: 'next message', afterSec: 10 });
    expect(missShare).toBe(0);
  });

  it('tells when an end that waits for answers gives up, one packet and its patience after the last one', () => {
    const session = { heartbeat: '30s', heartbeatTimeout: '10s' } as const;
    const { rungs, sentence, safeHeartbeatSec, missShare } = ladder(session, [alb]);
    expect(rungs.map(({ afterSec, timer, effect }) => [afterSec, timer, effect])).toEqual([
      [30, 'heartbeat', 'speaks'],
      [40, 'heartbeat timeout', 'gives-up'],
      [60, 'idle timeout', 'closes'],
    ]);
    expect(sentence).toMatch(/2 times over\. One that has died is noticed within 40 s\.$/);
    // It is no idle timer: packets that are answered in time keep it from firing.
    expect([safeHeartbeatSec, missShare]).toEqual([30, 0]);
    const alone = ladder(session, [{ name: 'ecmp', mode: 'router' }]);
    expect(alone.sentence).toBe(
      'No timer ends a connection for its silence. One that has died is noticed within 40 s.',
    );
    // Messages that come more often are waited for in the same way; who sends nothing waits for nothing.
    const chatty = ladder({ ...session, messages: { rate: '0.5/s' } }, [alb]);
    expect(chatty.rungs[1]).toMatchObject({ afterSec: 12, effect: 'gives-up' });
    expect(ladder({ heartbeatTimeout: '10s' }, [alb]).rungs).toHaveLength(1);
    // TCP gives up before a longer one.
    expect(ladder({ ...session, heartbeatTimeout: '1h' }, [alb]).rungs).toHaveLength(2);
  });

  it('is absent where no timer ends anything', () => {
    expect(ladder({ heartbeat: '30s' }, [{ name: 'ecmp', mode: 'router' }])).toBeUndefined();
  });
});
