import { describe, expect, it } from 'vitest';
import { defaultFile } from '../../scenario/default-scenario.ts';
import type { HopFile } from '../../scenario/file-format.ts';
import { createDocumentStore, type DocumentState } from '../state/document-store.ts';
import { resetTarget } from './field-notes.ts';
import { presetAt, presetNote } from './preset-notes.ts';

const stateWith = (hop: HopFile): DocumentState =>
  createDocumentStore({ ...defaultFile, clients: [{ count: 100 }], path: [hop] }).getState();

describe('a field of a hop with a preset', () => {
  const gateway: HopFile = { preset: 'aws-nat-gateway' };

  it('says where its value comes from as long as it is the preset’s', () => {
    expect(presetAt(stateWith(gateway), 'path.0')?.name).toBe('AWS NAT gateway');
    expect(presetNote(stateWith(gateway), 'path.0.snat.choose')).toBe(
      'From preset AWS NAT gateway: AWS whitepaper on egress: 8 x 55,000 = 440,000 (derived).',
    );
    expect(presetNote(stateWith({ ...gateway, snat: { choose: 'least-used' } }), 'path.0.snat.choose')).toBe(
      '',
    );
  });

  it('says so of no other field', () => {
    expect(presetNote(stateWith(gateway), 'path.0.snat.addresses')).toBe('');
    expect(presetNote(stateWith({ mode: 'snat' }), 'path.0.snat.choose')).toBe('');
    expect(presetNote(stateWith(gateway), 'backends.count')).toBe('');
    expect(presetNote(stateWith(gateway), 'clients.0.ports')).toBe('');
  });

  it('names the rule of a value that follows from the scenario', () => {
    const state = stateWith({ preset: 'azure-load-balancer-outbound-rule' });
    expect(presetNote(state, 'path.0.snat.blockSize')).toContain(
      'From preset Azure load balancer, outbound rule: frontends x ports / machines, rounded down',
    );
  });

  it('goes back to the preset’s value, not to the ordinary default', () => {
    const path = 'path.0.flowTable.established';
    const changed = stateWith({ ...gateway, flowTable: { established: '1h' } });
    expect(resetTarget(changed, path)).toBe('350s');
    expect(resetTarget(stateWith({ mode: 'snat', flowTable: { established: '1h' } }), path)).toBe('5d');
    // The same value in other words needs no reset.
    expect(resetTarget(stateWith({ ...gateway, flowTable: { established: 350 } }), path)).toBeNull();
    const block = stateWith({ preset: 'azure-load-balancer-outbound-rule', snat: { blockSize: 64 } });
    expect(resetTarget(block, 'path.0.snat.blockSize')).toBe('what Azure load balancer, outbound rule gives');
  });
});
