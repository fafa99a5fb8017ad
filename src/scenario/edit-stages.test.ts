import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryScenario } from '../../test/support/arbitrary-scenario.ts';
import {
  nameChanges,
  stageNames,
  withHop,
  withHopMoved,
  withoutHop,
  withoutPopulation,
  withPopulation,
} from './edit-stages.ts';
import { examples } from './examples.ts';
import { withChanges } from './field-change.ts';
import { HOP_MODES, type ScenarioFile } from './file-format.ts';
import { parseScenarioValue } from './parse.ts';
import { presetsFor } from './presets/library.ts';
import { hopsOfFile } from './strategies.ts';
import { toScenarioFile } from './write.ts';

const FILE: ScenarioFile = {
  fivetuple: 1,
  clients: [
    { name: 'web', count: 100, addresses: 20 },
    { name: 'jobs', count: 50, addressesOf: 'web' },
    { name: 'logs', count: 40, addressesOf: 'web' },
  ],
  path: [{ mode: 'snat' }, { name: 'edge', mode: 'proxy' }, { mode: 'snat' }],
  backends: { count: 4 },
  events: [
    { at: '10m', action: 'crash', target: 'edge' },
    { at: '20m', action: 'failover', target: 'snat-3' },
    { at: '30m', action: 'disconnect', target: 'web', share: 0.5 },
    { at: '40m', action: 'restart' },
  ],
  targets: { concurrent: 190 },
  uncertain: [
    { field: 'path.1.instances', low: 1, high: 3 },
    { field: 'clients.0.count', low: 20, high: 1000 },
  ],
};

const isValid = (file: ScenarioFile): boolean => parseScenarioValue(file).ok;
const targets = ({ events = [] }: ScenarioFile) => events.map(({ target }) => target);

it('the file of these tests is valid', () => {
  expect(parseScenarioValue(FILE)).toMatchObject({ ok: true });
});

describe('hops', () => {
  it('are added where they are wanted, each under a name of its own', () => {
    const { file, along } = withHop(FILE, 1, { preset: 'haproxy' });
    expect(stageNames(file, 'path')).toEqual(['snat', 'haproxy', 'edge', 'snat-3']);
    expect(stageNames(withHop(file, 0, { preset: 'haproxy' }).file, 'path')[0]).toBe('haproxy-2');
    expect(file.uncertain?.[0]?.field).toBe('path.2.instances');
    expect([along, isValid(file)]).toEqual([[], true]);
  });

  it('can be of every mode and every preset, at either end of every example, unless the preset itself refuses', () => {
    const kinds = [
      ...HOP_MODES.map((mode) => ({ mode })),
      ...presetsFor('hop').map(({ id }) => ({ preset: id })),
    ];
    for (const { id, file } of examples) {
      for (const kind of kinds) {
        const after = withHop(file, hopsOfFile(file).length, kind).file;
        const outcome = parseScenarioValue(withHop(after, 0, kind).file);
        const places = outcome.ok ? [] : outcome.errors.map(({ path }) => path);
        const isRefused = 'preset' in kind && places.every((path) => /^path\.\d+\.preset$/.test(path));
        expect(outcome.ok || isRefused, `${id}: ${JSON.stringify(kind)}: ${places.join()}`).toBe(true);
      }
    }
  });

  it('keep their names where they go, and what refers to them goes along', () => {
    const { file, along } = withHopMoved(FILE, 2, 0);
    expect(stageNames(file, 'path')).toEqual(['snat-3', 'snat', 'edge']);
    expect(targets(file)).toEqual(targets(FILE));
    expect(file.uncertain?.[0]?.field).toBe('path.2.instances');
    expect([along, isValid(file)]).toEqual([[], true]);
  });

  it('take their events and ranges with them when they go', () => {
    const { file, along } = withoutHop(FILE, 1);
    expect(stageNames(file, 'path')).toEqual(['snat', 'snat-3']);
    expect(targets(file)).toEqual(['snat-3', 'web', undefined]);
    expect(file.uncertain?.map(({ field }) => field)).toEqual(['clients.0.count']);
    expect(along).toEqual(['one event of edge gone', 'one uncertain range gone']);
    expect(isValid(file)).toBe(true);
  });

  it('leave an empty path, without a list of events where none is left', () => {
    const one: ScenarioFile = {
      fivetuple: 1,
      clients: [{ count: 1 }],
      path: [{ mode: 'proxy' }],
      backends: { count: 1 },
      events: [{ at: '1m', action: 'crash', target: 'proxy' }],
    };
    expect(withoutHop(one, 0).file).toEqual({
      fivetuple: 1,
      clients: [{ count: 1 }],
      path: [],
      backends: { count: 1 },
    });
  });
});

describe('populations', () => {
  it('are added with a name of their own, and counted in a target of all', () => {
    const { file, along } = withPopulation(FILE, 'windows-host');
    expect(file.clients[3]).toEqual({ name: 'windows-host', preset: 'windows-host', count: 1000 });
    expect(file.targets?.concurrent).toBe(1190);
    expect([along, isValid(file)]).toEqual([['the target is now 1190 connections'], true]);
  });

  it('leave their hosts to the first that ran on them', () => {
    const { file, along } = withoutPopulation(FILE, 0);
    expect(file.clients).toEqual([
      { name: 'jobs', count: 50, addresses: 20 },
      { name: 'logs', count: 40, addressesOf: 'jobs' },
    ]);
    expect(targets(file)).toEqual(['edge', 'snat-3', undefined]);
    expect(along).toEqual([
      'jobs keeps the hosts of web',
      'one event of web gone',
      'one uncertain range gone',
      'the target is now 90 connections',
    ]);
    expect(isValid(file)).toBe(true);
  });

  it('cannot all go: the parser says so', () => {
    const outcome = parseScenarioValue(withoutPopulation({ ...FILE, clients: [{ count: 1 }] }, 0).file);
    expect(outcome).toMatchObject({ ok: false });
    expect(outcome.ok ? [] : outcome.errors.map(({ path }) => path)).toContain('clients');
  });
});

describe('a new name', () => {
  it('is taken over wherever the old one was meant', () => {
    const hop = withChanges(FILE, nameChanges(FILE, 'path', 1, 'ingress'));
    expect(targets(hop)).toEqual(['ingress', 'snat-3', 'web', undefined]);
    const made = withChanges(FILE, nameChanges(FILE, 'path', 1, undefined));
    expect(targets(made)).toEqual(['proxy', 'snat-3', 'web', undefined]);
    const web = withChanges(FILE, nameChanges(FILE, 'clients', 0, 'browsers'));
    expect(web.clients.map(({ addressesOf }) => addressesOf)).toEqual([undefined, 'browsers', 'browsers']);
    expect(targets(web)).toEqual(['edge', 'snat-3', 'browsers', undefined]);
    for (const file of [hop, made, web]) expect(isValid(file)).toBe(true);
  });
});

it('moving a hop there and back gives the same file, once names are written', () => {
  const scenarios = arbitraryScenario().filter(({ path }) => path.length > 1);
  fc.assert(
    fc.property(scenarios, fc.nat(), fc.nat(), (scenario, a, b) => {
      const file = toScenarioFile(scenario);
      const [from, to] = [a % scenario.path.length, b % scenario.path.length];
      const there = withHopMoved(file, from, to).file;
      expect(withHopMoved(there, to, from).file).toEqual(file);
    }),
    { numRuns: 50 },
  );
});
