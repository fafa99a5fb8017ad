import { getField, setField } from './edit.ts';
import type { ScenarioFile } from './file-format.ts';

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
