/**
 * Zod schemas for the single values of a scenario file. Each reads what a user may write into a plain number or
 * text, words its own fault, and knows its JSON Schema, so that messages and schema do not depend on zod's.
 */
import * as z from 'zod/mini';
import { nearest } from './nearest-name.ts';
import { isKeyed } from './plain-value.ts';
import { type PortSpan, parsePortList, parsePortSpan } from './ports.ts';
import type { ScenarioErrorCode } from './scenario-error.ts';
import {
  acceptedQuantity,
  formatQuantity,
  parseQuantity,
  type QuantityKind,
  quantityPattern,
  quoted,
} from './units.ts';

/** The most of anything that is counted: what a 32-bit index can address. */
export const MAX_COUNT = 2_147_483_647;

/** Part of the `params` of a zod issue that a leaf raises. */
export interface LeafFault {
  readonly code: ScenarioErrorCode;
  readonly message: string;
  readonly accepted: string;
}

export function isLeafFault(value: unknown): value is LeafFault {
  return isKeyed(value) && typeof value.code === 'string' && typeof value.accepted === 'string';
}

type Reading<Out> = { readonly ok: true; readonly value: Out } | ({ readonly ok: false } & LeafFault);

/** JSON Schema fragments of the leaves, keyed by the schema that stands for the leaf's input. */
export const leafJsonSchemas = new WeakMap<object, Record<string, unknown>>();

/** The kind and the rule of the leaves that are quantities, keyed by the leaf. */
export const leafQuantities = new WeakMap<
  object,
  { readonly kind: QuantityKind; readonly rule: QuantityRule }
>();

function leaf<In, Out>(
  jsonSchema: Record<string, unknown>,
  accepted: string,
  read: (value: In) => Reading<Out>,
) {
  const input = z.custom<In>(() => true);
  leafJsonSchemas.set(input, jsonSchema);
  return z.pipe(
    input,
    z.transform((value: In, context): Out => {
      const reading = value === undefined ? missing(accepted) : read(value);
      if (reading.ok) return reading.value;
      const { code, message, accepted: wanted } = reading;
      const fault: LeafFault = { code, message, accepted: wanted };
      context.issues.push({ code: 'custom', input: value, message, params: { fault } });
      return z.NEVER;
    }),
  );
}

function missing(accepted: string): { ok: false } & LeafFault {
  return { ok: false, code: 'missing-field', message: 'is missing', accepted };
}

function wrongType(value: unknown, accepted: string): { ok: false } & LeafFault {
  return { ok: false, code: 'wrong-type', message: `${describeValue(value)} is not accepted here`, accepted };
}

/** A value as it stands in a message: short JSON, or what it is. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value !== null && typeof value === 'object') return 'an object';
  return String(value);
}

export interface QuantityRule {
  readonly min?: number;
  /** The minimum itself is refused. */
  readonly aboveMin?: boolean;
  readonly max?: number;
  readonly whole?: boolean;
  /** A word that stands for no limit (`Infinity`), such as `unlimited` or `none`. */
  readonly infinityWord?: string;
}

/** A quantity of a kind within the rule; the result is a number in the kind's base unit. */
export function quantity(kind: QuantityKind, rule: QuantityRule = {}) {
  const { infinityWord } = rule;
  const word = infinityWord === undefined ? '' : `, or "${infinityWord}"`;
  const form = `${acceptedQuantity(kind)}${word}`;
  const numeric = {
    type: rule.whole === true ? 'integer' : 'number',
    [rule.aboveMin === true ? 'exclusiveMinimum' : 'minimum']: rule.min ?? 0,
    ...(rule.max === undefined ? {} : { maximum: rule.max }),
  };
  const pattern = [quantityPattern(kind), ...(infinityWord === undefined ? [] : [infinityWord])].join('|');
  const jsonSchema = { anyOf: [numeric, { type: 'string', pattern: `^(?:${pattern})$` }] };
  const schema = leaf<number | string, number>(jsonSchema, form, (value) => {
    if (infinityWord !== undefined && value === infinityWord) return { ok: true, value: Infinity };
    if (typeof value !== 'number' && typeof value !== 'string') return wrongType(value, form);
    const parsed = parseQuantity(kind, value);
    if (!parsed.ok) return { ok: false, code: 'bad-value', message: parsed.message, accepted: form };
    if (fits(parsed.value, rule)) return parsed;
    const message = `${describeValue(value)} is out of range`;
    return { ok: false, code: 'out-of-range', message, accepted: `${rangeText(kind, rule)}${word}` };
  });
  leafQuantities.set(schema, { kind, rule });
  return schema;
}

/** Whether a number, in the kind's base unit, lies within a rule. */
export function fits(
  value: number,
  { min = 0, aboveMin = false, max = Infinity, whole = false }: QuantityRule,
): boolean {
  if (whole && !Number.isInteger(value)) return false;
  return (aboveMin ? value > min : value >= min) && value <= max;
}

/** The values that a rule allows, in words. */
export function rangeText(
  kind: QuantityKind,
  { min = 0, aboveMin = false, max, whole = false }: QuantityRule,
): string {
  const noun = whole ? 'a whole number ' : '';
  const text = (value: number) => (kind === 'count' ? String(value) : formatQuantity(kind, value));
  const least = aboveMin ? `more than ${text(min)}` : `${text(min)} or more`;
  if (max === undefined) return `${noun}${least}`;
  return aboveMin ? `${noun}${least} and at most ${text(max)}` : `${noun}from ${text(min)} to ${text(max)}`;
}

/** A whole number of things, at least `min` (1 unless told). */
export const countOf = (rule: QuantityRule = {}) =>
  quantity('count', { min: 1, max: MAX_COUNT, whole: true, ...rule });

/** One of a fixed list of words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  type Word = Words[number];
  const accepted = words.map((word) => `"${word}"`).join(', ');
  return leaf<Word, Word>({ enum: words }, accepted, (value: unknown) => {
    if (typeof value !== 'string') return wrongType(value, accepted);
    const known = words.find((word): word is Word => word === value);
    if (known !== undefined) return { ok: true, value: known };
    const near = nearest(value, words);
    const hint = near === null ? '' : `; did you mean "${near}"?`;
    return { ok: false, code: 'bad-value', message: `${quoted(value)} is unknown${hint}`, accepted };
  });
}

/** A name among many that have a line of description each. */
export interface DescribedName {
  readonly id: string;
  readonly name: string;
  readonly line: string;
}

/**
 * One of many names; the JSON Schema describes each.
 * @param noun what a name stands for, as in `preset of a hop`
 * @param elsewhere what is said of a name that is known but belongs to another place; null for others
 */
export function describedName(
  names: readonly DescribedName[],
  noun: string,
  elsewhere: (id: string) => string | null,
) {
  const ids = names.map(({ id }) => id);
  const oneOf = names.map(({ id, name, line }) => ({ const: id, title: name, description: line }));
  return leaf<string, string>({ oneOf }, `a ${noun}`, (value: unknown) => {
    if (typeof value !== 'string') return wrongType(value, `a ${noun} such as "${ids[0]}"`);
    if (ids.includes(value)) return { ok: true, value };
    const near = nearest(value, ids);
    const hint = near === null ? 'is unknown' : `is unknown; did you mean "${near}"?`;
    const message = `${quoted(value)} ${elsewhere(value) ?? hint}`;
    return { ok: false, code: 'bad-value', message, accepted: namesLike(value, ids) };
  });
}

/** The names that begin with the same word, or all of them when they are few; else where to find them. */
function namesLike(value: string, ids: readonly string[]): string {
  const [word = ''] = value.toLowerCase().split(/[-_ ]/);
  const alike = ids.filter((id) => id.split('-')[0] === word);
  const shown = alike.length > 0 ? alike : ids;
  if (shown.length <= MAX_NAMES_SHOWN) return shown.map((id) => `"${id}"`).join(', ');
  return `one of ${ids.length} names, such as "${ids[0]}"; docs/presets.md lists them`;
}

const MAX_NAMES_SHOWN = 8;

export function trueOrFalse() {
  const accepted = 'true or false';
  return leaf<boolean, boolean>({ type: 'boolean' }, accepted, (value: unknown) =>
    typeof value === 'boolean' ? { ok: true, value } : wrongType(value, accepted),
  );
}

/** A share, where true stands for all and false for none. */
export function shareOrFlag() {
  const accepted = `true, false, or ${acceptedQuantity('share')}`;
  const jsonSchema = {
    anyOf: [
      { type: 'boolean' },
      { type: 'number', minimum: 0, maximum: 1 },
      { type: 'string', pattern: `^(?:${quantityPattern('share')})$` },
    ],
  };
  const schema = leaf<boolean | number | string, number>(jsonSchema, accepted, (value) => {
    if (typeof value === 'boolean') return { ok: true, value: value ? 1 : 0 };
    if (typeof value !== 'number' && typeof value !== 'string') return wrongType(value, accepted);
    const parsed = parseQuantity('share', value);
    if (!parsed.ok) return { ok: false, code: 'bad-value', message: parsed.message, accepted };
    if (parsed.value >= 0 && parsed.value <= 1) return parsed;
    const message = `${describeValue(value)} is out of range`;
    return { ok: false, code: 'out-of-range', message, accepted: 'true, false, or from 0 to 1' };
  });
  leafQuantities.set(schema, { kind: 'share', rule: { max: 1 } });
  return schema;
}

/** Text of `minLength` to `maxLength` characters; it must not be blank unless it may be empty. */
export function text(minLength: number, maxLength: number) {
  const accepted = `a text of ${minLength} to ${maxLength} characters`;
  return leaf<string, string>({ type: 'string', minLength, maxLength }, accepted, (value: unknown) => {
    if (typeof value !== 'string') return wrongType(value, accepted);
    const fitting = value.trim().length >= minLength && value.length <= maxLength;
    if (fitting) return { ok: true, value };
    return { ok: false, code: 'out-of-range', message: `a text of ${value.length} characters`, accepted };
  });
}

/** A value of another field: a number, or a text that is judged where it is meant. */
export function numberOrText() {
  const accepted = 'a number or a text, as it would be written in the field';
  const schema = { anyOf: [{ type: 'number' }, { type: 'string' }] };
  return leaf<number | string, number | string>(schema, accepted, (value: unknown) =>
    typeof value === 'number' || typeof value === 'string' ? { ok: true, value } : wrongType(value, accepted),
  );
}

/** A port range such as `"1024-65535"`, or a single port. */
export function portRange() {
  const accepted = 'two ports from 1 to 65535, the lower first, such as "1024-65535"';
  const schema = { anyOf: [portSchema, { type: 'string', pattern: '^\\s*\\d+\\s*([-–]\\s*\\d+\\s*)?$' }] };
  return leaf<number | string, PortSpan>(schema, accepted, (value) => {
    if (typeof value !== 'number' && typeof value !== 'string') return wrongType(value, accepted);
    const parsed = parsePortSpan(value);
    return parsed.ok ? parsed : { ...parsed, code: 'bad-value' };
  });
}

type PortListInput = number | string | (number | string)[];

/** A list of ports and ranges; a single port or a text such as `"8080,9000-9010"` will do. */
export function portList(minLength: number) {
  const accepted = 'ports from 1 to 65535 and ranges of them, such as [443, "8000-8003"]';
  const one = { anyOf: [portSchema, { type: 'string', pattern: '^[\\d\\s,–-]+$' }] };
  const schema = { anyOf: [...one.anyOf, { type: 'array', items: one, minItems: minLength }] };
  return leaf<PortListInput, readonly number[]>(schema, accepted, (value) => {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    const strange = entries.find((entry) => typeof entry !== 'number' && typeof entry !== 'string');
    if (strange !== undefined) return wrongType(strange, accepted);
    const parsed = parsePortList(value);
    if (!parsed.ok) return { ...parsed, code: 'bad-value' };
    if (parsed.value.length >= minLength) return parsed;
    return { ok: false, code: 'out-of-range', message: 'an empty list of ports', accepted };
  });
}

const portSchema = { type: 'integer', minimum: 1, maximum: 65535 };

/** One weight for all, or a list with one weight a backend. */
export function weightList() {
  const accepted = 'a weight of more than 0, or a list with one for each backend';
  const weight = { type: 'number', exclusiveMinimum: 0 };
  const schema = { anyOf: [weight, { type: 'array', items: weight }] };
  const read = (given: unknown): Reading<number> => {
    if (typeof given !== 'number') return wrongType(given, accepted);
    if (given > 0 && Number.isFinite(given)) return { ok: true, value: given };
    return { ok: false, code: 'out-of-range', message: `a weight of ${given}`, accepted };
  };
  return leaf<number | number[], number | readonly number[]>(schema, accepted, (value: unknown) => {
    if (!Array.isArray(value)) return read(value);
    const weights: number[] = [];
    for (const given of value) {
      const weight = read(given);
      if (!weight.ok) return weight;
      weights.push(weight.value);
    }
    return { ok: true, value: weights };
  });
}

/** The version of the format: 1 is the only one so far. */
export function formatVersion() {
  const accepted = '1, the only version of the format so far';
  return leaf<1, 1>({ const: 1 }, accepted, (value: unknown) => {
    if (value === 1) return { ok: true, value: 1 };
    if (typeof value !== 'number') return wrongType(value, accepted);
    return { ok: false, code: 'version', message: `version ${value} of the format is not known`, accepted };
  });
}
