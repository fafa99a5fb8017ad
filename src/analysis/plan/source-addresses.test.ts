import { describe, expect, it } from 'vitest';
import { examples } from '../../scenario/examples.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { PortSelection, TupleScope } from '../../scenario/scenario.ts';
import { erlangB, serversForBlocking } from '../theory/erlang-b.ts';
import { sourceAddressesNeeded } from './source-addresses.ts';

const PORTS = 64_512;
const question = examples.find(({ id }) => id === '100k-websockets')!.file;

/** Poisson arrivals whose ports are taken for `loadErl` / 100 seconds each and held for none. */
function erlangLike(loadErl: number, choose: 'round-robin' | 'source-hash', blocking: number): ScenarioFile {
  return {
    fivetuple: 1,
    duration: loadErl,
    clients: [
      {
        addresses: 1_000_000,
        arrivals: { pattern: 'poisson', rate: 100 },
        session: { lifetime: { distribution: 'exponential', mean: loadErl / 100 } },
      },
    ],
    path: [
      {
        mode: 'snat',
        snat: { choose, hold: 0, ports: '1024-65535' },
        flowTable: { max: 'unlimited', timeWait: 0 },
      },
    ],
    backends: { count: 10 },
    targets: { concurrent: loadErl, blocking },
  };
}

function needed(file: ScenarioFile, scope: TupleScope, selection: PortSelection): number | null | undefined {
  return sourceAddressesNeeded(file)?.find((each) => each.scope === scope && each.selection === selection)
    ?.addresses;
}

describe('sourceAddressesNeeded', () => {
  it('is the exact inverse of Erlang B where any address can take a connection', () => {
    for (const [loadErl, blocking] of [
      [64_000, 1e-6],
      [100_000, 1e-6],
      [128_000, 0.01],
      [257_500, 1e-6],
      [256_500, 1e-3],
    ] as const) {
      const file = erlangLike(loadErl, 'round-robin', blocking);
      // Without more connections than ports the target of blocking decides alone.
      const exact = Math.ceil(Math.max(serversForBlocking(loadErl, blocking), loadErl) / PORTS);
      for (const selection of ['linux-connect', 'sequential', 'random'] as const)
        expect(needed(file, 'source', selection), `${loadErl} erl, ${selection}`).toBe(exact);
    }
  });

  it('is Erlang B of one address at a time where a hash gives each client its own', () => {
    const loadErl = 319_500;
    let exact = Math.ceil(loadErl / PORTS);
    while (erlangB(PORTS, loadErl / exact) > 1e-6) exact += 1;
    expect(exact).toBe(6);
    expect(needed(erlangLike(loadErl, 'source-hash', 1e-6), 'source', 'random')).toBe(exact);
    expect(needed(erlangLike(loadErl, 'round-robin', 1e-6), 'source', 'random')).toBe(5);
  });

  it('is larger for the bounded search of netfilter, and 100 blocks of 64 ports for each of 1,008 clients', () => {
    expect(needed(question, 'source', 'random')).toBe(2);
    expect(needed(question, 'source', 'netfilter')).toBe(3);
    expect(needed(question, 'destination', 'netfilter')).toBe(1);
    expect(needed(question, 'client-block', 'random')).toBe(100);
  });

  it('says nothing where no source address is rewritten', () => {
    expect(sourceAddressesNeeded({ ...question, path: 'direct' })).toBeNull();
  });
});
