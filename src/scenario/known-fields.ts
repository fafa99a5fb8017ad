/** Which fields a schema knows at a place of a value; for hints about names that it does not know. */
import { fieldOf, isKeyed, isPlainObject } from './plain-value.ts';

/** Zod schemas by field name. Zod keeps a schema's definition in its public `def`. */
type Shape = Readonly<Record<string, unknown>>;

/** The fields that the object at `path` may have; the value decides between the members of a union. */
export function knownFields(schema: unknown, path: readonly PropertyKey[], root: unknown): Shape {
  let node = meantBy(schema, root);
  let value = root;
  for (const key of path) {
    value = fieldOf(value, key);
    const child = isType(node, 'array') ? fieldOf(node, 'element') : shapeOf(node)[String(key)];
    node = meantBy(child, value);
  }
  return shapeOf(node);
}

/** The schema of the field at `path` itself, without what makes it optional; null where there is no such field. */
export function schemaAt(schema: unknown, path: readonly PropertyKey[], root: unknown): object | null {
  const key = path.at(-1);
  if (key === undefined) return null;
  let field: unknown = knownFields(schema, path.slice(0, -1), root)[String(key)];
  while (isType(fieldOf(field, 'def'), 'optional')) field = fieldOf(fieldOf(field, 'def'), 'innerType');
  return isKeyed(field) ? field : null;
}

/** `hold` at a hop is meant as `snat.hold`: a field of that very name one level down. */
export function nestedField(name: string, fields: Shape): string | null {
  for (const [outer, schema] of Object.entries(fields)) {
    if (Object.hasOwn(shapeOf(meantBy(schema, undefined)), name)) return `${outer}.${name}`;
  }
  return null;
}

/** The definition of a schema, through `optional` and, with the value's help, through unions. */
function meantBy(schema: unknown, value: unknown): unknown {
  const node = fieldOf(schema, 'def');
  if (isType(node, 'optional')) return meantBy(fieldOf(node, 'innerType'), value);
  if (!isType(node, 'union')) return node;
  const options = fieldOf(node, 'options');
  const member = Array.isArray(options) ? options.find((option) => isMeant(option, value)) : undefined;
  return meantBy(member, value);
}

/** Whether the literals of a union's member (its discriminator) are those of the value. */
function isMeant(option: unknown, value: unknown): boolean {
  const node = fieldOf(option, 'def');
  if (isType(node, 'array')) return Array.isArray(value);
  if (!isType(node, 'object')) return false;
  return Object.entries(shapeOf(node)).every(([name, schema]) => {
    const words = literalsOf(schema);
    return words === null || words.includes(fieldOf(value, name));
  });
}

function literalsOf(schema: unknown): readonly unknown[] | null {
  const node = fieldOf(schema, 'def');
  if (isType(node, 'optional')) {
    const inner = literalsOf(fieldOf(node, 'innerType'));
    return inner === null ? null : [...inner, undefined];
  }
  const values = isType(node, 'literal') ? fieldOf(node, 'values') : null;
  return Array.isArray(values) ? values : null;
}

/** Zod may hand out the shape of an object by a getter, so it is read rather than looked up as an own field. */
function shapeOf(node: unknown): Shape {
  const shape = isKeyed(node) && node.type === 'object' ? node.shape : null;
  return isPlainObject(shape) ? shape : {};
}

function isType(node: unknown, type: string): boolean {
  return isKeyed(node) && node.type === type;
}
