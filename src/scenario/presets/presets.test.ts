import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../test/support/source-files.ts';
import { fieldDoc } from '../field-docs/field-docs.ts';
import { HOP_MODES, type HopFile, type ScenarioFile } from '../file-format.ts';
import { parseScenarioValue } from '../parse.ts';
import type { Hop, HopMode, Scenario } from '../scenario.ts';
import { describeScenarioError } from '../scenario-error.ts';
import { toScenarioFile } from '../write.ts';
import { presetsDocument } from './document.ts';
import { presetById, presetFamilies, presetField, presets, presetsFor } from './library.ts';
import type { Preset } from './preset.ts';

function parsed(file: ScenarioFile): Scenario {
  const outcome = parseScenarioValue(file);
  if (!outcome.ok) throw new Error(outcome.errors.map(describeScenarioError).join('\n'));
  expect(outcome.file).toEqual(file);
  return outcome.scenario;
}

/** The smallest scenario with the preset in it, alone or with settings beside it. */
function minimal({ id, kind }: Preset, beside: HopFile = {}): ScenarioFile {
  const clients = [{ count: 10, ...(kind === 'client' ? { preset: id } : {}) }];
  const path = kind === 'client' ? [] : [{ preset: id, ...beside }];
  return { fivetuple: 1, clients, path, backends: { count: 3 } };
}

function hopOf(preset: string, beside: HopFile = {}, clients = 10): Hop {
  const file: ScenarioFile = {
    fivetuple: 1,
    clients: [{ count: clients }],
    path: [{ preset, ...beside }],
    backends: { count: 3 },
  };
  const [hop] = parsed(file).path;
  if (hop === undefined) throw new Error('no hop');
  return hop;
}

function errorsOf(hop: HopFile): readonly string[] {
  const outcome = parseScenarioValue({
    fivetuple: 1,
    clients: [{ count: 10 }],
    path: [hop],
    backends: { count: 3 },
  });
  return outcome.ok ? [] : outcome.errors.map(describeScenarioError);
}

describe.each(presets.map((preset) => [preset.id, preset] as const))('%s', (id, preset) => {
  it('stands in a minimal scenario, in every mode that it is for', () => {
    const modes = preset.kind === 'client' ? [undefined] : [undefined, ...preset.modes];
    for (const mode of modes) {
      const file = minimal(preset, mode === undefined ? {} : { mode });
      const scenario = parsed(file);
      if (preset.kind === 'client') continue;
      expect(scenario.path[0]).toMatchObject({ name: id, mode: mode ?? preset.modes[0] });
    }
  });

  it('says where every value comes from and how well it is known', () => {
    expect(preset.fields).not.toEqual([]);
    for (const { path, source, confidence } of preset.fields) {
      expect(source.length, path).toBeGreaterThan(5);
      expect(['verified', 'third party', 'measured', 'derived', 'recalled']).toContain(confidence);
      const place = preset.kind === 'client' ? 'clients.0' : 'path.0';
      expect(fieldDoc(`${place}.${path}`), path).toBeDefined();
    }
    const paths = preset.fields.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const { source } of preset.caps ?? []) expect(source).not.toBe('');
    expect(preset.line).not.toMatch(/\.$/);
  });

  it('is only a start: the scenario that it gives needs no preset', () => {
    const scenario = parsed(minimal(preset));
    const written = toScenarioFile(scenario);
    expect(JSON.stringify(written)).not.toContain('"preset"');
    expect(parsed(written)).toEqual(scenario);
  });

  it('changes what the scenario would be without it, unless it states the defaults', () => {
    const scenario = parsed(minimal(preset));
    const plain =
      preset.kind === 'client'
        ? parsed({ ...minimal(preset), clients: [{ count: 10 }] })
        : parsed({ ...minimal(preset), path: [{ name: id, mode: preset.modes[0] ?? 'router' }] });
    const statesDefaults = ['linux-connect', 'linux-bind-no-port', 'linux-conntrack', 'haproxy'];
    if (statesDefaults.includes(id)) expect(scenario).toEqual(plain);
    else expect(scenario).not.toEqual(plain);
  });
});

describe('the library', () => {
  it('has ids of its own for every place, in kebab case', () => {
    const ids = presets.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z\d]*(-[a-z\d]+)*$/);
    expect(presetsFor('client').length + presetsFor('hop').length).toBe(presets.length);
    for (const { modes } of presetsFor('hop')) expect(modes.length).toBeGreaterThan(0);
    expect(presetFamilies('hop').flatMap(({ members }) => members)).toHaveLength(presetsFor('hop').length);
  });

  it('is documented as it is (npm run presets writes it)', () => {
    expect(presetsDocument()).toBe(readFileSync(join(ROOT, 'docs/presets.md'), 'utf8'));
  });

  it('answers for one field', () => {
    expect(presetField('aws-nat-gateway', 'flowTable.established')).toMatchObject({
      value: '350s',
      rule: null,
      confidence: 'verified',
    });
    expect(presetField('azure-load-balancer-outbound-rule', 'snat.blockSize')).toMatchObject({
      value: null,
      rule: 'frontends x ports / machines, rounded down to a multiple of 8',
    });
    expect(presetField('aws-nat-gateway', 'snat.reservedPorts')).toBeNull();
    expect(presetField('nothing', 'snat.ports')).toBeNull();
  });
});

describe('a preset in a file', () => {
  it('gives way to what the user writes, field by field', () => {
    const hop = hopOf('aws-nat-gateway', { snat: { hold: '10s', addresses: 2 }, limits: { memory: '1GiB' } });
    expect(hop.source).toMatchObject({
      addresses: 2,
      ports: { first: 1024, last: 56_023 },
      selection: 'random',
      holdSec: 10,
    });
    expect(hop).toMatchObject({ gateway: true, flowTable: { establishedSec: 350, loose: false } });
    expect(hop.limits.memoryBytes).toBe(1024 ** 3);
    expect(hop.flowTable.maxEntries).toBe(Infinity);
  });

  it('leaves the rest to the ordinary defaults of the mode', () => {
    const hop = hopOf('nginx');
    expect(hop).toMatchObject({ mode: 'proxy', limits: { maxConnections: 256, backlog: 4096 } });
    expect(hop.limits.idleTimeoutSec).toBe(60);
  });

  it('sets nothing that a mode or another scope has no place for', () => {
    for (const mode of presetById('linux-conntrack')?.modes ?? [])
      expect(hopOf('linux-conntrack', { mode }).flowTable.maxEntries).toBe(262_144);
    const hop = hopOf('gcp-cloud-nat-static', { snat: { scope: 'destination' } });
    expect(hop.source).toMatchObject({ scope: 'destination', blockSize: 0, blockReuse: 'none' });
  });

  it('stands in a mode that it is for, and in no other', () => {
    const wrong = HOP_MODES.filter((mode: HopMode) => mode !== 'proxy');
    for (const mode of wrong) {
      expect(errorsOf({ preset: 'haproxy', mode })).toEqual([
        `path.0.preset: "haproxy" is a preset for the mode "proxy", and this hop has the mode "${mode}" ` +
          '(accepted: the mode "proxy", no mode, or another preset)',
      ]);
    }
  });

  it.each([
    ['aws-nat-gateway', 8],
    ['aws-nlb-snat', 8],
    ['azure-nat-gateway', 16],
    ['nsx-lb', 64],
    ['oci-nlb', 3],
  ])('%s takes %i addresses and no more', (preset, most) => {
    expect(hopOf(preset, { snat: { addresses: most } }).source?.addresses).toBe(most);
    const name = presetById(preset)?.name ?? '';
    expect(errorsOf({ preset, snat: { addresses: most + 1 } })).toEqual([
      `path.0.snat.addresses: ${most + 1} addresses are more than one ${name} takes (preset "${preset}") ` +
        `(accepted: from 1 to ${most}, or no preset)`,
    ]);
  });

  it('names itself where a value of its own is at fault', () => {
    expect(errorsOf({ preset: 'gcp-cloud-nat-static', snat: { ports: '1024-1030' } })).toEqual([
      'path.0.snat.blockSize: a block of 64 ports is larger than the 7 usable ports of 1024-1030, ' +
        'by the preset "gcp-cloud-nat-static" (accepted: from 1 to 7)',
    ]);
  });

  it('sees the addresses of the hop before it as the machines that share its ports', () => {
    const azure = 'azure-load-balancer-outbound-default';
    const behind = (hop: HopFile): number | undefined =>
      parsed({
        fivetuple: 1,
        clients: [{ count: 5000 }, { count: 10, name: 'others' }],
        path: [hop, { preset: azure }],
        backends: { count: 1 },
      }).path[1]?.source?.blockSize;
    expect(behind({ mode: 'snat', instances: 30, snat: { addresses: 2 } })).toBe(512);
    expect(behind({ mode: 'proxy', instances: 400 })).toBe(128);
    expect(hopOf(azure, {}, 50).source?.blockSize).toBe(1024);
    expect(hopOf(azure, { snat: { blockSize: 80 } }, 5000).source?.blockSize).toBe(80);
  });

  it('counts the destinations of the next stage', () => {
    const scenario = parsed({
      fivetuple: 1,
      clients: [{ count: 10 }],
      path: [
        { preset: 'azure-nat-gateway', snat: { addresses: 2 } },
        { mode: 'dnat', instances: 2, listen: { addresses: 2, ports: [80, 443] } },
      ],
      backends: { count: 99 },
    });
    expect(scenario.path[0]?.limits.maxConnections).toBe(50_000 * 2 * 8);
  });

  it('says nothing about allotments while a neighbour cannot be read', () => {
    const outcome = parseScenarioValue({
      fivetuple: 1,
      clients: [{ count: 'many' }],
      path: [{ preset: 'azure-load-balancer-outbound-default' }],
      backends: { count: 1 },
    });
    expect(outcome.ok ? [] : outcome.errors.map(({ path }) => path)).toEqual(['clients.0.count']);
  });
});
