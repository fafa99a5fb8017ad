import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { HOP_MODES } from '../../scenario/file-format.ts';
import { scenarioJsonSchema } from '../../scenario/json-schema.ts';
import { isPlainObject } from '../../scenario/plain-value.ts';
import { schemaCompletion } from './complete.ts';
import type { JsonSchema } from './schema-place.ts';

const schema = scenarioJsonSchema();
const source = schemaCompletion(schema);

type Written = Record<string, unknown>;

/** A field of the format, and the object that it stands in: the names on the way, and the words that choose each kind. */
interface Leaf {
  readonly path: readonly string[];
  /** `{ "action": "crash" }` at `events.*`. */
  readonly chosen: ReadonlyMap<string, Written>;
}

const listOf = (value: unknown): JsonSchema[] => (Array.isArray(value) ? value.filter(isPlainObject) : []);

/** Every field that holds no further fields, once for each kind of its object. */
function leavesOf(node: JsonSchema, path: readonly string[], chosen: Leaf['chosen']): Leaf[] {
  const members = [...listOf(node.oneOf), ...listOf(node.anyOf)];
  const { items, properties } = node;
  if (isPlainObject(items) && hasFields(items)) return leavesOf(items, [...path, '*'], chosen);
  if (isPlainObject(properties)) {
    const words = Object.entries(properties).flatMap(([name, field]) =>
      isPlainObject(field) && typeof field.const === 'string' ? [[name, field.const] as const] : [],
    );
    const kind = new Map([...chosen, [path.join('.'), Object.fromEntries(words)]]);
    return Object.entries(properties).flatMap(([name, field]) =>
      isPlainObject(field) ? leavesOf(field, [...path, name], kind) : [],
    );
  }
  const within = members.filter(hasFields);
  return within.length > 0 ? within.flatMap((each) => leavesOf(each, path, chosen)) : [{ path, chosen }];
}

function hasFields(node: JsonSchema): boolean {
  const inner = [
    ...listOf(node.oneOf),
    ...listOf(node.anyOf),
    ...(isPlainObject(node.items) ? [node.items] : []),
  ];
  return isPlainObject(node.properties) || inner.some(hasFields);
}

const CURSOR = '@cursor';

/** The file with nothing but the object of a leaf, a place to write in it, and what its fields need beside them. */
function withCursor({ path, chosen }: Leaf, beside: ReadonlyMap<string, Written>): string {
  const root: Written = {};
  let owner = root;
  const at: string[] = [];
  const open = (): void => {
    const place = at.join('.');
    const last = path.at(-1) ?? '';
    const { [last]: _, ...own } = { ...beside.get(place), ...chosen.get(place) };
    Object.assign(owner, own);
  };
  open();
  for (const [depth, name] of path.slice(0, -1).entries()) {
    at.push(name);
    if (name === '*') continue;
    const next: Written = {};
    owner[name] = path[depth + 1] === '*' ? [next] : next;
    owner = next;
    if (path[depth + 1] !== '*') open();
    else {
      at.push('*');
      open();
      at.pop();
    }
  }
  owner[CURSOR] = 0;
  const others = Object.fromEntries(
    [...beside].filter(([place]) => place === '').flatMap(([, own]) => Object.entries(own)),
  );
  return JSON.stringify({ ...others, ...root });
}

/** What is offered where the mark stands. */
function offered(text: string): CompletionResult['options'] {
  const mark = `"${CURSOR}":0`;
  const offset = text.indexOf(mark);
  const state = EditorState.create({ doc: text.replace(mark, ''), extensions: [json()] });
  const result = source(new CompletionContext(state, offset, true));
  if (result instanceof Promise) throw new TypeError('completion is expected to answer at once');
  return result?.options ?? [];
}

/** What gives a meaning to fields that depend on others: one of these does for each of them. */
const SURROUNDINGS: readonly ReadonlyMap<string, Written>[] = HOP_MODES.flatMap((mode) =>
  ['edge', 'backends'].map(
    (target) =>
      new Map<string, Written>([
        ['clients.*', { bind: 'explicit', balance: 'consistent-hash' }],
        ['clients.*.reconnect', { policy: 'exponential' }],
        ['path.*', { name: 'edge', mode, balance: 'consistent-hash' }],
        ['path.*.snat', { scope: 'client-block', selection: 'netfilter' }],
        ['events.*', { target }],
        ['', { path: [{ name: 'edge', mode }] }],
      ]),
  ),
);

describe('every field of the format', () => {
  const leaves = leavesOf(schema, [], new Map());

  it('is found by the walk', () => {
    const paths = new Set(leaves.map(({ path }) => path.join('.')));
    expect(paths.size).toBeGreaterThan(200);
    for (const known of [
      'path.*.snat.blockSize',
      'events.*.set.limits.maxConnections',
      'clients.*.session.lifetime.sigma',
    ])
      expect(paths).toContain(known);
  });

  it('is offered by the completion of the JSON, and explained', () => {
    const without = leaves.filter((leaf) => {
      const name = leaf.path.at(-1);
      return !SURROUNDINGS.some((beside) =>
        offered(withCursor(leaf, beside)).some(
          ({ label, info }) => label === name && typeof info === 'string' && info !== '',
        ),
      );
    });
    expect(without.map(({ path }) => path.join('.'))).toEqual([]);
  });
});
