import { describe, expect, test } from 'vitest';
import { fivetuple, json, SMALL } from '../../../test/support/command-line.ts';

const DEPLOY = {
  ...SMALL,
  targets: undefined,
  duration: '4m',
  sampleEvery: '1s',
  clients: [
    {
      count: 900,
      addresses: 900,
      arrivals: { pattern: 'population', rampUp: '10s' },
      session: { lifetime: { distribution: 'deterministic', value: '1h' } },
      reconnect: { policy: 'fixed', base: '10s', cap: '10s' },
    },
  ],
  path: 'direct',
  backends: { count: 3, fileDescriptors: 1024 },
  events: [{ action: 'restart', at: '1m', target: 'backends', batch: 3, down: '0s' }],
};

describe('policies', () => {
  test('runs the events under five policies', async () => {
    const files = { 'd.json': JSON.stringify(DEPLOY) };
    const { code, out } = await fivetuple(['policies', 'd.json', '--workers', '1'], files);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^reconnect policy +peak attempts\/s +fewest connected +recovered after +failed attempts +cut$/m,
    );
    expect(out).toMatch(/^fixed +900 +0 +10 s +0 +900$/m);
    expect(out).toMatch(/^1 run each, under the same seeds$/m);
    expect(out).not.toContain('Differences');
    const { policies } = json(await fivetuple(['policies', 'd.json', '--workers', '1', '--json'], files));
    expect(policies).toMatchObject([
      { policy: 'immediate' },
      { policy: 'fixed', peakAttemptsPerSec: 900, recoveredAfterSec: 10, fewestConnected: 0 },
      { policy: 'exponential' },
      // A tenth each second, less or more by chance.
      { policy: 'full-jitter', recoveredAfterSec: 10 },
      { policy: 'decorrelated-jitter' },
    ]);
    const jitter = (policies as { peakAttemptsPerSec: number }[])[3]!.peakAttemptsPerSec;
    expect(jitter).toBeGreaterThanOrEqual(90);
    expect(jitter).toBeLessThan(140);
  });

  test('over several seeds tells the differences pair by pair', async () => {
    const files = { 'd.json': JSON.stringify(DEPLOY) };
    const argv = ['policies', 'd.json', '--replications', '2', '--workers', '1'];
    const { code, out } = await fivetuple(argv, files);
    expect(code).toBe(0);
    expect(out).toMatch(/^2 runs each, under the same seeds$/m);
    expect(out).toMatch(/^less fixed +peak attempts\/s +failed attempts$/m);
    // All 900 come back in one second, and a tenth of them each second with jitter.
    expect(out).toMatch(/^full-jitter +-8\d\d to -7\d\d +0 to 0 ~$/m);
    const document = json(await fivetuple([...argv, '--json'], files));
    expect(document).toMatchObject({ runs: 2, comparedWith: 'fixed' });
    const [, fixed, , jitter] = document['policies'] as { differences: object | null; intervals: object }[];
    expect(fixed).toMatchObject({ peakAttemptsPerSec: 900, differences: null });
    expect(jitter).toMatchObject({ differences: { failedAttempts: { mean: 0, values: 2 } } });
  });

  test('refuses what is too large to be run', async () => {
    const path = [{ mode: 'snat', snat: { addresses: 65_536 } }];
    const files = { 'l.json': JSON.stringify({ ...DEPLOY, path, backends: { count: 10_000 } }) };
    const { code, err } = await fivetuple(['policies', 'l.json'], files);
    expect(code).toBe(2);
    expect(err).toContain('port spaces');
  });

  test('says what is missing where there is nothing to come back from, or nobody comes back', async () => {
    const still = { 's.json': JSON.stringify({ ...DEPLOY, events: [] }) };
    const { code, err } = await fivetuple(['policies', 's.json'], still);
    expect(code).toBe(2);
    expect(err).toContain('the scenario has no event');
    const [clients] = DEPLOY.clients;
    const gone = { ...DEPLOY, clients: [{ ...clients, reconnect: { policy: 'none' } }] };
    expect((await fivetuple(['policies', 'g.json'], { 'g.json': JSON.stringify(gone) })).err).toContain(
      'no clients of the scenario come back',
    );
  });
});
