import { describe, expect, it } from 'vitest';
import { finishedSummary, resourceOf, type TestFile } from '../../../test/support/finished-run.ts';
import { streamFor } from '../../engine/random.ts';
import { UnrepliedFlows } from './unreplied-flows.ts';

describe('entries whose SYN nobody answered', () => {
  /** 500 clients whose SYNs a server cannot answer give up at once; later ones meet a table of 500. */
  const flooded = (flowTable: object, start: string, snat: object | null = null): TestFile => ({
    duration: '200s',
    clients: [
      {
        name: 'flood',
        count: 500,
        connectTimeout: '1ms',
        arrivals: { pattern: 'population', rampUp: 0 },
        session: { lifetime: { distribution: 'deterministic', value: '1s' }, close: 'rst' },
        reconnect: { policy: 'none' },
      },
      {
        name: 'later',
        count: 400,
        arrivals: { pattern: 'population', start, rampUp: '10s' },
        connectTimeout: '100ms',
        session: { lifetime: { distribution: 'deterministic', value: '1h' } },
        reconnect: { policy: 'none' },
      },
    ],
    path: [
      snat === null
        ? { mode: 'dnat', flowTable: { max: 500, close: 0, ...flowTable } }
        : { mode: 'snat', snat, flowTable: { max: 'unlimited', ...flowTable } },
    ],
    backends: { count: 1, backlog: 0, acceptsPerSecond: 5000 },
  });

  it('fill the table until their timer ends', () => {
    const fixed = { earlyDrop: false };
    expect(finishedSummary(flooded(fixed, '20s')).established).toBeLessThan(10);
    expect(finishedSummary(flooded(fixed, '121s')).established).toBeGreaterThan(400);
    expect(finishedSummary(flooded({ ...fixed, unreplied: '15s' }, '20s')).established).toBeGreaterThan(400);
  });

  it('are dropped early where the hash is small, and rarely where it is large', () => {
    expect(finishedSummary(flooded({ buckets: 16 }, '20s')).established).toBeGreaterThan(400);
    expect(finishedSummary(flooded({ buckets: 1_000_000 }, '20s')).established).toBeLessThan(40);
  });

  it('keep the port of a NAT', () => {
    const summary = finishedSummary(flooded({}, '20s', { ports: '20000-20599', selection: 'sequential' }));
    const ports = resourceOf(summary, 'path.0', 'snat-ports')!;
    expect(ports.peakUsed).toBe(600);
    expect(summary.droppedSyns.find(({ resource }) => resource === 'snat-ports')!.count).toBeGreaterThan(250);
  });

  it('an early drop finds one of U entries in 8 of B buckets with probability 1 - (1 - 8/B)^2U', () => {
    const random = streamFor(1, 'early');
    let found = 0;
    const tries = 4000;
    for (let n = 0; n < tries; n++) {
      const flows = new UnrepliedFlows(1, 4096);
      for (let i = 0; i < 200; i++) flows.push(i, 0, -1);
      if (flows.dropOne(0, random) !== null) found += 1;
    }
    const p = 1 - (1 - 8 / 4096) ** 400;
    // 99 % interval of a binomial share.
    expect(Math.abs(found / tries - p)).toBeLessThan(2.58 * Math.sqrt((p * (1 - p)) / tries));
  });
});
