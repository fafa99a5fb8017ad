import { describe, expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { HopFile, ScenarioFile } from '../../scenario/file-format.ts';
import { runToEnd } from '../runs/run.ts';
import { erlangB } from '../theory/erlang-b.ts';
import { answerFromRun, estimateAnswer } from './answer.ts';

const snat: HopFile = {
  name: 'edge',
  mode: 'snat',
  snat: { scope: 'source', selection: 'sequential', hold: 0 },
  flowTable: { timeWait: 0 },
};

/** The 100k question with everything in it that a test does not want set to "no limit". */
function hundredThousand(change: Partial<ScenarioFile> = {}): Omit<ScenarioFile, 'fivetuple'> {
  return {
    clients: [
      {
        name: 'browsers',
        count: 100_000,
        arrivals: { rampUp: '10m' },
        session: { lifetime: { distribution: 'exponential', mean: '20m' } },
        reconnect: { policy: 'immediate' },
      },
    ],
    path: [snat],
    backends: { count: 10, name: 'servers', fileDescriptors: 'unlimited' },
    ...change,
  };
}

/** The same a hundred times smaller, for runs that take no time. */
function thousand(change: Partial<ScenarioFile> = {}): Omit<ScenarioFile, 'fivetuple'> {
  return hundredThousand({
    duration: '15m',
    clients: [
      {
        name: 'browsers',
        count: 1000,
        arrivals: { rampUp: '10m' },
        session: { lifetime: { distribution: 'exponential', mean: '20m' } },
        reconnect: { policy: 'fixed', base: '5s' },
      },
    ],
    path: [{ ...snat, snat: { ...snat.snat, ports: '1024-1668' } }],
    ...change,
  });
}

describe('the answer in closed form', () => {
  test('no: what runs out, at how many of how many, when, what is seen, what helps, what is next', () => {
    const answer = estimateAnswer(buildScenario(hundredThousand()));
    expect(answer).toMatchObject({ verdict: 'no', basis: 'closed form' });
    expect(answer.sentence).toBe('No. SNAT ports at the edge run out at 64,512 of 100,000 after 6 m 27 s.');
    expect(answer.detail).toBe(
      'First failure: SYN dropped by NAT. On the system, silence: the client sees a connect timeout; insert_failed and ' +
        'drop in conntrack -S rise. 2 addresses carry 100,000. The next limit is the flow table at the edge at 262,144 (38 % used).',
    );
    expect(answer.binding?.resource).toBe('snat-ports');
  });

  test('yes: all connect, and what is tightest', () => {
    const path = [{ ...snat, snat: { ...snat.snat, scope: 'destination' as const } }];
    const answer = estimateAnswer(buildScenario(hundredThousand({ path })));
    expect(answer.verdict).toBe('yes');
    expect(answer.sentence).toBe(
      'Yes. 100,000 of 100,000 connect; the tightest limit is the flow table at the edge at 262,144 (38 % used).',
    );
    expect(answer.detail).toBe('262,144 entries.');
  });

  test('unclear: what fits the range but not netfilter’s search', () => {
    const path = [{ ...snat, snat: { ...snat.snat, selection: 'netfilter' as const } }];
    const scenario = buildScenario(hundredThousand({ path, targets: { concurrent: 60_000 } }));
    const answer = estimateAnswer(scenario);
    expect(answer.verdict).toBe('unclear');
    expect(answer.sentence).toBe(
      'Unclear. 60,000 connections fit the 64,512 of the SNAT ports at the edge, but their bounded search drops the first from about 47,093 on.',
    );
  });

  test('a rate is answered with rates', () => {
    const backends = {
      count: 2,
      name: 'servers',
      fileDescriptors: 'unlimited' as const,
      acceptsPerSecond: 10,
    };
    const answer = estimateAnswer(buildScenario(hundredThousand({ path: 'direct', backends })));
    expect(answer.sentence).toBe(
      'No. The accept queue at the servers overflows: 2 instances x 10/s = 20/s + 200 waiting; 100,000 arrive within 10 m, 167/s.',
    );
  });

  test('a run that never gets there has no time', () => {
    const answer = estimateAnswer(buildScenario(hundredThousand({ duration: '5m' })));
    expect(answer.sentence).toBe('No. SNAT ports at the edge run out at 64,512 of 100,000.');
  });

  test('Poisson arrivals are judged by Erlang B against the target', () => {
    const clients = [
      {
        addresses: 1000,
        arrivals: { pattern: 'poisson' as const, rate: 640 },
        session: { lifetime: { distribution: 'exponential' as const, mean: 100 } },
      },
    ];
    const strict = hundredThousand({ clients, targets: { blocking: 1e-6 } });
    expect(estimateAnswer(buildScenario(strict)).sentence).toBe(
      'No. SNAT ports at the edge run out for 0.021 % of connections (64,000 erlangs offered to 64,512 ports); 1e-6 is allowed.',
    );
    const lax = hundredThousand({ clients, targets: { blocking: 1e-3 } });
    expect(estimateAnswer(buildScenario(lax)).verdict).toBe('yes');
  });

  test('two limits in a row refuse what the tightest does, and maybe more', () => {
    const answerTo = (blocking: number) =>
      estimateAnswer(
        buildScenario({
          duration: '2h',
          clients: [
            {
              addresses: 1000,
              arrivals: { pattern: 'poisson', rate: 9 },
              session: { lifetime: { distribution: 'exponential', mean: 100 } },
            },
          ],
          path: [{ name: 'edge', mode: 'dnat', balance: 'random', limits: { maxConnections: 950 } }],
          backends: { count: 1, maxConnections: 950 },
          targets: { blocking },
        }),
      );
    // They fill together, so that the truth is Erlang B of one; the fixed point, which takes them as independent, lies above.
    const alone = erlangB(950, 900);
    expect(answerTo(alone * 0.9).sentence).toMatch(/^No\. The connection limit at the edge is reached/);
    expect(answerTo(alone * 1.1).sentence).toMatch(
      /^Unclear\. The limits of the path together refuse between 0\.35 % and 0\.59 % of connections; 0\.00382 is allowed\.$/,
    );
    expect(answerTo(alone * 2).verdict).toBe('yes');
  });

  test('a name that is not a word stands without an article', () => {
    const path = [{ ...snat, name: 'lb-1' }];
    expect(estimateAnswer(buildScenario(hundredThousand({ path }))).sentence).toContain(
      'SNAT ports at lb-1 run out',
    );
  });
});

describe('the answer from a run', () => {
  const answerOf = (file: Omit<ScenarioFile, 'fivetuple'>) => {
    const scenario = buildScenario(file);
    return answerFromRun(scenario, runToEnd(scenario).summary);
  };

  test('no: with the numbers of the run', () => {
    const answer = answerOf(thousand());
    expect(answer).toMatchObject({ verdict: 'no', basis: 'simulation' });
    expect(answer.sentence).toMatch(
      /^No\. SNAT ports at the edge run out at 64\d of 1,000 after 6 m \d+ s\.$/,
    );
    expect(answer.detail).toContain('2 addresses carry 1,000.');
    expect(answer.detail).toMatch(
      /[\d,]+ of [\d,]+ attempts fail \(\d+\.?\d* %\)\. The peak is 645 connections at /,
    );
    expect(answer.binding?.resource).toBe('snat-ports');
  });

  test('yes: with the use that was measured', () => {
    const path = [{ ...snat, snat: { ...snat.snat, ports: '1024-2523' } }];
    expect(answerOf(thousand({ path })).sentence).toMatch(
      /^Yes\. 1,000 of 1,000 connect; the tightest limit is the SNAT ports at the edge at 1,500 \(6[67] % used\)\.$/,
    );
  });

  test('failures within the target do not count against it', () => {
    const strict = thousand({ targets: { blocking: 0.001 } });
    const lax = thousand({ targets: { blocking: 0.999 } });
    expect(answerOf(strict).verdict).toBe('no');
    expect(answerOf(lax).verdict).toBe('yes');
  });

  test('unclear: a target that the run never reached', () => {
    const answer = answerOf(thousand({ path: 'direct', targets: { concurrent: 5000 } }));
    expect(answer.verdict).toBe('unclear');
    expect(answer.sentence).toBe(
      'Unclear. Nothing is refused, but the run reaches only 1,000 of 5,000 connections.',
    );
  });

  test('restarts are reported, not held against the topology', () => {
    const events = [{ at: '12m', action: 'restart' as const, batch: 10, down: '20s' }];
    const answer = answerOf(thousand({ path: 'direct', events }));
    expect(answer.verdict).toBe('yes');
    expect(answer.sentence).toContain('1,000 of 1,000 connect');
    expect(answer.detail).toMatch(/[\d,]+ attempts met an instance that was away\./);
  });

  test('a run that is still going says how far it is', async () => {
    const { compile } = await import('../../network/plan.ts');
    const { Simulation } = await import('../../network/simulation.ts');
    const scenario = buildScenario(thousand());
    const simulation = new Simulation(compile(scenario));
    simulation.advanceTo(120);
    const answer = answerFromRun(scenario, simulation.summary());
    expect(answer.verdict).toBe('unclear');
    expect(answer.sentence).toMatch(/^So far \d+ of 1,000 connect and none is refused, after 2 m\.$/);
    simulation.advanceTo(600);
    expect(answerFromRun(scenario, simulation.summary()).verdict).toBe('no');
  });
});
