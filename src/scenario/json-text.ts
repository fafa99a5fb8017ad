/**
 * Reads JSON text and remembers where each field stands, so that every error can name its line and column. The
 * messages are our own: those of `JSON.parse` differ between JavaScript engines. Strict JSON (RFC 8259), and a name
 * given twice in one object is an error here.
 */

import type { ScenarioError } from './scenario-error.ts';
import { quoted } from './units.ts';

export interface TextPlace {
  /** Counted from 1; a column is a UTF-16 code unit. */
  readonly line: number;
  readonly column: number;
}

export type JsonReading =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where the field at a dotted path begins; for a missing field the object that should have it. */
      place(path: string): TextPlace;
    }
  | { readonly ok: false; readonly errors: readonly ScenarioError[] };

export function readJson(text: string): JsonReading {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const reader = new JsonReader(source);
  try {
    const value = reader.whole();
    return { ok: true, value, place: (path) => placeOf(source, reader.offsetOf(path)) };
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault;
    const { message, accepted } = fault;
    const error = { path: '', code: 'syntax', message, accepted, ...placeOf(source, fault.offset) } as const;
    return { ok: false, errors: [error] };
  }
}

function placeOf(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

class SyntaxFault extends Error {
  readonly accepted: string;
  readonly offset: number;

  constructor(message: string, accepted: string, offset: number) {
    super(message);
    this.accepted = accepted;
    this.offset = offset;
  }
}

/** Scenarios are five levels deep; this only keeps hostile text from exhausting the stack. */
const MAX_DEPTH = 100;
const BLANK = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// oxlint-disable-next-line no-control-regex -- control characters are exactly what JSON forbids in a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const LITERALS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

class JsonReader {
  private readonly text: string;
  private at = 0;
  /** Offset of each value by path; of its name where it is a member of an object. */
  private readonly offsets = new Map<string, number>();

  constructor(text: string) {
    this.text = text;
  }

  whole(): unknown {
    this.blank();
    if (this.at === this.text.length) this.fail('the text is empty', 'a JSON object');
    const value = this.value('', 0);
    if (this.at < this.text.length) this.fail(`${this.found()} after the end of the scenario`, 'nothing');
    return value;
  }

  offsetOf(path: string): number {
    let known = path;
    while (!this.offsets.has(known) && known !== '')
      known = known.slice(0, Math.max(0, known.lastIndexOf('.')));
    return this.offsets.get(known) ?? 0;
  }

  private value(path: string, depth: number): unknown {
    if (depth > MAX_DEPTH) this.fail('nested too deeply', `at most ${MAX_DEPTH} levels`);
    if (!this.offsets.has(path)) this.offsets.set(path, this.at);
    switch (this.text.charAt(this.at)) {
      case '{':
        return this.object(path, depth);
      case '[':
        return this.array(path, depth);
      case '"':
        return this.string();
      default:
        return this.numberOrWord();
    }
  }

  private object(path: string, depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    this.step();
    if (this.take('}')) return result;
    do {
      const start = this.at;
      if (this.text.charAt(start) !== '"') this.failName();
      const key = this.string();
      const child = path === '' ? key : `${path}.${key}`;
      if (Object.hasOwn(result, key)) {
        this.fail(`${quoted(key)} is given twice in the same object`, 'each name once', start);
      }
      this.offsets.set(child, start);
      if (!this.take(':')) this.fail(`${this.found()} after the name ${quoted(key)}`, 'a colon');
      // Not by assignment: the name may be "__proto__".
      const value = this.value(child, depth + 1);
      Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true });
    } while (this.more('}'));
    return result;
  }

  private array(path: string, depth: number): unknown[] {
    const result: unknown[] = [];
    this.step();
    if (this.take(']')) return result;
    do {
      if (this.text.charAt(this.at) === ']') this.fail('a comma before "]"', 'no comma after the last item');
      result.push(this.value(path === '' ? String(result.length) : `${path}.${result.length}`, depth + 1));
    } while (this.more(']'));
    return result;
  }

  /** After an item: true when a comma follows, false at the closing bracket. */
  private more(close: '}' | ']'): boolean {
    if (this.take(',')) return true;
    if (this.take(close)) return false;
    return this.fail(`${this.found()} after a value`, `a comma or "${close}"`);
  }

  private string(): string {
    STRING.lastIndex = this.at;
    const raw = STRING.exec(this.text)?.[0];
    if (raw === undefined) this.failString();
    this.at += raw.length;
    this.blank();
    return String(JSON.parse(raw));
  }

  private numberOrWord(): unknown {
    const start = this.at;
    const word = this.match(WORD);
    if (Object.hasOwn(LITERALS, word)) {
      this.blank();
      return LITERALS[word];
    }
    if (word !== '')
      this.fail(`${quoted(word)} is not a JSON value`, 'a text in double quotes, a number', start);
    const digits = this.match(NUMBER);
    if (digits === '' || /[\w.]/.test(this.text.charAt(this.at))) {
      this.fail(
        digits === '' ? `${this.found()} where a value should be` : 'a malformed number',
        VALUES,
        start,
      );
    }
    this.blank();
    return Number(digits);
  }

  private failName(): never {
    if (this.text.charAt(this.at) === '}') this.fail('a comma before "}"', 'no comma after the last field');
    return this.fail(`${this.found()} where a name should be`, 'a name in double quotes');
  }

  private failString(): never {
    const rest = this.text.slice(this.at + 1);
    const end = rest.search(/["\n]/);
    if (end < 0 || rest.charAt(end) === '\n')
      return this.fail('a text without its closing quote', 'a double quote at its end, on the same line');
    return this.fail(
      'a text with an invalid escape or control character',
      'escapes such as \\n, \\" and \\u00e9',
    );
  }

  /** What stands at the current place, in words. */
  private found(): string {
    const rest = this.text.slice(this.at);
    if (rest === '') return 'the text ends';
    if (rest.startsWith('//') || rest.startsWith('/*')) return 'a comment, which JSON does not have,';
    return quoted(String.fromCodePoint(rest.codePointAt(0) ?? 0));
  }

  private fail(message: string, accepted: string, offset: number = this.at): never {
    throw new SyntaxFault(message, accepted, offset);
  }

  private take(character: string): boolean {
    if (this.text.charAt(this.at) !== character) return false;
    this.step();
    return true;
  }

  private step(): void {
    this.at += 1;
    this.blank();
  }

  private blank(): void {
    this.match(BLANK);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}

const VALUES = 'an object, a list, a text in double quotes, a number, true, false or null';
