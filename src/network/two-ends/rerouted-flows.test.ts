import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import type { EventFile, HopFile } from '../../scenario/file-format.ts';
import type { RunSummary } from '../results/run-result.ts';

const CLIENTS = 4000;

/** Clients of addresses of their own whose connections would last, behind a router; a packet every 20 s. */
function summaryOf(hop: Partial<HopFile>, events: EventFile[], change: Partial<TestFile> = {}): RunSummary {
  return finishedRun({
    duration: '2m',
    sampleEvery: '1s',
    clients: [
      {
        name: 'browsers',
        count: CLIENTS,
        addresses: CLIENTS,
        arrivals: { rampUp: '10s' },
        session: { lifetime: { distribution: 'deterministic', value: '1h' }, heartbeat: '20s' },
        reconnect: { policy: 'immediate' },
      },
    ],
    path: [{ name: 'ecmp', mode: 'router', ...hop }],
    backends: { count: 5 },
    events,
    ...change,
  }).summary();
}

const scaleOut: EventFile = { at: '30s', action: 'scale-out', instances: 1 };
const crash: EventFile = { at: '30s', action: 'crash', down: 'forever' };

/** Three standard deviations of a share of all clients. */
function expectShare(count: number, share: number): void {
  const deviation = Math.sqrt(CLIENTS * share * (1 - share));
  expect(Math.abs(count - CLIENTS * share)).toBeLessThan(3 * deviation);
}

describe('a router that keeps no flow table', () => {
  it('leads four of five connections astray when a fifth server joins a hash modulo the servers', () => {
    const { closedBy, unnoticed, finalConcurrent } = summaryOf({ balance: 'source-hash' }, [scaleOut]);
    expectShare(closedBy.rerouted, 4 / 5);
    expect(unnoticed.lost).toBe(closedBy.rerouted);
    expect(unnoticed.reset).toBe(closedBy.rerouted);
    expect(finalConcurrent).toBe(CLIENTS);
  });

  it('leads hardly more than the fifth astray that the new server gets by Maglev', () => {
    const { rerouted } = summaryOf({ balance: 'maglev' }, [scaleOut]).closedBy;
    expect(rerouted).toBeGreaterThan(0.18 * CLIENTS);
    expect(rerouted).toBeLessThan(0.25 * CLIENTS);
  });

  it('moves by a ring only what the new server gets', () => {
    const { rerouted } = summaryOf({ balance: 'consistent-hash' }, [scaleOut]).closedBy;
    expect(rerouted).toBeGreaterThan(0.1 * CLIENTS);
    expect(rerouted).toBeLessThan(0.3 * CLIENTS);
  });

  it('breaks connections of other servers when one crashes, by a hash modulo those that are up', () => {
    const { closedBy } = summaryOf({ balance: 'source-hash' }, [crash]);
    expectShare(closedBy.crash, 1 / 5);
    expectShare(closedBy.rerouted, (4 / 5) * (3 / 4));
  });

  it('breaks none of other servers by a ring', () => {
    const { closedBy } = summaryOf({ balance: 'consistent-hash' }, [crash]);
    expect(closedBy.crash).toBeGreaterThan(0);
    expect(closedBy.rerouted).toBe(0);
  });

  it('cannot drain: what a draining server has is led away from it', () => {
    const drain: EventFile = { at: '30s', action: 'scale-in', instances: 1, drain: '1m' };
    const { closedBy } = summaryOf({ balance: 'consistent-hash' }, [drain]);
    expect(closedBy.rerouted).toBeGreaterThan(0.1 * CLIENTS);
    expect(closedBy['scale-in']).toBe(0);
  });

  it('lets those live on that say nothing before their server is back', () => {
    const restart: EventFile = { at: '31s', action: 'restart', batch: 1, every: '1h', down: '14s' };
    const { closedBy, unnoticed } = summaryOf({ balance: 'source-hash' }, [restart]);
    const others = (4 / 5) * (3 / 4);
    // Heartbeats are 20 s apart, from 40 s to 50 s: those of half of them come before the server is back.
    expectShare(unnoticed.resumed, others / 2);
    // Who reconnected meanwhile, of the server and of those, is led astray by the way back.
    const again = 1 / 5 + others / 2;
    expectShare(unnoticed.reset / 2, (others / 2 + again) / 2);
    expect(unnoticed.resumed + unnoticed.reset).toBe(unnoticed.lost);
    expect(closedBy.rerouted).toBe(unnoticed.reset);
  });
});

describe('who remembers where a connection goes', () => {
  it.each<Partial<HopFile>>([
    { flowTable: { max: 100_000 }, balance: 'source-hash' },
    { mode: 'dnat', balance: 'source-hash' },
    { mode: 'dsr', balance: 'maglev' },
    { mode: 'proxy', balance: 'source-hash' },
    { mode: 'proxy', balance: 'consistent-hash' },
  ])('leads nothing astray: %o', (hop) => {
    const { closedBy, unnoticed } = summaryOf(hop, [scaleOut]);
    expect(closedBy.rerouted).toBe(0);
    expect(unnoticed.lost).toBe(0);
  });
});
