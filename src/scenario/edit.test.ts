import { describe, expect, it } from 'vitest';
import { getField, setField } from './edit.ts';
import type { ScenarioFile } from './file-format.ts';

const file: ScenarioFile = {
  fivetuple: 1,
  clients: [{ count: 10 }, { count: 20 }],
  path: [{ mode: 'snat', snat: { addresses: 1, hold: '60s' } }],
  backends: { count: 2 },
};

describe('getField', () => {
  it('reads by dotted path and gives undefined where nothing is', () => {
    expect(getField(file, 'path.0.snat.hold')).toBe('60s');
    expect(getField(file, 'clients.1.count')).toBe(20);
    expect(getField(file, 'path.3.mode')).toBeUndefined();
    expect(getField(file, 'path.0.snat.hold.length')).toBeUndefined();
    expect(getField(file, 'backends.constructor')).toBeUndefined();
    expect(getField(file, 'clients.length')).toBe(2);
  });
});

describe('setField', () => {
  it('copies along the path and shares the rest', () => {
    const next = setField(file, 'path.0.snat.addresses', 2);
    expect(next.path).toEqual([{ mode: 'snat', snat: { addresses: 2, hold: '60s' } }]);
    expect(next.clients).toBe(file.clients);
    expect(file.path).toEqual([{ mode: 'snat', snat: { addresses: 1, hold: '60s' } }]);
  });

  it('creates what is missing on the way', () => {
    expect(setField(file, 'clients.0.session.messages.rate', '1/s').clients[0]).toEqual({
      count: 10,
      session: { messages: { rate: '1/s' } },
    });
    expect(setField({ ...file, path: 'direct' }, 'path.0.mode', 'dnat').path).toEqual([{ mode: 'dnat' }]);
    expect(setField(file, 'events.0', { at: 1, action: 'restart' }).events).toEqual([
      { at: 1, action: 'restart' },
    ]);
  });

  it('removes with undefined, and what that leaves empty', () => {
    const set = setField(file, 'clients.0.session.messages.rate', '1/s');
    expect(setField(set, 'clients.0.session.messages.rate', undefined)).toEqual(file);
    expect(setField(file, 'path.0.snat.hold', undefined).path).toEqual([
      { mode: 'snat', snat: { addresses: 1 } },
    ]);
    expect(setField(file, 'clients.0', undefined).clients).toEqual([{ count: 20 }]);
  });

  it('refuses paths that lead nowhere', () => {
    expect(() => setField(file, 'clients.5.count', 1)).toThrow('points past the end of a list of 2');
    expect(() => setField(file, '', 1)).toThrow('the path is empty');
    expect(() => setField(file, 'clients..count', 1)).toThrow('is not a field path');
    expect(() => setField(file, '__proto__.x', 1)).toThrow('is not a field path');
  });
});
