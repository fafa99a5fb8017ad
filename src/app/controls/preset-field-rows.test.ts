import { describe, expect, it } from 'vitest';
import { defaultFile } from '../../scenario/default-scenario.ts';
import type { ClientFile, HopFile } from '../../scenario/file-format.ts';
import { presets } from '../../scenario/presets/library.ts';
import { createDocumentStore, type DocumentState } from '../state/document-store.ts';
import { presetFieldLabel, presetFieldRows } from './preset-field-rows.ts';

const stateWith = (hop: HopFile, client: ClientFile = {}): DocumentState =>
  createDocumentStore({ ...defaultFile, clients: [{ count: 100, ...client }], path: [hop] }).getState();

const rowOf = (state: DocumentState, path: string) =>
  presetFieldRows(state, path.split('.').slice(0, 2).join('.')).find((row) => row.path === path);

describe('the fields that a preset sets', () => {
  it('are told with value, source and confidence, and are the preset’s until one writes another', () => {
    const hop: HopFile = { preset: 'aws-nat-gateway' };
    expect(rowOf(stateWith(hop), 'path.0.flowTable.established')).toMatchObject({
      label: 'Entry idle timeout',
      value: '350s',
      rule: null,
      confidence: 'verified',
      state: 'preset',
      own: '',
    });
    const changed = stateWith({ ...hop, flowTable: { established: '1h' } });
    expect(rowOf(changed, 'path.0.flowTable.established')).toMatchObject({
      value: '350s',
      state: 'yours',
      own: '1h',
    });
    expect(presetFieldRows(changed, 'path.0').filter(({ state }) => state === 'yours')).toHaveLength(1);
  });

  it('show what a rule amounts to here', () => {
    const hop: HopFile = { preset: 'azure-load-balancer-outbound-rule' };
    expect(rowOf(stateWith(hop), 'path.0.snat.blockSize')).toMatchObject({
      value: '640',
      rule: 'frontends x ports / machines, rounded down to a multiple of 8',
      state: 'preset',
    });
    expect(rowOf(stateWith({ ...hop, snat: { blockSize: 64 } }), 'path.0.snat.blockSize')).toMatchObject({
      value: null,
      state: 'yours',
      own: '64',
    });
  });

  it('say which of them have no use here', () => {
    const dnat = stateWith({ preset: 'aws-nlb-snat', mode: 'snat' });
    expect(presetFieldRows(dnat, 'path.0').every(({ state }) => state === 'preset')).toBe(true);
    const server = stateWith({ mode: 'dnat' }, { preset: 'linux-connect', session: { closes: 'server' } });
    expect(rowOf(server, 'clients.0.timeWait')?.state).toBe('unused');
    expect(rowOf(server, 'clients.0.bind')?.state).toBe('preset');
  });

  it('are none without a preset', () => {
    expect(presetFieldRows(stateWith({ mode: 'snat' }), 'path.0')).toEqual([]);
  });

  it('all have a name', () => {
    const paths = new Set(presets.flatMap(({ fields }) => fields.map(({ path }) => path)));
    expect([...paths].filter((path) => presetFieldLabel(path) === path)).toEqual([]);
  });
});
