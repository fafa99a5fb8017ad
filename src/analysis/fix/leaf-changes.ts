/** Changes of whole objects taken apart into changes of single fields. */

import { getField } from '../../scenario/edit.ts';
import { differences, type FieldChange } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';

/**
 * What the changes leave different, field by field: a hop that is exchanged as a whole counts as the fields in which the
 * two differ. Lists of values, and lists that get longer or shorter, stay whole.
 */
export function leafChanges(file: ScenarioFile, changes: readonly FieldChange[]): FieldChange[] {
  return changes.flatMap(({ path, to }) => differences(getField(file, path), to, path, true));
}
