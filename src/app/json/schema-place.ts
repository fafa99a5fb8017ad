/** What the JSON Schema of the scenario says of a place, given what is written around it. */
import { fieldOf, isPlainObject, valueAt } from '../../scenario/plain-value.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A word or a number that a place accepts, with what the schema says of it. */
export interface SchemaValue {
  readonly value: string | number | boolean;
  readonly title: string;
  readonly description: string;
}

const listOf = (value: unknown): readonly JsonSchema[] =>
  Array.isArray(value) ? value.filter(isPlainObject) : [];

const alternativesOf = (schema: JsonSchema): readonly JsonSchema[] => {
  const members = [...listOf(schema.oneOf), ...listOf(schema.anyOf)];
  return members.length === 0 ? [schema] : members.flatMap(alternativesOf);
};

const propertiesOf = (schema: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the properties of a schema are schemas
  isPlainObject(schema.properties) ? (schema.properties as Record<string, JsonSchema>) : {};

/** The field that tells the alternatives of an object apart: `action`, `pattern`, `distribution`. */
function discriminatorOf(alternatives: readonly JsonSchema[]): string | null {
  if (alternatives.length < 2) return null;
  const [first] = alternatives;
  const names = Object.keys(first === undefined ? {} : propertiesOf(first));
  return (
    names.find((name) => alternatives.every((each) => propertiesOf(each)[name]?.const !== undefined)) ?? null
  );
}

/** Those alternatives of an object that what it says already is meant for; all of them while it does not say. */
function meantBy(schema: JsonSchema, value: unknown): readonly JsonSchema[] {
  const objects = alternativesOf(schema).filter((each) => each.type === 'object');
  const name = discriminatorOf(objects);
  if (name === null) return objects;
  const given = isPlainObject(value) ? value[name] : undefined;
  const meant = objects.filter((each) =>
    given === undefined
      ? !(Array.isArray(each.required) && each.required.includes(name))
      : propertiesOf(each)[name]?.const === given,
  );
  return meant.length > 0 ? meant : objects;
}

/** The schemas that the value at a path may follow; `root` is the value of the whole text, as far as it is written. */
export function schemasAt(schema: JsonSchema, path: readonly string[], root: unknown): readonly JsonSchema[] {
  let schemas: readonly JsonSchema[] = [schema];
  let value = root;
  for (const key of path) {
    const holder = value;
    schemas = schemas.flatMap((each) => memberSchemas(each, key, holder));
    value = fieldOf(value, key);
  }
  return schemas;
}

function memberSchemas(schema: JsonSchema, key: string, holder: unknown): readonly JsonSchema[] {
  const items = alternativesOf(schema).flatMap((each) => (isPlainObject(each.items) ? [each.items] : []));
  if (items.length > 0 && /^\d+$/.test(key)) return items;
  const objects = alternativesOf(schema).filter((each) => each.type === 'object');
  // The field that decides is open to every alternative; of the others only the chosen one speaks.
  const open = key === discriminatorOf(objects) ? objects : meantBy(schema, holder);
  return open.flatMap((each) => {
    const property = propertiesOf(each)[key];
    return property === undefined ? [] : [property];
  });
}

/**
 * The fields that an object at a path can have, by name. Until it says which of several kinds it is, those that all kinds
 * have in common.
 */
export function fieldsAt(
  schema: JsonSchema,
  path: readonly string[],
  root: unknown,
): ReadonlyMap<string, JsonSchema> {
  const value = valueAt(root, path);
  const objects = schemasAt(schema, path, root).flatMap((each) => meantBy(each, value));
  const [first, ...others] = objects.map(propertiesOf);
  const common = Object.entries(first ?? {}).filter(([name]) =>
    others.every((properties) => properties[name] !== undefined),
  );
  return new Map(common);
}

/** The values that can be listed: words, true and false, and the words beside numbers such as "unlimited". */
export function valuesOf(schemas: readonly JsonSchema[]): readonly SchemaValue[] {
  const found = schemas.flatMap(alternativesOf).flatMap(singleValues);
  return [...new Map(found.map((each) => [each.value, each])).values()];
}

function singleValues(schema: JsonSchema): SchemaValue[] {
  const { title, description, pattern } = schema;
  const say = (value: string | number | boolean): SchemaValue => ({
    value,
    title: typeof title === 'string' ? title : '',
    description: typeof title === 'string' && typeof description === 'string' ? description : '',
  });
  if (isSingle(schema.const)) return [say(schema.const)];
  if (Array.isArray(schema.enum)) return schema.enum.filter(isSingle).map(say);
  if (schema.type === 'boolean') return [say(true), say(false)];
  const word = typeof pattern === 'string' ? /\)\+\|([a-z]+)\)\$$/.exec(pattern)?.[1] : undefined;
  return word === undefined ? [] : [say(word)];
}

/** Whether a value is one by itself: a word, a number, true or false. */
export function isSingle(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** What a value begins with: an object, a list, a text in quotes, or something bare. */
export function opensWith(schema: JsonSchema): 'object' | 'array' | 'text' | 'bare' {
  const types = alternativesOf(schema).map(({ type, enum: words, const: word }) =>
    Array.isArray(words) || typeof word === 'string' ? 'string' : type,
  );
  if (types.includes('array')) return 'array';
  if (types.includes('object')) return 'object';
  return types.every((type) => type === 'string') ? 'text' : 'bare';
}

export function descriptionOf(schemas: readonly JsonSchema[]): string {
  const [found] = schemas.flatMap(({ description }) =>
    typeof description === 'string' ? [description] : [],
  );
  return found ?? '';
}
