import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryScenarioFile } from '../../test/support/arbitrary-scenario.ts';
import { defaultFile } from './default-scenario.ts';
import type { HopFile, ScenarioFile } from './file-format.ts';
import { parseScenarioValue } from './parse.ts';
import { describeScenarioError } from './scenario-error.ts';
import { STRATEGIES, strategyOf, withPath, withStrategy } from './strategies.ts';

function onlyHop(file: ScenarioFile): HopFile | undefined {
  return Array.isArray(file.path) ? file.path[0] : undefined;
}

describe('withStrategy', () => {
  it('turns every valid file into a valid file of that strategy', () => {
    fc.assert(
      fc.property(arbitraryScenarioFile(), fc.constantFrom(...STRATEGIES), (file, strategy) => {
        const switched = withStrategy(file, strategy);
        expect(strategyOf(switched)).toBe(strategy);
        const outcome = parseScenarioValue(switched);
        expect(outcome.ok ? [] : outcome.errors.map(describeScenarioError)).toEqual([]);
        expect(switched.clients).toBe(file.clients);
        expect(switched.backends).toBe(file.backends);
      }),
    );
  });

  it('changes nothing when the file has the strategy already', () => {
    expect(strategyOf(defaultFile)).toBe('snat');
    expect(withStrategy(defaultFile, 'snat')).toBe(defaultFile);
  });

  it('keeps name, balance and flow table among the hops that forward', () => {
    expect(onlyHop(withStrategy(defaultFile, 'dnat'))).toEqual({
      name: 'edge',
      mode: 'dnat',
      instances: 1,
      balance: 'least-connections',
      flowTable: { max: 262144, established: '5d' },
    });
  });

  it('gives a pool two addresses, or more where there were more', () => {
    const pool = withStrategy(defaultFile, 'snat-pool');
    expect(onlyHop(pool)?.snat).toEqual({ ...onlyHop(defaultFile)?.snat, addresses: 2 });
    const eight: ScenarioFile = { ...defaultFile, path: [{ mode: 'snat', snat: { addresses: 8 } }] };
    expect(onlyHop(withStrategy(withStrategy(eight, 'snat'), 'snat-pool', eight))?.snat?.addresses).toBe(8);
  });

  it('gives a proxy the ports of its own system, not those of netfilter', () => {
    const proxy = withStrategy(defaultFile, 'proxy');
    const outcome = parseScenarioValue(proxy);
    expect(outcome.ok && outcome.scenario.path[0]?.source?.ports).toEqual({
      first: 32768,
      last: 60999,
      reserved: [],
    });
    expect(outcome.ok && outcome.scenario.path[0]?.limits.memoryPerConnectionBytes).toBe(40_424);
  });

  it('drops limits that the new mode does not have and keeps the others', () => {
    const proxy: ScenarioFile = {
      ...defaultFile,
      path: [{ mode: 'proxy', limits: { backlog: 10, memory: '16GiB', memoryPerConnection: '40kB' } }],
    };
    expect(onlyHop(withStrategy(proxy, 'dsr'))?.limits).toEqual({ memory: '16GiB' });
  });

  it('restores the settings of a remembered file', () => {
    const away = withStrategy(defaultFile, 'direct');
    expect(away.path).toEqual([]);
    expect(withStrategy(away, 'snat', defaultFile)).toEqual(defaultFile);
    const via = withStrategy(defaultFile, 'dnat');
    expect(withStrategy(via, 'snat', defaultFile)).toEqual(defaultFile);
  });

  it('keeps hops around the one that balances, except when clients connect directly', () => {
    const file: ScenarioFile = {
      ...defaultFile,
      path: [
        { mode: 'router', name: 'ecmp' },
        { mode: 'dsr', name: 'l4' },
        { mode: 'proxy', name: 'l7' },
      ],
      events: [
        { at: 60, action: 'restart', target: 'l4' },
        { at: 60, action: 'restart', target: 'backends' },
      ],
    };
    const names = withStrategy(file, 'dnat').path;
    expect(names).toEqual([
      { mode: 'router', name: 'ecmp' },
      { name: 'l4', mode: 'dnat' },
      { mode: 'proxy', name: 'l7' },
    ]);
    expect(withStrategy(file, 'direct').events).toEqual([{ at: 60, action: 'restart', target: 'backends' }]);
  });

  it('keeps the events of what has no name, by the names that are made up for it', () => {
    const file: ScenarioFile = {
      ...defaultFile,
      clients: [{ count: 10 }, { count: 10 }],
      path: [{ mode: 'proxy' }, { mode: 'proxy' }],
      events: [
        { at: 60, action: 'disconnect', target: 'clients-2' },
        { at: 60, action: 'reload', target: 'proxy-2' },
        { at: 60, action: 'restart', target: 'proxy' },
      ],
    };
    const { path, events } = withStrategy(file, 'dnat');
    expect(path).toEqual([{ mode: 'dnat' }, { mode: 'proxy' }]);
    // The second hop is the first of its mode now: nothing is "proxy-2" any more.
    expect(events).toEqual([
      { at: 60, action: 'disconnect', target: 'clients-2' },
      { at: 60, action: 'restart', target: 'proxy' },
    ]);
    expect(withPath(file, [{ mode: 'proxy' }, { mode: 'proxy' }]).events).toEqual(file.events);
  });

  it('keeps the ranges of what is still there, and no other', () => {
    const ofClients = { field: 'clients.0.count', low: 1000, high: 2000 };
    const ofHop = { field: 'path.0.snat.hold', low: '10s', high: '2m' };
    const file: ScenarioFile = { ...defaultFile, uncertain: [ofHop, ofClients] };
    expect(withStrategy(file, 'snat-pool').uncertain).toEqual([ofHop, ofClients]);
    expect(withStrategy(file, 'dnat').uncertain).toEqual([ofClients]);
    expect(withStrategy(file, 'direct').uncertain).toEqual([ofClients]);
    const onlyHop = { ...file, uncertain: [ofHop] };
    expect(Object.hasOwn(withStrategy(onlyHop, 'direct'), 'uncertain')).toBe(false);
  });

  it('puts a balancing hop behind routers', () => {
    const file: ScenarioFile = { ...defaultFile, path: [{ mode: 'router' }] };
    expect(strategyOf(file)).toBeNull();
    expect(withStrategy(file, 'dsr').path).toEqual([{ mode: 'router' }, { name: 'edge', mode: 'dsr' }]);
  });
});
