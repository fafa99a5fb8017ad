/** What the editor offers while a scenario is written: fields that a place can have, and values that a field can have. */
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  pickedCompletion,
  startCompletion,
} from '@codemirror/autocomplete';
import { jsonLanguage } from '@codemirror/lang-json';
import { ensureSyntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Tree } from '@lezer/common';
import { EVENT, hopNames, populationNames } from '../../scenario/defaults.ts';
import { fieldDefault, fieldDoc } from '../../scenario/field-docs/field-docs.ts';
import { isPlainObject, valueAt } from '../../scenario/plain-value.ts';
import { fitsAt, modeAt, partsOf, patternOf } from './fitting-fields.ts';
import { type JsonSpot, type Slice, spotAt, valueOf } from './json-tree.ts';
import {
  descriptionOf,
  fieldsAt,
  isSingle,
  type JsonSchema,
  opensWith,
  type SchemaValue,
  schemasAt,
  valuesOf,
} from './schema-place.ts';

const PARSE_MS = 500;

/** The syntax tree of the whole text; scenarios are small. */
export function wholeTree(state: EditorState): Tree | null {
  return ensureSyntaxTree(state, state.doc.length, PARSE_MS);
}

export const sliceOf =
  (state: EditorState): Slice =>
  (from, to) =>
    state.sliceDoc(from, to);

/** Completion over the JSON Schema of the scenario. */
export function schemaCompletion(schema: JsonSchema): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const tree = wholeTree(context.state);
    if (tree === null) return null;
    const slice = sliceOf(context.state);
    const spot = spotAt(tree, slice, context.pos);
    if (spot === null || (!context.explicit && !isTyping(spot, context))) return null;
    const root = spot.kind === 'name' ? rootWithout(spot, context.state) : valueOf(tree.topNode, slice);
    const options =
      spot.kind === 'name'
        ? fieldOptions(schema, spot, root, context.state)
        : valueOptions(schema, spot, root);
    return options.length === 0 ? null : { ...insideQuotes(spot, slice), options, validFor: /^[\w$.-]*$/ };
  };
}

/** What is written, but for a name that has no colon yet: it would hide the field after it. */
function rootWithout({ from, to }: JsonSpot, state: EditorState): unknown {
  const text = state.doc.toString();
  const isWhole = /^\s*:/.test(text.slice(to));
  const rest = isWhole ? text : text.slice(0, from) + text.slice(to);
  return valueOf(jsonLanguage.parser.parse(rest).topNode, (start, end) => rest.slice(start, end));
}

/** What is compared with what is offered: a text without its quotes. */
function insideQuotes({ from, to }: JsonSpot, slice: Slice): { readonly from: number; readonly to: number } {
  const isOpened = slice(from, from + 1) === '"';
  const isClosed = to - from > 1 && slice(to - 1, to) === '"';
  return { from: isOpened ? from + 1 : from, to: isOpened && isClosed ? to - 1 : to };
}

/** The same with the quotes around it, for what is written in its place. */
function withQuotes(
  state: EditorState,
  from: number,
  to: number,
): { readonly from: number; readonly to: number } {
  const isOpened = state.sliceDoc(Math.max(0, from - 1), from) === '"';
  const isClosed = isOpened && state.sliceDoc(to, to + 1) === '"';
  return { from: isOpened ? from - 1 : from, to: isClosed ? to + 1 : to };
}

/** In a name or a value, or where one has to follow. */
function isTyping({ from, kind }: JsonSpot, { pos, state }: CompletionContext): boolean {
  return from < pos || (kind === 'value' && /:\s*$/.test(state.sliceDoc(Math.max(0, pos - 10), pos)));
}

function fieldOptions(schema: JsonSchema, spot: JsonSpot, root: unknown, state: EditorState): Completion[] {
  const owner = valueAt(root, spot.path);
  const written = nameAt(state, spot);
  const taken = isPlainObject(owner) ? Object.keys(owner) : [];
  const fields = [...fieldsAt(schema, spot.path, root)].filter(
    ([name]) => name === written || (!taken.includes(name) && fitsAt(spot.path, name, root)),
  );
  return fields.map(([name, field], index) => ({
    label: name,
    type: 'property',
    detail: detailOf([...spot.path, name]),
    info: descriptionOf([field]),
    // In the order of the format, not of the alphabet.
    boost: -index / 10,
    apply: (view, completion, from, to) =>
      writeField(view, completion, { name, field, ...withQuotes(view.state, from, to) }),
  }));
}

function nameAt(state: EditorState, { from, to }: JsonSpot): string {
  return state.sliceDoc(from, to).replaceAll('"', '');
}

/** The kind of the field in a word: "duration", "count", or its words. */
function detailOf(path: readonly string[]): string {
  const doc = fieldDoc(path.join('.'));
  return doc === undefined || doc.kind === 'object' || doc.kind === 'any' ? '' : doc.kind.replace('-', ' ');
}

interface FieldToWrite {
  readonly name: string;
  readonly field: JsonSchema;
  readonly from: number;
  readonly to: number;
}

/** What stands for a value until one is written; the mark is where the cursor goes. */
const SKELETONS = { object: ['{ ', ' }'], array: ['[', ']'], text: ['"', '"'], bare: ['', ''] } as const;

/** Writes the name, with its colon, a place for its value and the commas around it, where they are not there yet. */
function writeField(view: EditorView, completion: Completion, { name, field, from, to }: FieldToWrite): void {
  const { state } = view;
  const before = /\S(?=\s*$)/.exec(state.sliceDoc(0, from))?.[0] ?? '';
  const after = /\S/.exec(state.sliceDoc(to))?.[0] ?? '';
  const label = `"${name}"`;
  const comma = before === '{' || before === ',' ? '' : ', ';
  const [open, close] = after === ':' ? ['', ''] : SKELETONS[opensWith(field)];
  const start = after === ':' ? `${comma}${label}` : `${comma}${label}: ${open}`;
  const insert = `${start}${close}${after === '"' ? ', ' : ''}`;
  write(view, completion, { from, to, insert }, start.length);
  if (after !== ':') startCompletion(view);
}

/** Writes what was picked; the cursor goes behind so many characters of it. */
function write(
  view: EditorView,
  completion: Completion,
  changes: { readonly from: number; readonly to: number; readonly insert: string },
  length: number,
): void {
  view.dispatch({
    changes,
    selection: { anchor: changes.from + length },
    annotations: pickedCompletion.of(completion),
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
}

function valueOptions(schema: JsonSchema, spot: JsonSpot, root: unknown): Completion[] {
  const schemas = schemasAt(schema, spot.path, root);
  const listed = [...valuesOf(schemas), ...namesAt(spot.path, root)];
  const fallback = fieldDefault(spot.path.join('.'), modeAt(spot.path, root));
  const isListed = listed.some(({ value }) => value === fallback);
  const all = isListed || !isSingle(fallback) ? listed : [bare(fallback), ...listed];
  const words = all.map((each, index) =>
    wordOption(each, index, each.value === fallback, descriptionOf(schemas)),
  );
  return words.length > 0 ? words : skeletonOption(schemas);
}

/** A value of which the schema says nothing. */
const bare = (value: SchemaValue['value']): SchemaValue => ({ value, title: '', description: '' });

function wordOption(
  { value, title, description }: SchemaValue,
  index: number,
  isDefault: boolean,
  info: string,
): Completion {
  const detail = [title, isDefault ? 'default' : ''].filter((part) => part !== '').join(', ');
  return {
    label: String(value),
    type: typeof value === 'string' ? 'enum' : 'constant',
    ...(detail === '' ? {} : { detail }),
    info: description === '' ? info : description,
    boost: -index / 10,
    apply: (view, completion, from, to) => {
      const insert = JSON.stringify(value);
      write(view, completion, { ...withQuotes(view.state, from, to), insert }, insert.length);
    },
  };
}

/** Something that has fields or items of its own. */
function skeletonOption(schemas: readonly JsonSchema[]): Completion[] {
  const [schema] = schemas;
  const opens = schema === undefined ? 'bare' : opensWith(schema);
  if (opens !== 'object' && opens !== 'array') return [];
  const [open, close] = SKELETONS[opens];
  const apply = (view: EditorView, completion: Completion, from: number, to: number): void => {
    write(view, completion, { from, to, insert: `${open}${close}` }, open.length);
    startCompletion(view);
  };
  return [{ label: `${open}${close}`, type: 'class', info: descriptionOf(schemas), apply }];
}

/** Names of other parts of the file that a field can refer to. */
function namesAt(path: readonly string[], root: unknown): SchemaValue[] {
  const place = patternOf(path);
  if (place === 'events.*.target') {
    const clients = populationNames(partsOf(root, 'clients'));
    return [EVENT.target, ...hopNames(partsOf(root, 'path')), ...clients].map(bare);
  }
  if (place !== 'clients.*.addressesOf') return [];
  const earlier = partsOf(root, 'clients').slice(0, Number(path[1]));
  return earlier.flatMap(({ name }) => (name === undefined ? [] : [bare(name)]));
}
