import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { asDiagnostic, placedErrors } from './diagnostics.ts';

const VALID = `{
  "fivetuple": 1,
  "clients": [{ "name": "web", "count": 100 }],
  "path": [{ "mode": "snat" }],
  "backends": { "count": 2 }
}`;

/** The faults of a text: the path of each, and the part of the text that is marked for it. */
function marked(text: string): string[][] {
  const state = EditorState.create({ doc: text, extensions: [json()] });
  return placedErrors(state).map(({ error, from, to }) => [error.path, text.slice(from, to)]);
}

describe('marks of faults', () => {
  it('are none in a valid scenario', () => {
    expect(marked(VALID)).toEqual([]);
  });

  it('stand at a field that is wrong, with its value', () => {
    expect(marked(VALID.replace('100', '"many"'))).toEqual([['clients.0.count', '"count": "many"']]);
    expect(marked(VALID.replace('"snat"', '"nat"'))).toEqual([['path.0.mode', '"mode": "nat"']]);
  });

  it('stand at the name where the value is long, and at the object where a field is missing', () => {
    expect(marked(VALID.replace('"mode": "snat"', '"mode": "dsr", "snat": { "addresses": 2 }'))).toEqual([
      ['path.0.snat', '"snat"'],
    ]);
    expect(marked(VALID.replace('"mode": "snat"', '"name": "edge"'))).toEqual([['path.0.mode', '{']]);
    expect(marked(VALID.replace('"count": 2', ''))).toEqual([['backends.count', '"backends"']]);
  });

  it('stand at the word where the text is no JSON', () => {
    expect(marked(VALID.replace('"snat"', 'snat'))).toEqual([['', 'snat']]);
    expect(marked('')).toEqual([['', '']]);
    expect(marked(VALID.slice(0, -2))[0]?.[0]).toBe('');
  });

  it('say the place, the fault and what would do', () => {
    const state = EditorState.create({ doc: VALID.replace('100', '0'), extensions: [json()] });
    const [error] = placedErrors(state);
    expect(error && asDiagnostic(error).message).toBe(
      'clients.0.count: 0 is out of range. Accepted: a whole number from 1 to 2147483647.',
    );
  });
});
