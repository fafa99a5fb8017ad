import { getField } from '../../scenario/edit.ts';
import { presetField } from '../../scenario/presets/library.ts';
import type { Confidence } from '../../scenario/presets/preset.ts';
import { formatCount } from '../format/numbers.ts';
import type { DocumentState } from '../state/document-store.ts';
import { type FieldSpec, fieldsOf } from './field-spec.ts';
import { presetAt } from './preset-notes.ts';
import { textOf } from './quantity-text.ts';
import { clientFields } from './specs/client-fields.ts';
import { hopFields } from './specs/hop-fields.ts';
import { settingsGroups } from './specs/settings-groups.ts';

/**
 * `preset`: its value is in force. `yours`: the file has a value of its own, which wins. `unused`: the hop or the
 * population as it is has no use for the field.
 */
export type PresetFieldState = 'preset' | 'yours' | 'unused';

/** A field that the preset of a hop or a population sets. */
export interface PresetFieldRow {
  /** Where it is written in the file. */
  readonly path: string;
  readonly label: string;
  /** The preset's value; null where it follows from the scenario and is not in force. */
  readonly value: string | null;
  /** How it follows from the scenario; null where it is fixed. */
  readonly rule: string | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly state: PresetFieldState;
  /** What the file has instead; empty unless the state is `yours`. */
  readonly own: string;
}

/** What the control of a field that a preset sets is called, whether there is one at hand or not. */
export function presetFieldLabel(path: string): string {
  return labels.get(path) ?? path;
}

const labels: ReadonlyMap<string, string> = new Map(
  // A proxy's words for source ports are true of a NAT's as well.
  [...specsIn(clientFields(0)), ...specsIn(hopFields(0, 'proxy'))].map(({ path, label }) => [
    path.replace(/^(clients|path)\.0\./, ''),
    label,
  ]),
);

function specsIn(
  fields: Readonly<Record<string, FieldSpec | Readonly<Record<string, FieldSpec>>>>,
): FieldSpec[] {
  return Object.values(fields).flatMap((field) => (isSpec(field) ? [field] : Object.values(field)));
}

function isSpec(field: FieldSpec | Readonly<Record<string, FieldSpec>>): field is FieldSpec {
  return typeof field.control === 'string';
}

/** The fields of the preset at `place` (`path.0`, `clients.0`), in its order; empty where there is no preset. */
export function presetFieldRows(state: DocumentState, place: string): readonly PresetFieldRow[] {
  const preset = presetAt(state, place);
  if (preset === undefined) return [];
  const specs = new Map(
    settingsGroups(state)
      .flatMap(fieldsOf)
      .map((spec) => [spec.path, spec]),
  );
  return preset.fields.flatMap((field): PresetFieldRow[] => {
    const path = `${place}.${field.path}`;
    const info = presetField(preset.id, field.path);
    if (info === null) return [];
    const spec = specs.get(path);
    const written = getField(state.file, path);
    const fieldState = written !== undefined ? 'yours' : spec !== undefined ? 'preset' : 'unused';
    const inForce = spec === undefined ? null : valueText(spec, state);
    const { value, rule, source, confidence } = info;
    return [
      {
        path,
        label: spec?.label ?? presetFieldLabel(field.path),
        value: value === null ? (fieldState === 'preset' ? inForce : null) : presetValueText(value, spec),
        rule,
        source,
        confidence,
        state: fieldState,
        own: fieldState === 'yours' ? (inForce ?? String(written)) : '',
      },
    ];
  });
}

/** A preset's own value as a reader would write it. */
export function presetValueText(value: number | string | boolean, spec?: FieldSpec): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return formatCount(value);
  if (spec?.control !== 'choice') return value;
  return spec.options.find((option) => option.value === value)?.label ?? value;
}

function valueText(spec: FieldSpec, state: DocumentState): string {
  if (spec.control === 'quantity') {
    const value = spec.read(state);
    return value === null ? (spec.emptyWord ?? '') : textOf(spec.kind, value, spec.infinityWord);
  }
  const value = spec.read(state);
  return typeof value === 'boolean' || spec.control === 'choice' ? presetValueText(value, spec) : value;
}
