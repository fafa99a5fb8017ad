import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../test/support/source-files.ts';
import { parseScenarioText, parseScenarioValue } from './parse.ts';
import { describeScenarioError } from './scenario-error.ts';

const FIXTURES = join(ROOT, 'test/fixtures');
const BROKEN = join(FIXTURES, 'broken');

function namesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []));
}

describe('broken files', () => {
  // One file a kind of fault; the text beside it is what a user sees. To accept a change of wording: vitest -u.
  it.each(namesIn(BROKEN))('%s', async (name) => {
    const outcome = parseScenarioText(readFileSync(join(BROKEN, `${name}.json`), 'utf8'));
    const lines = outcome.ok ? ['accepted'] : outcome.errors.map(describeScenarioError);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(BROKEN, `${name}.expected.txt`));
    expect(outcome.ok).toBe(false);
  });
});

describe('parseScenarioText', () => {
  it('reads the published example of the format', () => {
    const outcome = parseScenarioText(readFileSync(join(FIXTURES, 'valid/one-snat-balancer.json'), 'utf8'));
    if (!outcome.ok) throw new Error(outcome.errors.map(describeScenarioError).join('\n'));
    const { scenario } = outcome;
    expect(scenario.clients[0]).toMatchObject({
      name: 'browsers',
      count: 100_000,
      addresses: 100_000,
      ports: { first: 32_768, last: 60_999, reserved: [] },
      arrivals: { pattern: 'population', startSec: 0, rampUpSec: 600 },
      session: { heartbeatSec: 25, closes: 'client', messages: { ratePerSec: 0.1, sizeBytes: 512 } },
      reconnect: { policy: 'full-jitter', baseSec: 1, capSec: 60, maxAttempts: Infinity },
    });
    expect(scenario.path[0]).toMatchObject({
      mode: 'snat',
      balance: 'least-connections',
      source: { addresses: 1, scope: 'destination', selection: 'netfilter', holdSec: 60 },
      flowTable: { maxEntries: 262_144, establishedSec: 432_000, timeWaitSec: 120 },
      limits: { handshakesPerSec: 20_000, memoryBytes: 16 * 1024 ** 3, memoryPerConnectionBytes: 3788.8 },
    });
    expect(scenario.events).toEqual([
      {
        action: 'restart',
        atSec: 2400,
        target: 'backends',
        batch: 1,
        everySec: 30,
        drainSec: 0,
        downSec: 10,
        graceSec: 0,
        minReadySec: null,
        surge: 0,
      },
    ]);
    expect(scenario.targets).toMatchObject({ concurrent: 100_000, blocking: 1e-6 });
  });
});

describe('parseScenarioValue', () => {
  const smallest = { fivetuple: 1, clients: [{ count: 5 }], backends: { count: 1 } };

  it('fills in what a plain Linux system does', () => {
    const outcome = parseScenarioValue({
      ...smallest,
      path: [{ mode: 'snat' }, { mode: 'proxy' }, { mode: 'router' }],
    });
    if (!outcome.ok) throw new Error('not valid');
    const [snat, proxy, router] = outcome.scenario.path;
    expect(snat).toMatchObject({
      name: 'snat',
      source: {
        ports: { first: 1024, last: 65_535 },
        selection: 'netfilter',
        scope: 'destination',
        holdSec: 120,
      },
      flowTable: { maxEntries: 262_144, establishedSec: 432_000, timeWaitSec: 120 },
      limits: { fileDescriptors: Infinity, backlog: Infinity, memoryPerConnectionBytes: 264 },
    });
    expect(proxy).toMatchObject({
      source: { ports: { first: 32_768, last: 60_999 }, selection: 'linux-connect', holdSec: 60 },
      flowTable: { maxEntries: Infinity },
      limits: { fileDescriptors: 1_048_576, backlog: 4096, memoryPerConnectionBytes: 40_424 },
    });
    expect(router).toMatchObject({
      source: null,
      balance: 'source-hash',
      flowTable: { maxEntries: Infinity },
    });
    expect(outcome.scenario.backends.limits).toMatchObject({ fileDescriptors: 1_048_576, backlog: 4096 });
  });

  it('gives hops and populations names of their own', () => {
    const outcome = parseScenarioValue({
      ...smallest,
      clients: [{ count: 1 }, { count: 1, name: 'clients-2' }, { count: 1 }],
      path: [{ mode: 'dsr' }, { mode: 'dsr' }],
    });
    if (!outcome.ok) throw new Error('not valid');
    expect(outcome.scenario.clients.map(({ name }) => name)).toEqual(['clients', 'clients-2', 'clients-3']);
    expect(outcome.scenario.path.map(({ name }) => name)).toEqual(['dsr', 'dsr-2']);
  });

  it('takes no hop, an empty path and the word "direct" for the same', () => {
    const scenarios = [smallest, { ...smallest, path: [] }, { ...smallest, path: 'direct' }].map((file) => {
      const outcome = parseScenarioValue(file);
      return outcome.ok && outcome.scenario;
    });
    expect(scenarios[0]).toMatchObject({ path: [] });
    expect(scenarios[1]).toEqual(scenarios[0]);
    expect(scenarios[2]).toEqual(scenarios[0]);
  });

  it('leaves results out of the file', () => {
    const outcome = parseScenarioValue({ ...smallest, results: { anything: [1, 2] } });
    expect(outcome.ok && outcome.file).toEqual(smallest);
  });

  it('picks samples that stay few however long the run', () => {
    for (const [duration, sampleEverySec] of [
      ['1s', 0.01],
      ['10m', 0.2],
      ['1h', 1],
      ['1d', 30],
      ['365d', 10_800],
    ] as const) {
      const outcome = parseScenarioValue({ ...smallest, duration });
      expect(outcome.ok && outcome.scenario.sampleEverySec).toBe(sampleEverySec);
    }
  });

  it('carries the value and what would be accepted, for programs', () => {
    expect(
      parseScenarioValue({ ...smallest, path: [{ mode: 'snat', snat: { ports: '1024-99999' } }] }),
    ).toEqual({
      ok: false,
      errors: [
        {
          path: 'path.0.snat.ports',
          code: 'bad-value',
          message: '"1024-99999": there is no port 99999',
          value: '1024-99999',
          accepted: 'two ports from 1 to 65535, the lower first, such as "1024-65535"',
        },
      ],
    });
  });
});
