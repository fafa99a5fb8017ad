import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryLifetime } from '../../test/support/arbitrary-lifetime.ts';
import { arbitraryScenarioFile } from '../../test/support/arbitrary-scenario.ts';
import { formatScenarioFile } from './format-file.ts';
import { parseScenarioText, parseScenarioValue } from './parse.ts';
import type { Scenario } from './scenario.ts';
import { describeScenarioError } from './scenario-error.ts';
import { toScenarioFile } from './write.ts';
import { lifetimeFile } from './write-lifetime.ts';

function parsed(value: unknown): Scenario {
  const outcome = parseScenarioValue(value);
  if (!outcome.ok) throw new Error(outcome.errors.map(describeScenarioError).join('\n'));
  return outcome.scenario;
}

describe('toScenarioFile', () => {
  it('is a fixpoint: the written file parses to the same scenario, to the last bit', () => {
    fc.assert(
      fc.property(arbitraryScenarioFile(), (file) => {
        const scenario = parsed(file);
        const written = toScenarioFile(scenario);
        expect(parsed(written)).toEqual(scenario);
        expect(toScenarioFile(parsed(written))).toEqual(written);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps how handshakes are done and how connections are refused', () => {
    const limits = {
      admission: { rate: '50/s', burst: 9, refusal: 'drop' },
      handshakesPerSecond: '100/s',
      handshake: {
        queue: 'backlog',
        workers: 4,
        times: 'exponential',
        abandonedCost: 0.88,
        resumed: 0.5,
        resumedCost: 0.25,
      },
    } as const;
    const file = {
      fivetuple: 1,
      clients: [{ name: 'clients', count: 10 }],
      path: [{ name: 'tls', mode: 'proxy', instances: 1, limits }],
      backends: { count: 2, ...limits },
    } as const;
    const written = toScenarioFile(parsed(file));
    expect(parsed(written)).toEqual(parsed(file));
    expect(written.path?.[0]).toMatchObject({ limits });
    expect(written.backends).toMatchObject(limits);
  });

  it('writes only what differs from the defaults, with units', () => {
    const scenario = parsed({
      fivetuple: 1,
      name: 'small',
      duration: 600,
      clients: [{ count: 10, arrivals: { pattern: 'poisson', rate: 10_000 / 60 } }],
      path: [{ mode: 'snat', snat: { hold: 60 }, limits: { memory: 17_179_869_184 } }],
      backends: { count: 2, handshakesPerSecond: 'unlimited', idleTimeout: 350 },
    });
    expect(toScenarioFile(scenario)).toEqual({
      fivetuple: 1,
      name: 'small',
      seed: 1,
      duration: '10m',
      clients: [
        {
          name: 'clients',
          count: 10,
          arrivals: { pattern: 'poisson', rate: '10k/min' },
          session: { lifetime: { distribution: 'lognormal', median: '10m', p95: '1h' } },
        },
      ],
      path: [
        {
          name: 'snat',
          mode: 'snat',
          instances: 1,
          snat: { addresses: 1, hold: '1m' },
          limits: { memory: '16GiB' },
        },
      ],
      backends: { count: 2, ports: [443], idleTimeout: '350s' },
    });
  });
});

describe('lifetimeFile', () => {
  it('gives back the figures that a person wrote', () => {
    const session = (lifetime: unknown) => ({
      fivetuple: 1,
      clients: [{ count: 1, session: { lifetime } }],
      backends: { count: 1 },
    });
    for (const lifetime of [
      { distribution: 'lognormal', median: '10m', p95: '1h' },
      { distribution: 'weibull', mean: '20m', p99: '2h' },
      { distribution: 'pareto', median: '5m', p95: '30m' },
      { distribution: 'exponential', median: '8h' },
      { distribution: 'hyperexponential', mean: '10m', p95: '35m' },
      { distribution: 'deterministic', value: '90s' },
    ]) {
      const [client] = parsed(session(lifetime)).clients;
      expect(client && lifetimeFile(client.session.lifetime)).toEqual(lifetime);
    }
  });

  it('falls back to parameters where no figures give the law back exactly', () => {
    const law = { distribution: 'lognormal', mu: 1 / 3, sigma: 1 / 7 } as const;
    expect(lifetimeFile(law)).toEqual(law);
  });

  it('is exact for every law', () => {
    fc.assert(
      fc.property(arbitraryLifetime(), (lifetime) => {
        const file = { fivetuple: 1, clients: [{ count: 1, session: { lifetime } }], backends: { count: 1 } };
        const law = parsed(file).clients[0]?.session.lifetime;
        if (law === undefined) throw new Error('no client');
        const again = { ...file, clients: [{ count: 1, session: { lifetime: lifetimeFile(law) } }] };
        expect(parsed(again).clients[0]?.session.lifetime).toEqual(law);
      }),
      { numRuns: 300 },
    );
  });
});

describe('formatScenarioFile', () => {
  it('writes text that reads back as the same file, and is stable', () => {
    fc.assert(
      fc.property(arbitraryScenarioFile(), (file) => {
        const text = formatScenarioFile(file);
        const outcome = parseScenarioText(text);
        expect(outcome.ok && outcome.file).toEqual(file);
        expect(outcome.ok && formatScenarioFile(outcome.file)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it('orders fields as documented and keeps short parts on one line', () => {
    const text = formatScenarioFile({
      backends: { ports: [443], count: 10 },
      clients: [{ reconnect: { base: '1s', policy: 'fixed' }, count: 5, name: 'c' }],
      fivetuple: 1,
    });
    expect(text).toBe(
      [
        '{',
        '  "fivetuple": 1,',
        '  "clients": [',
        '    {',
        '      "name": "c",',
        '      "count": 5,',
        '      "reconnect": { "policy": "fixed", "base": "1s" }',
        '    }',
        '  ],',
        '  "backends": { "count": 10, "ports": [443] }',
        '}',
        '',
      ].join('\n'),
    );
  });
});
