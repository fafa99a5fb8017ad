import { describe, expect, it } from 'vitest';
import { defaultFile } from '../../scenario/default-scenario.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { presetById, presets } from '../../scenario/presets/library.ts';
import type { Preset } from '../../scenario/presets/preset.ts';
import { createDocumentStore, type DocumentState } from '../state/document-store.ts';
import { ALL_PRESETS, foundFamilies, type PresetFilter } from './preset-search.ts';
import { presetSpots, usedAt } from './preset-spots.ts';

const found = (filter: Partial<PresetFilter>): string[] =>
  foundFamilies({ ...ALL_PRESETS, ...filter }).flatMap(({ members }) => members.map(({ id }) => id));

const product = (id: string): Preset => {
  const preset = presetById(id);
  if (preset === undefined) throw new Error(`no preset ${id}`);
  return preset;
};

const stateOf = (file: ScenarioFile): DocumentState => createDocumentStore(file).getState();

describe('the search among presets', () => {
  it('finds all of them by family, and some by family, place and words', () => {
    expect(found({})).toHaveLength(presets.length);
    expect(found({ family: 'proxies' })).toEqual(['haproxy', 'nginx', 'envoy']);
    expect(found({ place: 'client' })).toContain('linux-connect');
    expect(found({ place: 'client' })).not.toContain('haproxy');
    expect(found({ text: 'OUT_OF_RESOURCES' })).toEqual(['gcp-cloud-nat-static', 'gcp-cloud-nat-dynamic']);
    expect(found({ text: 'nat gateway 350s' })).toEqual(['aws-nat-gateway']);
    expect(found({ family: 'aws', text: 'nginx' })).toEqual([]);
  });
});

describe('the places for a preset', () => {
  const twoHops: ScenarioFile = {
    ...defaultFile,
    clients: [{ name: 'browsers', count: 10 }],
    path: [
      { name: 'core', mode: 'router' },
      { name: 'edge', preset: 'linux-snat' },
    ],
  };

  it('are the hops that can be a product, or the populations', () => {
    const state = stateOf(twoHops);
    expect(presetSpots(state, product('haproxy'))).toEqual([
      { place: 'path.1', name: 'hop 2: edge', current: 'linux-snat' },
    ]);
    expect(presetSpots(state, product('windows-host'))).toEqual([
      { place: 'clients.0', name: 'clients: browsers', current: null },
    ]);
  });

  it('are a new hop where there is none', () => {
    const file: ScenarioFile = { ...defaultFile, clients: [{ count: 10 }], path: 'direct' };
    const haproxy = product('haproxy');
    const [spot] = presetSpots(stateOf(file), haproxy);
    expect(spot?.place).toBe('path');
    const outcome = parseScenarioValue(usedAt(file, 'path', haproxy));
    expect(outcome.ok && outcome.scenario.path[0]).toMatchObject({ name: 'edge', mode: 'proxy' });
  });

  it('take the preset, and nothing else changes', () => {
    const used = usedAt(twoHops, 'path.1', product('aws-nat-gateway'));
    expect(stateOf(used).scenario.path[1]).toMatchObject({ name: 'edge', mode: 'snat' });
    expect(used.clients).toEqual(twoHops.clients);
  });
});
