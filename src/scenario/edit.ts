/** Immutable reading and writing of single fields of a scenario file by dotted path (`path.0.snat.addresses`). */
import type { ScenarioFile } from './file-format.ts';
import { isPlainObject, valueAt } from './plain-value.ts';

/** The value at `path`, or undefined when the file does not give it (its default then applies). */
export function getField(file: ScenarioFile, path: string): unknown {
  return valueAt(file, segments(path));
}

/**
 * A copy of the file with `value` at `path`; everything off the path is shared with the original. Missing objects
 * and lists on the way are created. `undefined` removes the field, so that its default applies again, together
 * with objects that this leaves empty. The value is not judged here: `parseScenarioValue` does that.
 */
export function setField(file: ScenarioFile, path: string, value: unknown): ScenarioFile {
  const keys = segments(path);
  if (keys.length === 0) throw new RangeError('setField: the path is empty');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the value is judged by parseScenarioValue
  return write(file, keys, 0, value) as ScenarioFile;
}

function write(node: unknown, keys: readonly string[], depth: number, value: unknown): unknown {
  const key = keys[depth];
  if (key === undefined) return value;
  const isIndex = /^\d+$/.test(key);
  if (Array.isArray(node) || (isIndex && !isPlainObject(node))) {
    return writeItem(Array.isArray(node) ? node : [], Number(key), keys, depth, value);
  }
  const copy: Record<string, unknown> = isPlainObject(node) ? { ...node } : {};
  const child = write(Object.hasOwn(copy, key) ? copy[key] : undefined, keys, depth + 1, value);
  if (child === undefined) delete copy[key];
  else copy[key] = child;
  // The file itself and list items stay even when they are empty.
  const isItem = depth > 0 && /^\d+$/.test(keys[depth - 1] ?? '');
  return child === undefined && depth > 0 && !isItem && Object.keys(copy).length === 0 ? undefined : copy;
}

function writeItem(
  list: readonly unknown[],
  index: number,
  keys: readonly string[],
  depth: number,
  value: unknown,
): unknown[] {
  if (!Number.isInteger(index) || index > list.length) {
    throw new RangeError(`setField: ${keys.join('.')} points past the end of a list of ${list.length}`);
  }
  const child = write(list[index], keys, depth + 1, value);
  return child === undefined
    ? list.filter((_, i) => i !== index)
    : [...list.slice(0, index), child, ...list.slice(index + 1)];
}

/** `path.0.snat` -> its keys; names with a special meaning in JavaScript are refused. */
function segments(path: string): string[] {
  if (path === '') return [];
  const keys = path.split('.');
  for (const key of keys) {
    if (key === '' || key === '__proto__') throw new RangeError(`"${path}" is not a field path`);
  }
  return keys;
}
