import { describe, expect, it } from 'vitest';
import { finishedSummary, type TestFile } from '../../../test/support/finished-run.ts';

const dials = (count: number, change: object): NonNullable<TestFile['clients']>[0] => ({
  count,
  addresses: 1,
  ports: '10000-10099',
  arrivals: { pattern: 'population', rampUp: '1s' },
  balance: 'round-robin',
  session: { lifetime: { distribution: 'deterministic', value: '1h' } },
  reconnect: { policy: 'none' },
  ...change,
});

const run = (clients: NonNullable<TestFile['clients']>, destinations = 1) =>
  finishedSummary({ duration: '10s', clients, path: [], backends: { count: 1, addresses: destinations } });

describe('ports that a program names', () => {
  it('are bound for all destinations, unless SO_REUSEADDR is set', () => {
    const named = { bind: 'explicit', ports: '20000-20049' };
    expect(run([dials(120, named)], 2).peakConcurrent).toBe(50);
    expect(run([dials(120, { ...named, reuseAddress: true })], 2).peakConcurrent).toBe(100);
  });
});

describe('programs on the same hosts', () => {
  const other = (count: number, change: object) =>
    dials(count, {
      addresses: undefined,
      addressesOf: 'first',
      arrivals: { pattern: 'population', start: '2s', rampUp: '1s' },
      ...change,
    });

  it('cannot bind a port that connect() has chosen, nor the other way round', () => {
    expect(run([dials(30, { name: 'first' }), other(100, { bind: 'early' })]).peakConcurrent).toBe(100);
    expect(run([dials(30, { name: 'first', bind: 'early' }), other(100, {})]).peakConcurrent).toBe(100);
    // Two destinations: 30 bound ports are gone for both.
    expect(run([dials(30, { name: 'first', bind: 'early' }), other(400, {})], 2).peakConcurrent).toBe(170);
  });

  it('share the source address at a NAT', () => {
    const summary = finishedSummary({
      duration: '10s',
      clients: [dials(30, { name: 'first' }), other(30, {})],
      path: [{ mode: 'snat', snat: { scope: 'client-block', blockSize: 40, ports: '20000-20999' } }],
      backends: { count: 1 },
    });
    expect(summary.peakConcurrent).toBe(40);
  });
});

describe('tcp_max_tw_buckets', () => {
  it('frees ports at once beyond that many in TIME_WAIT', () => {
    const churn = (change: object) =>
      run([dials(400, { session: { lifetime: { distribution: 'deterministic', value: '1ms' } }, ...change })])
        .established;
    expect(churn({})).toBe(100);
    expect(churn({ maxTimeWait: 60 })).toBe(400);
  });
});

describe('a proxy', () => {
  it('tries another server when it has no port toward the first', () => {
    const proxied = (retries: number) =>
      finishedSummary({
        duration: '10s',
        clients: [dials(220, { addresses: 10, ports: '32768-60999' })],
        path: [{ mode: 'proxy', balance: 'random', retries, snat: { ports: '10000-10099' } }],
        backends: { count: 2 },
      });
    // By chance one server's ports are gone while the other's are not.
    expect(proxied(0).peakConcurrent).toBeLessThan(200);
    expect(proxied(20).peakConcurrent).toBe(200);
  });
});

describe('blocks that grow', () => {
  it('give a busy client as many ports again, up to its maximum and as long as there are blocks', () => {
    const dynamic = (count: number, ports: string) =>
      finishedSummary({
        duration: '10s',
        clients: [dials(count, { ports: '32768-60999' })],
        path: [
          {
            mode: 'snat',
            snat: {
              scope: 'client-block',
              blockSize: 32,
              maxPortsPerClient: 256,
              ports,
              selection: 'random',
            },
          },
        ],
        backends: { count: 1 },
      });
    expect(dynamic(300, '1024-65535').peakConcurrent).toBe(256);
    expect(dynamic(300, '1024-1183').peakConcurrent).toBe(160);
  });
});
