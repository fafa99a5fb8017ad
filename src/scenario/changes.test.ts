import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../test/support/build-scenario.ts';
import { changesOfTarget, mostAddresses } from './changes.ts';
import type { EventFile } from './file-format.ts';
import { parseScenarioValue } from './parse.ts';
import { toScenarioFile } from './write.ts';

const file = (...events: EventFile[]) => ({
  duration: '1h',
  clients: [{ count: 1 }],
  path: [
    { name: 'nat', mode: 'snat' as const, snat: { addresses: 3 } },
    { name: 'lb', mode: 'proxy' as const, instances: 4 },
    { name: 'fw', mode: 'router' as const },
  ],
  backends: { count: 6, fileDescriptors: 1000 },
  events,
});

function faultsOf(...events: EventFile[]): string[] {
  const outcome = parseScenarioValue({ fivetuple: 1, ...file(...events) });
  return outcome.ok ? [] : outcome.errors.map(({ path, message }) => `${path}: ${message}`);
}

const at = '10m';
const change = (target: string, set: object, rest: object = {}): EventFile => ({
  at,
  action: 'change',
  target,
  set,
  ...rest,
});

describe('a change in the file', () => {
  it('is written as it was read', () => {
    const events = [
      change('backends', { maxConnections: 'unlimited', admission: { rate: '500/s', burst: 9 } }),
      change('lb', { limits: { memory: '2GiB', acceptsPerSecond: '100/s' } }, { instances: 2, for: '5m' }),
      change('nat', { flowTable: { established: 'none' }, snat: { addresses: 1 } }, { cut: true }),
    ];
    const scenario = buildScenario(file(...events));
    expect(toScenarioFile(scenario).events).toEqual(events);
    expect(scenario.events[1]).toEqual({
      action: 'change',
      atSec: 600,
      target: 'lb',
      set: { memoryBytes: 2 * 2 ** 30, acceptsPerSec: 100 },
      instances: 2,
      forSec: 300,
      cut: false,
    });
  });

  it('sets what the field itself could be', () => {
    expect(faultsOf(change('nat', { limits: { backlog: 5 } }))).toEqual([
      'events.0.set.limits.backlog: a snat hop has no listening socket, so no backlog',
    ]);
    expect(faultsOf(change('lb', { limits: { memory: '1KiB' } }))[0]).toMatch(
      /^events\.0\.set\.limits\.memory: 1KiB does not hold a single connection/,
    );
    expect(faultsOf(change('fw', { flowTable: { max: 5 } }))).toEqual([
      'events.0.set.flowTable: this router hop keeps no flow table',
    ]);
    expect(faultsOf(change('backends', { admission: { burst: 9 } }))).toEqual([
      'events.0.set.admission.burst: no rate is limited',
    ]);
    expect(faultsOf(change('nat', { limits: { maxConnections: 0 } }))).toEqual([
      'events.0.set.limits.maxConnections: 0 is out of range',
    ]);
  });

  it('has the shape of what it acts on', () => {
    expect(faultsOf(change('backends', { limits: { maxConnections: 5 } }))).toEqual([
      'events.0.set.limits: backends have no block limits',
    ]);
    expect(faultsOf(change('lb', { maxConnections: 5 }))).toEqual([
      'events.0.set.maxConnections: the limits of a hop stand in a block',
    ]);
    expect(faultsOf(change('lb', {}))).toEqual(['events.0.set: nothing is changed']);
    expect(faultsOf(change('lb', { limits: { maxConections: 5 } }))[0]).toMatch(
      /did you mean "maxConnections"/,
    );
  });

  it('is of as many instances as there are, and of all where it is about time', () => {
    expect(faultsOf(change('backends', { backlog: 5 }, { instances: 7 }))).toEqual([
      'events.0.instances: a change of 7 is more than the 6 there are of "backends"',
    ]);
    expect(faultsOf(change('lb', { limits: { idleTimeout: '1m' } }, { instances: 2 }))).toEqual([
      'events.0.instances: limits.idleTimeout is the same for all instances',
    ]);
    expect(faultsOf(change('lb', { limits: { backlog: 9 } }, { cut: true }))).toEqual([
      'events.0.cut: only a smaller pool of source addresses leaves connections to cut',
    ]);
  });
});

describe('changesOfTarget', () => {
  it('has of each field the value of the last change that is not over, in parts of equal instances', () => {
    const { events } = buildScenario(
      file(
        change('lb', { limits: { backlog: 10 } }, { at: 10, for: 50 }),
        change('lb', { limits: { backlog: 20 } }, { at: 20, for: 20, instances: 1 }),
        change('lb', { limits: { maxConnections: 7 } }, { at: 30, instances: 2 }),
      ),
    );
    const parts = changesOfTarget(events, 'lb', 4).map(({ atSec, first, end, changes }) => [
      atSec,
      `${first}-${end}`,
      changes,
    ]);
    expect(parts).toEqual([
      [10, '0-4', { backlog: 10 }],
      [20, '0-1', { backlog: 20 }],
      [30, '0-1', { backlog: 20, maxConnections: 7 }],
      [30, '1-2', { backlog: 10, maxConnections: 7 }],
      [40, '0-1', { backlog: 10, maxConnections: 7 }],
      [60, '0-2', { maxConnections: 7 }],
      [60, '2-4', {}],
    ]);
  });

  it('knows the most source addresses that there are', () => {
    const scenario = buildScenario(
      file(
        change('nat', { snat: { addresses: 5 } }, { for: '1m' }),
        change('nat', { snat: { addresses: 2 } }, { at: '20m' }),
      ),
    );
    expect(mostAddresses(scenario.path[0]!, scenario.events)).toBe(5);
    expect(mostAddresses(scenario.path[1]!, scenario.events)).toBe(1);
    expect(mostAddresses(scenario.path[2]!, scenario.events)).toBe(0);
  });
});
