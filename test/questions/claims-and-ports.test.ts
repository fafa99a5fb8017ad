/** The ten claims, and what runs out besides the ports of a balancer. */
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/network/results/run-result.ts';
import { columnOf } from '../../src/network/results/series-columns.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { checkQuestions, PORT_QUESTIONS } from '../support/question-checks.ts';
import { expectAbout, questionFile, questionRun, sharedRun } from '../support/question-runs.ts';

checkQuestions(PORT_QUESTIONS);

// The descriptions of the questions tell these numbers.
describe('one front door', () => {
  it('takes 200,000 connections from 8 addresses, and from 7 it is these that run out of ports', () => {
    const { failed, peakConcurrent } = questionRun('one-front-door').summary;
    expect(failed).toBe(0);
    expectAbout(peakConcurrent, 200_000, 50);
    const seven = questionRun('one-front-door', {
      client: { count: 7, addresses: 7, connectionsEach: 28_571 },
    }).summary;
    expect(seven.failures.map(({ resource }) => resource)).toEqual(['client-ports']);
    expect(seven.peakConcurrent).toBeLessThanOrEqual(7 * 28_232);
  });
});

describe('how long connections live', () => {
  it.each([
    ['1s', 6300, false],
    ['9m', 60_100, false],
    ['10m', 64_512, true],
  ] as const)('decides how many ports they need: %s', (mean, ports, runsOut) => {
    const { resources, failed, firstFailure } = questionRun('how-long-they-live', {
      session: { lifetime: { distribution: 'exponential', mean } },
    }).summary;
    expectAbout(resources.find(({ resource }) => resource === 'snat-ports')?.peakUsed, ports, 100);
    expect(failed > 0).toBe(runsOut);
    if (runsOut) expectAbout(firstFailure!.atSec / 60, 37, 1);
  });
});

describe('the tuples of a proxy', () => {
  it('are its ports toward three servers, and twice as many where they listen on a second one', () => {
    const one = questionRun('how-many-tuples-a-proxy-has').summary;
    expect(one.resources.find(({ resource }) => resource === 'source-ports')?.peakUsed).toBe(84_696);
    const two = questionRun('how-many-tuples-a-proxy-has', { backends: { ports: [443, 444] } }).summary;
    expect([two.failed, two.peakConcurrent]).toEqual([0, 100_000]);
  });
});

describe('TLS', () => {
  /** Seconds from the cut until as good as all are connected again. */
  const backAfterSec = ({ series }: RunResult): number => {
    const concurrent = columnOf(series, 'concurrent');
    return series.timeSec.find((sec, at) => sec > 300 && concurrent[at]! > 59_400)! - 300;
  };

  it('at the edge takes four minutes for a wave of 60,000, most of it for those who have given up', () => {
    const run = questionRun('tls-at-the-edge');
    expectAbout(backAfterSec(run) / 60, 4, 0.3);
    const { begun, abandoned } = run.summary.handshakes[0]!;
    expectAbout(abandoned / begun, 0.8, 0.03);
    const memory = run.summary.resources.find(({ resource }) => resource === 'memory');
    expectAbout(memory!.peakUsed / 2 ** 30, 2.3, 0.05);
  });

  it('at ten servers takes three seconds', () => {
    const file = questionFile('tls-at-the-edge');
    const run = sharedRun(
      buildScenario({
        ...file,
        path: [{ name: 'edge', mode: 'dnat', balance: 'round-robin' }],
        backends: { ...file.backends, ports: [443], handshakesPerSecond: 2000 },
      }),
    );
    expectAbout(backAfterSec(run), 3, 1);
    expect(run.summary.handshakes[0]!.abandoned).toBe(0);
  });
});

describe('a router that balances', () => {
  it('breaks four of five connections when a fifth server joins, and a fifth of them by a better hash', () => {
    const reset = (hop: object): number =>
      questionRun('a-router-that-balances', { hop }).summary.closedBy.rerouted;
    expectAbout(reset({}), 32_000, 100);
    expectAbout(reset({ balance: 'maglev' }), 8000, 100);
    expectAbout(reset({ balance: 'consistent-hash' }), 8000, 500);
  });

  it('breaks none with a flow table', () => {
    const hop = { flowTable: { max: 262_144 } };
    const { closedBy, unnoticed } = questionRun('a-router-that-balances', { hop }).summary;
    expect([closedBy.rerouted, unnoticed.lost]).toEqual([0, 0]);
  });
});
