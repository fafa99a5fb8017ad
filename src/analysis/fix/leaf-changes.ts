/** Changes of whole objects taken apart into changes of single fields. */

import { getField } from '../../scenario/edit.ts';
import type { FieldChange } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { isPlainObject } from '../../scenario/plain-value.ts';

/**
 * What the changes leave different, field by field: a hop that is exchanged as a whole counts as the fields in which the
 * two differ. Lists of values, and lists that get longer or shorter, stay whole.
 */
export function leafChanges(file: ScenarioFile, changes: readonly FieldChange[]): FieldChange[] {
  return changes.flatMap(({ path, to }) => differences(path, getField(file, path), to));
}

function differences(path: string, from: unknown, to: unknown): FieldChange[] {
  if (isPlainObject(from) || isPlainObject(to)) {
    if (!isObjectOrAbsent(from) || !isObjectOrAbsent(to)) return [{ path, to }];
    const names = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})]);
    return [...names].flatMap((name) => differences(`${path}.${name}`, from?.[name], to?.[name]));
  }
  if (isListOfObjects(from) && isListOfObjects(to) && from.length === to.length)
    return to.flatMap((item, index) => differences(`${path}.${index}`, from[index], item));
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path, to }];
}

function isObjectOrAbsent(value: unknown): value is Readonly<Record<string, unknown>> | undefined {
  return value === undefined || isPlainObject(value);
}

function isListOfObjects(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every(isPlainObject);
}
