import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import {
  CLIENT_ADDRESS,
  clientAddress,
  dialledText,
  poolAddress,
  serverAddress,
  sourceText,
  vipAddress,
} from './placeholder-addresses.ts';

describe('placeholder addresses', () => {
  it('begin with those of the examples', () => {
    expect([clientAddress(0), vipAddress(0), poolAddress(0), serverAddress(0)]).toEqual([
      CLIENT_ADDRESS,
      '198.51.100.1',
      '10.0.0.1',
      '10.1.0.1',
    ]);
  });

  it('are addresses, and all different', () => {
    for (const name of [
      clientAddress,
      (index: number) => poolAddress(1, index),
      (index: number) => vipAddress(1, index),
      serverAddress,
    ]) {
      const named = Array.from({ length: 5000 }, (_, index) => name(index));
      expect(new Set(named).size).toBe(5000);
      for (const each of named)
        expect(
          each.split('.').every((part) => Number(part) >= 0 && Number(part) < 256),
          each,
        ).toBe(true);
    }
  });

  it('are those of a traced connection, with ports where they have numbers', () => {
    const scenario = buildScenario({
      clients: [
        { name: 'a', count: 30, addresses: 3, arrivals: { rampUp: '1s' } },
        { name: 'b', count: 30, addresses: 3, arrivals: { rampUp: '1s' } },
      ],
      path: [{ name: 'edge', mode: 'snat', instances: 2 }],
      backends: { count: 3, addresses: 2 },
    });
    const end = { address: 1, port: 4242, destination: null };
    expect(sourceText(scenario, { station: 'clients.0', ...end })).toBe('203.0.113.8:4242');
    // The second population has addresses of its own.
    expect(sourceText(scenario, { station: 'clients.1', ...end })).toBe('203.0.113.11:4242');
    expect(sourceText(scenario, { station: 'path.0', ...end, port: null })).toBe('10.0.0.2:?');
    expect(dialledText(scenario, { station: 1, instance: 2, address: 1, port: 443 })).toBe('10.1.0.6:443');
    expect(dialledText(scenario, { station: 0, instance: 0, address: 0, port: 443 })).toBe(
      '198.51.100.1:443',
    );
  });
});
