import { describe, expect, it } from 'vitest';
import { setField } from '../edit.ts';
import { HOP_MODES, type ScenarioFile } from '../file-format.ts';
import { parseScenarioValue } from '../parse.ts';
import type { HopMode, Scenario } from '../scenario.ts';
import { describeScenarioError } from '../scenario-error.ts';
import { fieldDefault, fieldDescription, fieldDoc, fieldDocs } from './field-docs.ts';

function parsed(file: ScenarioFile): Scenario {
  const outcome = parseScenarioValue(file);
  if (!outcome.ok) throw new Error(outcome.errors.map(describeScenarioError).join('\n'));
  return outcome.scenario;
}

/** A file in which nothing but the topology is given. */
function bare(mode: HopMode): ScenarioFile {
  return {
    fivetuple: 1,
    clients: [{ count: 5 }],
    path: [{ mode, autoscale: { target: 9 } }],
    backends: { count: 2, autoscale: { target: 9 } },
    events: [
      { at: '1m', action: 'restart' },
      { at: '5m', action: 'crash' },
      { at: '6m', action: 'disconnect' },
      { at: '6m', action: 'failover', target: mode },
      { at: '7m', action: 'link-cut' },
      ...(mode === 'proxy' ? [{ at: '7m', action: 'reload' as const, target: 'proxy' }] : []),
    ],
  };
}

/** The event of the file that has a field; the first one where it is not here. */
const EVENT_OF: Readonly<Record<string, number>> = {
  'events.*.instances': 1,
  'events.*.silent': 1,
  'events.*.share': 2,
  'events.*.mirrored': 3,
  'events.*.times': 5,
  'events.*.shutdownTimeout': 5,
};
const RELOADED = new Set(['events.*.times', 'events.*.shutdownTimeout']);

describe('fieldDocs', () => {
  it('state the defaults that the parser fills in', () => {
    let checked = 0;
    for (const mode of HOP_MODES) {
      const file = bare(mode);
      for (const { path } of fieldDocs) {
        const value = fieldDefault(path, mode);
        // The file above has a hop and events of its own.
        if (RELOADED.has(path) && mode !== 'proxy') continue;
        if (value === undefined || path === 'path' || path === 'events') continue;
        const event = EVENT_OF[path] ?? 0;
        const at = path.startsWith('events') ? path.replace('*', String(event)) : path;
        const changed = setField(file, at.replaceAll('*', '0'), value);
        expect(parsed(changed), `${path} of ${mode}`).toEqual(parsed(file));
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(150);
  });

  it('state a default for every field that a parsed scenario needs', () => {
    // What has no default is topology, an alternative to another field, or depends on other fields.
    const without = fieldDocs.filter((doc) => doc.default === undefined && doc.defaultByMode === undefined);
    expect(
      without.map(({ path }) => path).filter((path) => !/lifetime\.|events\.\*\.set\./.test(path)),
    ).toMatchInlineSnapshot(`
      [
        "$schema",
        "fivetuple",
        "description",
        "sampleEvery",
        "clients",
        "clients.*.name",
        "clients.*.preset",
        "clients.*.count",
        "clients.*.addresses",
        "clients.*.addressesOf",
        "clients.*.ring",
        "clients.*.ring.points",
        "clients.*.ring.pick",
        "clients.*.dns.resolvers",
        "clients.*.arrivals.rate",
        "clients.*.arrivals.profile",
        "clients.*.arrivals.profile.*.at",
        "clients.*.arrivals.profile.*.rate",
        "clients.*.arrivals.interpolation",
        "clients.*.arrivals.repeats",
        "clients.*.session",
        "clients.*.session.messages",
        "clients.*.reconnect",
        "path.*.name",
        "path.*.preset",
        "path.*.mode",
        "path.*.listen",
        "path.*.ring",
        "path.*.ring.points",
        "path.*.ring.pick",
        "path.*.snat.blockSize",
        "path.*.snat.maxPortsPerClient",
        "path.*.flowTable",
        "path.*.flowTable.buckets",
        "path.*.limits",
        "path.*.autoscale",
        "path.*.autoscale.target",
        "backends",
        "backends.count",
        "backends.autoscale",
        "backends.autoscale.target",
        "events.*.at",
        "events.*.action",
        "events.*.minReady",
        "events.*.detectedAfter",
        "events.*.set",
        "events.*.for",
        "events.*.cut",
        "targets",
        "targets.concurrent",
        "targets.blocking",
        "targets.headroom",
        "targets.arrivalRate",
        "targets.reconnectWithin",
        "costs",
        "uncertain.*.field",
        "uncertain.*.low",
        "uncertain.*.likely",
        "uncertain.*.high",
        "results",
      ]
    `);
  });

  it('name a mode that the field belongs to', () => {
    expect(fieldDefault('path.0.snat.ports', 'snat')).toBe('1024-65535');
    expect(fieldDefault('path.0.snat.ports', 'proxy')).toBe('32768-60999');
    expect(fieldDefault('path.0.snat.ports', 'dnat')).toBeUndefined();
    expect(fieldDefault('backends.backlog')).toBe(4096);
  });

  it('are found by the path of an error', () => {
    expect(fieldDoc('path.12.snat.hold')?.path).toBe('path.*.snat.hold');
    expect(fieldDoc('clients.0.session.lifetime.phases.1.mean')?.kind).toBe('duration');
    expect(fieldDoc('clients.0.nothing')).toBeUndefined();
  });

  it('read as sentences', () => {
    for (const doc of fieldDocs) {
      expect(doc.what, doc.path).toMatch(/^[\dA-Z"].*\.$/s);
      expect(fieldDescription(doc)).not.toMatch(/undefined|\.\.|\s\s/);
    }
  });
});
