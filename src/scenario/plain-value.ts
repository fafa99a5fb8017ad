/** Looking into values that came from JSON without trusting their shape. */

/** An object that is not a list. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return isKeyed(value) && !Array.isArray(value);
}

/** An object or a list: something that has fields. */
export function isKeyed(value: unknown): value is Record<PropertyKey, unknown> {
  return value !== null && typeof value === 'object';
}

/** The own field of that name, or undefined. */
export function fieldOf(value: unknown, key: PropertyKey): unknown {
  return isKeyed(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The value that the keys lead to, or undefined where one of them is missing. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(fieldOf, root);
}

/** Without the fields that are undefined: a field that is not written is missing. */
export function compact<T extends object>(fields: T): T {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only optional fields of T are ever undefined
  return Object.fromEntries(entries) as T;
}
