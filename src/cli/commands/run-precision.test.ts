import { describe, expect, test } from 'vitest';
import { fivetuple, json, SMALL } from '../../../test/support/command-line.ts';

const SHORT = {
  ...SMALL,
  duration: '2m',
  clients: [{ ...SMALL.clients[0], count: 60 }],
};
const files = { 'short.json': JSON.stringify(SHORT) };
const run = (...options: readonly string[]) => fivetuple(['run', 'short.json', ...options], files);

describe('run --precision', () => {
  test('says how many runs were made and why no more, the same for any number of workers', async () => {
    const alone = await run('--precision', '10%', '--of', 'mean', '--workers', '1');
    expect(alone).toMatchObject({ code: 0, err: '', threads: 0 });
    expect(alone.out).toMatch(
      /^runs +10 runs: mean concurrent connections is known within [\d.]+ % of its mean; 10 % of its mean was asked\.$/m,
    );
    expect(alone.out).toContain('a little less often than 95 %');
    const beside = await run('--precision', '0.1', '--of', 'mean', '--workers', '3');
    const withoutSpeed = (text: string): string => text.replace(/^events.*$/m, '');
    expect(withoutSpeed(beside.out)).toBe(withoutSpeed(alone.out));
  });

  test('stops at the most, and the document says so', async () => {
    const document = json(
      await run(
        '--half-width',
        '0.001',
        '--of',
        'mean',
        '--most-replications',
        '12',
        '--json',
        '--workers',
        '1',
      ),
    );
    expect(document).toMatchObject({
      runs: 12,
      precision: { output: 'mean', asked: { amount: 0.001 }, stop: 'most', mostReplications: 12 },
      replications: { count: 12 },
    });
  });

  test.each([
    [['--precision', '20%'], '--precision "20%" (accepted: more than 0 and at most 15%'],
    [['--precision', 'much'], '--precision "much"'],
    [['--half-width', '-1', '--of', 'peak'], 'half-width'],
    [['--half-width=0'], '--half-width "0" (accepted: a share of more than 0'],
    [['--precision', '5%', '--half-width', '1'], 'give one of them'],
    [['--precision', '5%', '--replications', '5'], 'not both'],
    [['--precision', '5%', '--of', 'speed'], '--of "speed" (accepted: blocking, peak, mean, failed)'],
    [['--of', 'peak'], '--of goes with --precision or --half-width'],
    [['--precision', '5%', '--most-replications', '5'], 'a whole number from 10 to 10000'],
  ])('%j is refused', async (options, message) => {
    const { code, out, err } = await run(...options);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });
});

test('1 run is written where there is one', async () => {
  expect((await run()).out).toMatch(/^runs +1 run$/m);
  expect(json(await run('--json'))).toMatchObject({ runs: 1 });
  expect((await run('--replications', '2', '--workers', '1')).out).toMatch(
    /^runs +2 runs; numbers without an interval are those of the first$/m,
  );
});
