import { describe, expect, it } from 'vitest';
import { runPortLoss } from './engine-run.ts';
import { IN_JAVASCRIPT } from './measure/job.ts';
import { buildReference, findSimpy, runProgram } from './measure/programs.ts';
import { faultOf, type Outcome, theoreticalEvents, type Workload, workloadOf } from './workload.ts';

/** Ten minutes of 10,000 clients: long enough for holds to end, short enough for the slow. */
const small: Workload = { ...workloadOf('10k'), seconds: 600 };

describe('the workload', () => {
  it.each([
    ['100k', 1.59e6],
    ['1M', 15.9e6],
    ['10M', 159e6],
  ] as const)('has about %s connections and %d events', (size, events) => {
    expect(Math.abs(theoreticalEvents(workloadOf(size)) / events - 1)).toBeLessThan(0.002);
  });

  it('notices one that drops closes, holds too long or blocks', () => {
    const outcome = runPortLoss(small);
    expect(faultOf(small, outcome)).toBeNull();
    expect(faultOf(small, { ...outcome, meanConcurrent: outcome.meanConcurrent * 1.1 })).toMatch(
      /theory says/,
    );
    expect(faultOf(small, { ...outcome, meanHeld: outcome.meanHeld * 0.9 })).toMatch(/meanHeld/);
    expect(faultOf(small, { ...outcome, events: outcome.events / 2 })).toMatch(/events/);
    expect(faultOf(small, { ...outcome, blocked: 5 })).toMatch(/5 blocked/);
  });
});

describe('every contestant agrees with theory', () => {
  it.each(IN_JAVASCRIPT.map((peer) => [peer.name, peer] as const))('%s', (_, { run }) => {
    expect(faultOf(small, run(small))).toBeNull();
  });

  it('the engine with ports in sequence, and with several addresses', () => {
    const outcome = runPortLoss({ ...small, addresses: 7, selection: 'linear' });
    expect(faultOf(small, outcome)).toBeNull();
  });
});

const reference = buildReference();
const simpy = findSimpy('callbacks');

describe.skipIf('missing' in reference)('the C++ reference', () => {
  const run = async (workload: Workload, ...more: string[]): Promise<Outcome> => {
    if ('missing' in reference) throw new Error(reference.missing);
    return (await runProgram(reference.program, workload, ['--warm-up', '0', ...more])).outcome;
  };

  it('agrees with theory however it finds ports', async () => {
    const whole = workloadOf('100k');
    expect(faultOf(whole, await run(whole))).toBeNull();
    expect(faultOf(whole, await run({ ...whole, selection: 'linear', addresses: 7 }))).toBeNull();
  });

  it('gives the same figures one event at a time', async () => {
    for (const clients of [10_000, 1_000_000]) {
      const workload = { ...small, clients };
      expect(await run(workload, '--ordered')).toEqual(await run(workload));
    }
  });

  it('blocks when ports are short', async () => {
    const { blocked, arrivals } = await run({ ...small, clients: 1_000_000, addresses: 1 });
    expect(blocked).toBeGreaterThan(arrivals * 0.1);
  });
});

describe.skipIf('missing' in simpy)('SimPy', () => {
  it('agrees with theory', async () => {
    if ('missing' in simpy) throw new Error(simpy.missing);
    expect(faultOf(small, (await runProgram(simpy.program, small)).outcome)).toBeNull();
  });
});
