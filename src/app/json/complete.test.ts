import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from '../../scenario/json-schema.ts';
import { schemaCompletion } from './complete.ts';

const source = schemaCompletion(scenarioJsonSchema());

/** What is offered at the `|` of a text. */
function offeredAt(marked: string, explicit = true): CompletionResult | null {
  const offset = marked.indexOf('|');
  const text = `${marked.slice(0, offset)}${marked.slice(offset + 1)}`;
  const state = EditorState.create({ doc: text, extensions: [json()] });
  const result = source(new CompletionContext(state, offset, explicit));
  if (result instanceof Promise) throw new TypeError('completion is expected to answer at once');
  return result;
}

const namesAt = (marked: string, explicit = true): string[] =>
  (offeredAt(marked, explicit)?.options ?? []).map(({ label }) => label);

describe('names of fields', () => {
  it('are those of the place that are not there yet, in the order of the format', () => {
    const names = namesAt('{ "fivetuple": 1, "name": "A question", | }');
    expect(names.slice(0, 4)).toEqual(['$schema', 'description', 'seed', 'duration']);
    expect(names).not.toContain('name');
  });

  it('are offered while a name is typed, closed or not, and explained', () => {
    for (const text of [
      '{ "fivetuple": 1, "du|" }',
      '{ "fivetuple": 1,\n  "du|\n  "seed": 1 }',
      '{ du| }',
      '{ "|" }',
    ]) {
      expect(namesAt(text, false), text).toContain('duration');
    }
    const duration = offeredAt('{ "|" }')?.options.find(({ label }) => label === 'duration');
    expect(duration).toMatchObject({ detail: 'duration', info: 'Simulated time. Default: "1h".' });
  });

  it('leave out a field that follows what is being typed', () => {
    for (const text of ['{ "|"\n"seed": 1 }', '{ "s|"\n"seed": 1 }', '{ s|\n"seed": 1 }'])
      expect(namesAt(text), text).not.toContain('seed');
    expect(namesAt('{ "se|": 1, "name": "A" }')).toContain('seed');
  });

  it('do not come by themselves where nothing is typed, nor after the end', () => {
    expect(namesAt('{ "fivetuple": 1, | }', false)).toEqual([]);
    expect(namesAt('{ "fivetuple": 1 } |')).toEqual([]);
    expect(namesAt('{ "clients": [] | }')).toContain('backends');
  });

  it('follow the mode of a hop', () => {
    const hop = (mode: string, inside = '|') => namesAt(`{ "path": [{ "mode": "${mode}", ${inside} }] }`);
    expect(hop('snat')).toEqual(expect.arrayContaining(['snat', 'gateway', 'flowTable', 'limits']));
    expect(hop('dsr')).not.toContain('snat');
    expect(hop('proxy')).toEqual(expect.arrayContaining(['snat', 'workers', 'retries']));
    expect(hop('router')).not.toContain('limits');
    expect(hop('dnat', '"limits": { | }')).not.toContain('backlog');
    expect(hop('proxy', '"limits": { | }')).toContain('backlog');
    expect(namesAt('{ "path": [{ "preset": "haproxy", | }] }')).toContain('workers');
    expect(hop('snat', '"snat": { "scope": "client-block", | }')).toContain('blockSize');
    expect(hop('snat', '"snat": { | }')).not.toContain('blockSize');
  });

  it('follow the kind of a union', () => {
    const event = (inside: string) => namesAt(`{ "events": [{ ${inside} }] }`);
    expect(event('|')).toEqual(['at', 'target', 'action']);
    expect(event('"action": "reload", |')).toEqual(
      expect.arrayContaining(['every', 'times', 'shutdownTimeout']),
    );
    expect(event('"action": "scale-out", |')).toEqual(['at', 'target', 'instances']);
    const client = (inside: string) => namesAt(`{ "clients": [{ ${inside} }] }`);
    expect(client('"arrivals": { | }')).toEqual(['pattern', 'start', 'rampUp']);
    expect(client('"arrivals": { "pattern": "poisson", | }')).toContain('profile');
    expect(client('"session": { "lifetime": { "distribution": "pareto", | } }')).toContain('alpha');
    expect(client('"reconnect": { "policy": "fixed", | }')).toEqual(['base', 'maxAttempts']);
    expect(client('"arrivals": { "pattern": "poisson" }, "reconnect": { | }')).toEqual(['policy']);
  });

  it('follow what a change is of', () => {
    const set = (target: string) =>
      namesAt(
        `{ "path": [{ "name": "edge", "mode": "dnat" }], "events": [{ "action": "change", ${target} "set": { | } }] }`,
      );
    expect(set('')).toContain('maxConnections');
    expect(set('')).not.toContain('limits');
    expect(set('"target": "edge",')).toEqual(['limits', 'flowTable']);
  });
});

describe('values', () => {
  it('are the words of the format, with their default', () => {
    const balance = offeredAt('{ "path": [{ "mode": "router", "balance": "|" }] }');
    expect(balance?.options.map(({ label }) => label)).toContain('source-hash');
    expect(balance?.options.find(({ label }) => label === 'source-hash')?.detail).toBe('default');
  });

  it('are all kinds of a union, whichever is written', () => {
    expect(namesAt('{ "events": [{ "action": "cr|" }] }')).toEqual(
      expect.arrayContaining(['restart', 'crash', 'reload']),
    );
    expect(namesAt('{ "clients": [{ "arrivals": { "pattern": | } }] }', false)).toEqual([
      'population',
      'poisson',
    ]);
  });

  it('are presets of the place with what they are', () => {
    const hop = offeredAt('{ "path": [{ "preset": "|" }] }');
    const nat = hop?.options.find(({ label }) => label === 'aws-nat-gateway');
    expect(nat?.detail).toBe('AWS NAT gateway');
    expect(namesAt('{ "clients": [{ "preset": "|" }] }')).toContain('windows-host');
    expect(namesAt('{ "clients": [{ "preset": "|" }] }')).not.toContain('haproxy');
  });

  it('are true and false, and the words beside numbers', () => {
    expect(namesAt('{ "path": [{ "mode": "snat", "gateway": | }] }')).toEqual(['true', 'false']);
    expect(namesAt('{ "warmUp": | }')).toEqual(['auto']);
    expect(namesAt('{ "backends": { "maxConnections": | } }')).toContain('unlimited');
  });

  it('are names of other parts where one is meant', () => {
    const parts = '"clients": [{ "name": "web" }, { "addressesOf": "|" }], "path": [{ "mode": "proxy" }]';
    expect(namesAt(`{ ${parts} }`)).toEqual(['web']);
    expect(
      namesAt(
        `{ "clients": [{ "name": "web" }], "path": [{ "mode": "proxy" }], "events": [{ "target": | }] }`,
      ),
    ).toEqual(['backends', 'proxy', 'web']);
  });
});
