import { getField } from '../../scenario/edit.ts';
import { presetField } from '../../scenario/presets/library.ts';
import type { Confidence } from '../../scenario/presets/preset.ts';
import { formatCount } from '../format/numbers.ts';
import type { DocumentState } from '../state/document-store.ts';
import type { FieldSpec } from './field-spec.ts';
import { presetAt } from './preset-notes.ts';
import { textOf } from './quantity-text.ts';
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

/** Fields that have no control of their own, and a field beside them that applies when they do. */
const WITHOUT_CONTROL: Readonly<Record<string, { readonly label: string; readonly like: string }>> = {
  bind: { label: 'Port is bound', like: 'ports' },
  gateway: { label: 'Gateway', like: 'instances' },
  'flowTable.loose': { label: 'Picks up old flows', like: 'flowTable.timeWait' },
  'flowTable.invalid': { label: 'Packets without entry', like: 'flowTable.timeWait' },
  'snat.maxPortsPerClient': { label: 'Ports a client, at most', like: 'snat.blockSize' },
  'flowTable.close': { label: 'Entry after reset', like: 'flowTable.timeWait' },
};

/** Names of fields that the hop or the population has no control for now. */
const LABELS: Readonly<Record<string, string>> = {
  timeWait: 'Client TIME_WAIT',
  'snat.ports': 'Source ports',
  'snat.scope': 'Ports unique',
  'snat.selection': 'Port selection',
  'snat.choose': 'Address choice',
  'snat.hold': 'Hold after close',
  'snat.blockSize': 'Block size',
  'snat.blockReuse': 'Block again',
  'flowTable.max': 'Flow table',
  'flowTable.established': 'Entry idle timeout',
  'flowTable.timeWait': 'Entry after close',
  'limits.maxConnections': 'Connections',
  'limits.fileDescriptors': 'File descriptors',
  'limits.memoryPerConnection': 'Memory a connection',
  'limits.idleTimeout': 'Idle timeout',
  balance: 'Balance',
  ports: 'Client ports',
};

/** What a field that a preset sets is called where no control is at hand. */
export function presetFieldLabel(path: string): string {
  return WITHOUT_CONTROL[path]?.label ?? LABELS[path] ?? path;
}

/** The fields of the preset at `place` (`path.0`, `clients.0`), in its order; empty where there is no preset. */
export function presetFieldRows(state: DocumentState, place: string): readonly PresetFieldRow[] {
  const preset = presetAt(state, place);
  if (preset === undefined) return [];
  const specs = new Map(
    settingsGroups(state)
      .flatMap(({ fields }) => fields)
      .map((spec) => [spec.path, spec]),
  );
  return preset.fields.flatMap((field): PresetFieldRow[] => {
    const path = `${place}.${field.path}`;
    const info = presetField(preset.id, field.path);
    if (info === null) return [];
    const spec = specs.get(path);
    const written = getField(state.file, path);
    const applies = spec !== undefined || specs.has(`${place}.${WITHOUT_CONTROL[field.path]?.like}`);
    const fieldState = written !== undefined ? 'yours' : applies ? 'preset' : 'unused';
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
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return formatCount(value);
  if (spec?.control !== 'choice') return value;
  return spec.options.find((option) => option.value === value)?.label ?? value;
}

function valueText(spec: FieldSpec, state: DocumentState): string {
  if (spec.control === 'quantity') {
    const value = spec.read(state);
    return value === null ? (spec.emptyWord ?? '') : textOf(spec.kind, value, spec.infinityWord);
  }
  return spec.control === 'choice' ? presetValueText(spec.read(state), spec) : spec.read(state);
}
