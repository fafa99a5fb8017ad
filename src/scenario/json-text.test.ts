import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './json-text.ts';

function fault(text: string) {
  const reading = readJson(text);
  if (reading.ok) throw new Error('it was read');
  return reading.errors[0];
}

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const reading = readJson(text);
        expect(reading.ok && JSON.stringify(reading.value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('accepts a text exactly when JSON.parse does, apart from repeated names', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-2.5e3',
      'true',
      'nul',
      ' ',
      '"',
      '\\',
      '01',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 9 }), (tokens) => {
        const text = tokens.join('');
        const reading = readJson(text);
        let accepted = true;
        try {
          JSON.parse(text);
        } catch {
          accepted = false;
        }
        if (!reading.ok && reading.errors[0]?.message.includes('given twice')) return;
        expect(reading.ok).toBe(accepted);
      }),
      { numRuns: 3000 },
    );
  });

  it('knows the place of every field', () => {
    const reading = readJson('{\n  "a": {"b": [10,\n   20]},\n "c": 1}');
    if (!reading.ok) throw new Error('not read');
    expect(reading.place('a.b.1')).toEqual({ line: 3, column: 4 });
    expect(reading.place('a.b')).toEqual({ line: 2, column: 9 });
    expect(reading.place('c')).toEqual({ line: 4, column: 2 });
    expect(reading.place('a.missing.deep')).toEqual({ line: 2, column: 3 });
    expect(reading.place('')).toEqual({ line: 1, column: 1 });
  });

  it('reads names that mean something in JavaScript as plain fields', () => {
    const reading = readJson('{"__proto__": 1}');
    expect(reading.ok && Object.keys(Object(reading.value))).toEqual(['__proto__']);
  });

  it('skips a byte order mark', () => {
    expect(readJson('\uFEFF{}')).toMatchObject({ ok: true, value: {} });
  });

  it.each([
    ['', 1, 1, 'the text is empty'],
    ['{"a": 1,}', 1, 9, 'a comma before "}"'],
    ['[1, 2,\n]', 2, 1, 'a comma before "]"'],
    ['{"a": 1\n "b": 2}', 2, 2, '"\\"" after a value'],
    ['{"a" 1}', 1, 6, '"1" after the name "a"'],
    ["{'a': 1}", 1, 2, '"\'" where a name should be'],
    ['{"a": yes}', 1, 7, '"yes" is not a JSON value'],
    ['{"a": 01}', 1, 7, 'a malformed number'],
    ['{"a": "x', 1, 7, 'a text without its closing quote'],
    ['{"a": "\\q"}', 1, 7, 'a text with an invalid escape or control character'],
    ['{"a": 1 // one\n}', 1, 9, 'a comment, which JSON does not have, after a value'],
    ['{"a": {"b": 1', 1, 14, 'the text ends after a value'],
    ['{"a": ', 1, 7, 'the text ends where a value should be'],
    ['{} {}', 1, 4, '"{" after the end of the scenario'],
    ['{"a": 1, "a": 2}', 1, 10, '"a" is given twice in the same object'],
    ['\uFEFF{,}', 1, 2, '"," where a name should be'],
  ])('says what is wrong with %j', (text, line, column, message) => {
    expect(fault(text)).toMatchObject({ code: 'syntax', path: '', line, column, message });
  });

  it('survives deep nesting', () => {
    expect(fault('['.repeat(100_000))?.message).toBe('nested too deeply');
  });
});
