/** The single numbers of a scenario file by their paths: what may be varied, and which values a field takes. */
import type { ScenarioFile } from './file-format.ts';
import { scenarioFileSchema } from './file-format.ts';
import { knownFields, schemaAt } from './known-fields.ts';
import { describeValue, fits, leafQuantities, rangeText } from './leaf-schemas.ts';
import { nearest } from './nearest-name.ts';
import { valueAt } from './plain-value.ts';
import { fileValue, type QuantityKind } from './units.ts';

/** A field of the file that holds one quantity. */
export interface NumericField {
  readonly kind: QuantityKind;
  /** Only whole numbers are accepted. */
  readonly isWhole: boolean;
  /** Whether the field takes a number, in the base unit of its kind. What other fields make of it is not asked. */
  readonly takes: (value: number) => boolean;
  /** The numbers that it takes, in words. */
  readonly accepted: string;
}

export type NumericFieldReading =
  | { readonly ok: true; readonly field: NumericField }
  /** `message` is a clause about the path; `accepted` what would do in its place. */
  | { readonly ok: false; readonly message: string; readonly accepted: string };

/**
 * The numeric field at a path such as `path.0.snat.addresses`. The file need not give the field; the things on its way that
 * are counted (populations, hops, events) must be there.
 */
export function numericField(file: ScenarioFile, path: string): NumericFieldReading {
  const keys = path.split('.');
  for (const [depth, key] of keys.entries()) {
    const above = keys.slice(0, depth);
    const node = valueAt(file, above);
    const reason = Array.isArray(node) ? notInList(above, node, key) : notInObject(file, above, key);
    if (reason !== null) return reason;
  }
  const schema = schemaAt(scenarioFileSchema, keys, file);
  const quantity = schema === null ? undefined : leafQuantities.get(schema);
  if (quantity === undefined) return notNumeric(file, keys);
  const { kind, rule } = quantity;
  return {
    ok: true,
    field: {
      kind,
      isWhole: rule.whole === true,
      takes: (value) => fits(value, rule),
      accepted: rangeText(kind, rule),
    },
  };
}

/** A value of a field as messages name it: `"10m"`, `16`. */
export function quantityInWords(kind: QuantityKind, value: number): string {
  return describeValue(fileValue(kind, value));
}

type Refusal = Extract<NumericFieldReading, { readonly ok: false }>;

function notInList(above: readonly string[], list: readonly unknown[], key: string): Refusal | null {
  if (/^\d+$/.test(key) && Number(key) < list.length) return null;
  const [place, last] = [above.join('.'), list.length - 1];
  const accepted =
    last < 0 ? 'nothing: the list is empty' : `${place}.0${last > 0 ? ` to ${place}.${last}` : ''}`;
  return { ok: false, message: `there is no ${[...above, key].join('.')} in this file`, accepted };
}

function notInObject(file: ScenarioFile, above: readonly string[], key: string): Refusal | null {
  const names = Object.keys(knownFields(scenarioFileSchema, above, file));
  if (names.includes(key)) return null;
  const place = [...above, key].join('.');
  const near = nearest(key, names);
  const hint = near === null ? '' : `; did you mean "${[...above, near].join('.')}"?`;
  const accepted = names.length === 0 ? 'the path of a number that the file can hold' : names.join(', ');
  return { ok: false, message: `${place} is no field of this file${hint}`, accepted };
}

/** The path is known but holds a word, a list or an object. */
function notNumeric(file: ScenarioFile, keys: readonly string[]): Refusal {
  const below = numbersBelow(file, keys);
  const beside = numbersBelow(file, keys.slice(0, -1));
  const near = below.length > 0 ? below : beside;
  return {
    ok: false,
    message: `${keys.join('.')} is no single number`,
    accepted: near.length === 0 ? 'the path of a number, such as backends.count' : near.join(', '),
  };
}

/** Paths of the numbers that an object can hold directly. */
function numbersBelow(file: ScenarioFile, above: readonly string[]): string[] {
  return Object.keys(knownFields(scenarioFileSchema, above, file))
    .map((name) => [...above, name])
    .filter((path) => {
      const schema = schemaAt(scenarioFileSchema, path, file);
      return schema !== null && leafQuantities.has(schema);
    })
    .map((path) => path.join('.'));
}
