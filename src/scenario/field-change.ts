import { getField, setField } from './edit.ts';
import type { ScenarioFile } from './file-format.ts';
import { isPlainObject } from './plain-value.ts';

/** One field of a scenario file with another value, as it would be written there; undefined: the field's default. */
export interface FieldChange {
  /** Dotted, as in `path.0.snat.addresses`. */
  readonly path: string;
  readonly to: unknown;
}

/** A copy of the file with all the changes made, in their order. Values are not judged here. */
export function withChanges(file: ScenarioFile, changes: readonly FieldChange[]): ScenarioFile {
  return changes.reduce((changed, { path, to }) => setField(changed, path, to), file);
}

/** Those of the changes that leave something different from what the file says. */
export function realChanges(file: ScenarioFile, changes: readonly FieldChange[]): FieldChange[] {
  return changes.filter(({ path, to }) => getField(file, path) !== to);
}

/**
 * The changes that make one file of another, as small as fields are: an object that both have is gone into, and so is a
 * list of as many items. What only the first has is set to undefined.
 */
export function changesBetween(before: ScenarioFile, after: ScenarioFile): FieldChange[] {
  return differences(before, after, '', false);
}

/** The same of two values of the field at `path`; if `goesIntoOne`, an object that only one of them has is gone into too. */
export function differences(
  before: unknown,
  after: unknown,
  path: string,
  goesIntoOne: boolean,
): FieldChange[] {
  const older = before === undefined && goesIntoOne && isPlainObject(after) ? {} : before;
  const newer = after === undefined && goesIntoOne && isPlainObject(before) ? {} : after;
  if (isPlainObject(older) && isPlainObject(newer)) {
    const names = new Set([...Object.keys(older), ...Object.keys(newer)]);
    return [...names].flatMap((name) =>
      differences(older[name], newer[name], joined(path, name), goesIntoOne),
    );
  }
  const sameList = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  if (sameList && after.every(isPlainObject))
    return after.flatMap((item, index) =>
      differences(before[index], item, joined(path, String(index)), goesIntoOne),
    );
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, to: after }];
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
