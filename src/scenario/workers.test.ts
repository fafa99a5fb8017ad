import { describe, expect, it } from 'vitest';
import type { EventFile, HopFile } from './file-format.ts';
import { parseScenarioValue } from './parse.ts';

/** What is wrong with events, and with the clients and the first hop, as `path: accepted`. */
function faults(events: EventFile[], hop: Partial<HopFile> = {}, client: object = {}): string[] {
  const outcome = parseScenarioValue({
    fivetuple: 1,
    duration: '1h',
    clients: [{ name: 'users', count: 10, ...client }],
    path: [
      { name: 'edge', mode: 'dnat', ...hop },
      { name: 'ingress', mode: 'proxy' },
    ],
    backends: { count: 4 },
    events,
  });
  return outcome.ok ? [] : outcome.errors.map(({ path, accepted }) => `${path}: ${accepted}`);
}

describe('a reload', () => {
  const reload: EventFile = { at: '10m', action: 'reload', target: 'ingress' };

  it('is of a proxy', () => {
    expect(faults([reload])).toEqual([]);
    const accepted = 'the name of a hop of the mode "proxy"';
    expect(faults([{ ...reload, target: 'edge' }])).toEqual([`events.0.target: ${accepted}`]);
    expect(faults([{ at: '10m', action: 'reload' }])).toEqual([`events.0.target: ${accepted}`]);
    expect(faults([{ ...reload, target: 'users' }])).toEqual([
      'events.0.target: "edge", "ingress", "backends"',
    ]);
  });

  it('begins before the end of the run, and comes again after some time', () => {
    expect(faults([{ ...reload, at: '1h' }])).toEqual(['events.0.at: less than 1h']);
    expect(faults([{ ...reload, every: '0s', times: 2 }])).toHaveLength(1);
  });
});

describe('workers', () => {
  it('are a matter of proxies', () => {
    expect(faults([], { workers: { count: 2 } })).toEqual([
      'path.0.workers: no workers, or the mode "proxy"',
    ]);
    expect(faults([], { mode: 'proxy', workers: { count: 2, memory: '1GiB' } })).toEqual([]);
  });
});

describe('a disconnect', () => {
  const disconnect = { at: '10m', action: 'disconnect' } as const;

  it('is of a population or of a stage, of which only one has the name', () => {
    for (const target of ['users', 'edge', 'backends'])
      expect(faults([{ ...disconnect, target }])).toEqual([]);
    expect(faults([{ ...disconnect, target: 'user' }])).toEqual([
      'events.0.target: "users", "edge", "ingress", "backends"',
    ]);
    expect(faults([{ ...disconnect, target: 'users' }], { name: 'users' })).toEqual([
      'events.0.target: a name that only one of them has',
    ]);
  });

  it('closes some', () => {
    expect(faults([{ ...disconnect, share: 0 }])).toHaveLength(1);
    expect(faults([{ ...disconnect, share: 1.01 }])).toHaveLength(1);
    expect(faults([{ ...disconnect, share: '30%' }])).toEqual([]);
  });
});

describe('a ring', () => {
  const accepted = 'no ring, or the balance "consistent-hash", "random" or "power-of-two"';

  it('belongs to a consistent hash, or to rules that draw', () => {
    const ring = { points: 16, pick: 'nearest' } as const;
    for (const balance of ['consistent-hash', 'random', 'power-of-two'] as const) {
      expect(faults([], { balance, ring })).toEqual([]);
      expect(faults([], {}, { balance, ring })).toEqual([]);
    }
    expect(faults([], { ring })).toEqual([`path.0.ring: ${accepted}`]);
    expect(faults([], {}, { balance: 'maglev', ring })).toEqual([`clients.0.ring: ${accepted}`]);
    expect(faults([], { mode: 'router', gateway: true, ring })).toContain(`path.0.ring: ${accepted}`);
  });
});
