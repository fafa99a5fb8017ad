import { describe, expect, test } from 'vitest';
import { streamFor } from '../../engine/random.ts';
import { reconnectDelaySec } from '../../network/clients/reconnect.ts';
import { examples } from '../../scenario/examples.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { RECONNECT_POLICIES } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { presets } from '../../scenario/presets/library.ts';
import type { Reconnect } from '../../scenario/scenario.ts';
import { fixFor, optionOf, snippetsFor } from './fix.ts';
import { placeholderAddress, placeholderRange } from './placeholder-addresses.ts';
import { javascriptReconnect } from './writers/reconnect-code.ts';

const seed = examples[0]!.file;

function withHop(hop: object): ScenarioFile {
  return {
    fivetuple: 1,
    clients: [{ count: 100 }],
    path: [{ name: 'edge', ...hop }],
    backends: { count: 4 },
  };
}

describe('a fix', () => {
  test('says in figures what it does and what binds next', () => {
    const [step] = fixFor(seed, [{ path: 'path.0.snat.addresses', to: 2 }]).steps;
    expect(step?.predictedEffect).toBe(
      'SNAT ports at the edge: 61,134 -> 122,268 connections; next limit flow table at the edge 236,059.',
    );
  });

  test('steps stand alone: each says what its own changes do', () => {
    const { steps } = fixFor(seed, [
      { path: 'path.0.snat.addresses', to: 4 },
      { path: 'path.0.flowTable.max', to: 524_288 },
      { path: 'clients.0.reconnect', to: { policy: 'window', base: '5m' } },
    ]);
    expect(steps.map(({ id, predictedEffect }) => [id, predictedEffect])).toEqual([
      [
        'path.0 nat-pool',
        'SNAT ports at the edge: 61,134 -> 244,537 connections; first limit flow table at the edge 236,059.',
      ],
      [
        'path.0 flow-table',
        'Flow table at the edge: 236,059 -> 472,118 connections; first limit SNAT ports at the edge 61,134.',
      ],
      [
        'clients.0 reconnect',
        'After a cut of all 100,000 connections of the browsers the first wave is 100,000/s over 1 s -> 333/s over 5 m.',
      ],
    ]);
  });

  test('an idle timeout says which timer fires first, and the heartbeat that none beats', () => {
    const file = withHop({ preset: 'haproxy', limits: { idleTimeout: '60s' } });
    const [step] = fixFor(file, [{ path: 'path.0.limits.idleTimeout', to: '10m' }]).steps;
    expect(step?.predictedEffect).toBe(
      'First idle timer of the clients: 1 m -> 10 m, safe heartbeat 5 m; source ports at the edge: 55,845 -> 99,439 connections; next limit file descriptors at the edge 524,288.',
    );
  });

  test('what changes no closed form is said to change none', () => {
    const file = withHop({ mode: 'proxy' });
    const [step] = fixFor(file, [{ path: 'path.0.retries', to: 5 }]).steps;
    expect(step?.predictedEffect).toMatch(/^No closed form moves: .* Run the scenario/);
  });

  test('what changes nothing is left out, and what is no setting is listed with the reason', () => {
    const fix = fixFor(seed, [
      { path: 'path.0.snat.addresses', to: 1 },
      { path: 'clients.0.count', to: 50_000 },
    ]);
    expect(fix).toEqual({
      steps: [],
      unwritten: [
        {
          change: { path: 'clients.0.count', to: 50_000 },
          reason: 'it is how clients behave, and not a setting',
        },
      ],
    });
  });

  test('a value that no system has a setting for says so', () => {
    const { steps, unwritten } = fixFor(seed, [{ path: 'path.0.flowTable.max', to: 'unlimited' }]);
    expect(steps.flatMap(({ options }) => options.map(({ system }) => system))).not.toContain('linux');
    expect(unwritten.map(({ reason }) => reason)).toEqual([
      'no system has a setting for this value (flow table)',
    ]);
  });

  test('a hop that is exchanged as a whole is taken apart into its fields', () => {
    const { steps } = fixFor(seed, [
      {
        path: 'path.0',
        to: {
          name: 'edge',
          mode: 'dsr',
          balance: 'least-connections',
          flowTable: { max: 262_144, established: '5d' },
        },
      },
    ]);
    expect(steps.map(({ id }) => id)).toContain('path.0 strategy');
    const syntaxes = steps[0]?.options[0]?.snippets.map(({ syntax }) => syntax);
    expect(syntaxes).toEqual(['keepalived', 'iproute2', 'sysctl']);
  });

  test('a file that is not valid is refused with its faults', () => {
    expect(() => fixFor(seed, [{ path: 'path.0.snat.addresses', to: 0 }])).toThrow(
      /path\.0\.snat\.addresses: /,
    );
  });
});

describe('systems', () => {
  const addresses = [{ path: 'path.0.snat.addresses', to: 2 }];

  test.each([
    ['linux-snat', 'nftables'],
    ['haproxy', 'haproxy'],
    ['nginx', 'nginx'],
    ['envoy', 'envoy'],
    ['f5-snat', 'f5'],
    ['aws-nat-gateway', 'aws'],
    ['azure-nat-gateway', 'azure'],
    ['gcp-cloud-nat-static', 'gcp'],
  ])('a hop of the preset %s is written for %s', (preset, system) => {
    const [snippet] = snippetsFor(withHop({ preset }), addresses);
    expect(snippet?.system).toBe(system);
  });

  test('without a preset the generic ones come first, and others can be chosen', () => {
    const [step] = fixFor(withHop({ mode: 'proxy' }), addresses).steps;
    expect(step?.options.filter(({ fits }) => fits).map(({ system }) => system)).toEqual([
      'haproxy',
      'nginx',
      'envoy',
    ]);
    expect(snippetsFor(withHop({ mode: 'proxy' }), addresses, 'envoy')[0]?.code).toContain(
      'load_assignment: *servers',
    );
    expect(optionOf(step!, 'aws')).toBeNull();
  });

  test('a product that nothing is written for has only what others have, none of it as its own', () => {
    const [step] = fixFor(withHop({ preset: 'netscaler-snip' }), addresses).steps;
    expect(step?.options.some(({ fits }) => fits)).toBe(false);
    expect(optionOf(step!)).toBeNull();
    expect(snippetsFor(withHop({ preset: 'netscaler-snip' }), addresses)).toEqual([]);
  });

  test('a change of addresses at any preset that has a pool gives a snippet or a reason', () => {
    for (const { id, kind, modes, fields } of presets) {
      if (kind !== 'hop' || !modes.some((mode) => mode === 'snat' || mode === 'proxy')) continue;
      const hop = {
        preset: id,
        ...(fields.some(({ path }) => path === 'snat.blockSize') ? { snat: { blockSize: 64 } } : {}),
      };
      const fix = fixFor(withHop(hop), addresses);
      expect(fix.steps.length + fix.unwritten.length, id).toBeGreaterThan(0);
    }
  });
});

test('blocks and addresses of one NAT are written down together', () => {
  const file = { ...withHop({ preset: 'gcp-cloud-nat-static' }), clients: [{ count: 100, addresses: 50 }] };
  const { steps } = fixFor(file, [
    { path: 'path.0.snat.blockSize', to: 1024 },
    { path: 'path.0.snat.addresses', to: 2 },
  ]);
  expect(steps).toHaveLength(1);
  expect(steps[0]?.options[0]?.snippets[0]?.code).toMatch(/count += 2\n[^]*min_ports_per_vm += 1024\n/);
});

describe('placeholder addresses', () => {
  test('are documentation addresses as far as these go', () => {
    expect(placeholderRange('source', 1)).toBe('198.51.100.10');
    expect(placeholderRange('server', 10)).toBe('192.0.2.11-192.0.2.20');
    expect(placeholderAddress('source', 299, 300)).toBe('198.18.1.44');
    expect(placeholderAddress('server', 999_999, 1_000_000)).toBe('100.79.66.64');
  });
});

describe('reconnect code waits as long as the model', () => {
  test.each(RECONNECT_POLICIES.filter((policy) => policy !== 'none'))('%s', async (policy) => {
    const reconnect: Reconnect = { policy, baseSec: 2, capSec: 9, maxAttempts: Infinity };
    const { code } = javascriptReconnect(reconnect);
    const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      reconnectDelayMs: (failures: number, lastMs?: number) => number;
    };
    const random = streamFor(1, policy);
    for (const failures of [0, 1, 2, 5]) {
      const draws = Array.from({ length: 4000 }, () => [
        module.reconnectDelayMs(failures, 3000) / 1000,
        reconnectDelaySec(reconnect, failures, 3, random),
      ]);
      const ranges = [0, 1].map((i) => {
        const values = draws.map((pair) => pair[i] ?? Number.NaN);
        return {
          least: Math.min(...values),
          most: Math.max(...values),
          mean: values.reduce((a, b) => a + b, 0) / values.length,
        };
      });
      const [written, simulated] = ranges;
      // The means of 4,000 draws from a stretch of at most 9 s are within 0.25 s, at more than five deviations.
      for (const part of ['least', 'most', 'mean'] as const)
        expect(Math.abs(written![part] - simulated![part]), `${part} after ${failures}`).toBeLessThan(0.25);
    }
  });
});

test('every shipped scenario can be written down for a few changes', () => {
  for (const { id, file } of examples) {
    const outcome = parseScenarioValue(file);
    expect(outcome.ok, id).toBe(true);
    const fix = fixFor(file, [
      { path: 'backends.count', to: 99 },
      { path: 'clients.0.reconnect.policy', to: 'fixed' },
    ]);
    expect(fix.steps.length + fix.unwritten.length, id).toBeGreaterThan(0);
  }
});
