/** The published JSON Schema (draft 2020-12) of the scenario file. */
import * as z from 'zod/mini';
import { fieldDescription, fieldDoc } from './field-docs/field-docs.ts';
import { scenarioFileSchema } from './file-format.ts';
import { leafJsonSchemas } from './leaf-schemas.ts';
import { isKeyed, isPlainObject } from './plain-value.ts';

/** What a user may write, with a description on every field; a value of it is plain JSON. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema: unknown = z.toJSONSchema(scenarioFileSchema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, leafJsonSchemas.get(zodSchema));
    },
  });
  // Leaves share fragments; a copy keeps the descriptions of one field off the others.
  const { $schema, ...body } = structuredCopy(schema);
  describe(body, '');
  return {
    $schema,
    title: 'Fivetuple scenario',
    description:
      'Clients, the path that their connections take, and backends. Quantities are numbers or texts with units.',
    ...body,
  };
}

function structuredCopy(value: unknown): Record<string, unknown> {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  if (!isPlainObject(copy)) throw new TypeError('a JSON Schema is an object');
  return copy;
}

/** Adds the description of every property below `node`, which stands at `path`. */
function describe(node: unknown, path: string): void {
  if (!isKeyed(node)) return;
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const members = node[keyword];
    if (Array.isArray(members)) for (const member of members) describe(member, path);
  }
  describe(node.items, `${path}.*`);
  if (!isPlainObject(node.properties)) return;
  for (const [name, property] of Object.entries(node.properties)) {
    const child = path === '' ? name : `${path}.${name}`;
    const doc = fieldDoc(child);
    if (doc === undefined) throw new TypeError(`the field ${child} has no description`);
    describe(property, child);
    if (isKeyed(property)) property.description = fieldDescription(doc);
  }
}
