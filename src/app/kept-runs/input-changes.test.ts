import { describe, expect, it } from 'vitest';
import { setField } from '../../scenario/edit.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { withStrategy } from '../../scenario/strategies.ts';
import { inputChanges } from './input-changes.ts';

const FILE: ScenarioFile = {
  fivetuple: 1,
  name: 'A question',
  seed: 7,
  duration: '10m',
  clients: [
    {
      name: 'browsers',
      count: 2000,
      arrivals: { pattern: 'population', rampUp: '2m' },
      session: { lifetime: { distribution: 'exponential', mean: '3m' } },
    },
  ],
  path: [{ name: 'edge', mode: 'snat', snat: { addresses: 1, hold: '60s' } }],
  backends: { name: 'servers', count: 4 },
};

function opened(file: ScenarioFile) {
  const outcome = parseScenarioValue(file);
  if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
  return { file: outcome.file, scenario: outcome.scenario };
}

const changes = (after: ScenarioFile, before = FILE) => inputChanges(opened(before), opened(after));
const said = (after: ScenarioFile, before = FILE) =>
  changes(after, before).map(({ path, from, to }) => `${path}: ${from} -> ${to}`);

describe('the inputs that differ between two runs', () => {
  it('are named by their controls, with the values in force', () => {
    expect(changes(setField(FILE, 'path.0.snat.addresses', 2))).toEqual([
      {
        path: 'path.0.snat.addresses',
        label: expect.stringMatching(/address/i),
        place: 'Hop 1: edge (snat)',
        from: '1',
        to: '2',
      },
    ]);
  });

  it('are none where the same is written in another way, or only words differ', () => {
    expect(said({ ...FILE, duration: '600s', name: 'Another', description: 'New' })).toEqual([]);
    expect(said(setField(FILE, 'clients.0.connectionsEach', 1))).toEqual([]);
  });

  it('have the default of what one file leaves out', () => {
    expect(said(setField(FILE, 'seed', undefined))).toEqual(['seed: 7 -> 1']);
    expect(said(setField(FILE, 'backends.maxConnections', 500))).toEqual([
      'backends.maxConnections: unlimited -> 500',
    ]);
  });

  it('are told item by item where lists differ in length', () => {
    const event = { at: '1m', action: 'restart' as const, batch: 2 };
    const before = { ...FILE, events: [event] };
    const after = {
      ...FILE,
      events: [
        { ...event, batch: 1 },
        { ...event, at: '5m' },
      ],
    };
    expect(said(after, before)).toEqual([
      'events.0.batch: 2 -> 1',
      'events.1: – -> {"at":"5m","action":"restart","batch":2}',
    ]);
  });

  it('tell another strategy by what it has and has not', () => {
    const dsr = said(withStrategy(FILE, 'dsr'));
    expect(dsr[0]).toBe('path.0.mode: snat -> dsr');
    expect(dsr).toContain('path.0.snat.hold: 1m -> –');
    expect(said(withStrategy(FILE, 'direct'))).toEqual(['path.0: edge (snat) -> –']);
  });
});
