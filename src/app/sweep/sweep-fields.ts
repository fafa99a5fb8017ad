import { fieldsOf, type QuantitySpec } from '../controls/field-spec.ts';
import { settingsGroups } from '../controls/specs/settings-groups.ts';
import type { DocumentState } from '../state/document-store.ts';

/** A number of the open scenario that can be swept. */
export interface SweepField {
  readonly path: string;
  readonly label: string;
  /** Where it belongs: "Clients: browsers". */
  readonly group: string;
  readonly spec: QuantitySpec;
}

/** Every number that has a control, in the order of the settings. */
export function sweepFields(state: DocumentState): SweepField[] {
  return settingsGroups(state).flatMap((group) =>
    fieldsOf(group).flatMap((spec) =>
      spec.control === 'quantity' ? [{ path: spec.path, label: spec.label, group: group.title, spec }] : [],
    ),
  );
}

/** What people vary first, by its path. */
const USUAL = [/\.snat\.addresses$/, /^backends\.count$/, /^clients\.\d+\.count$/];

/** The field that a sweep begins with; null where there is none. */
export function usualField(fields: readonly SweepField[]): SweepField | null {
  for (const pattern of USUAL) {
    const found = fields.find(({ path }) => pattern.test(path));
    if (found !== undefined) return found;
  }
  return fields[0] ?? null;
}
