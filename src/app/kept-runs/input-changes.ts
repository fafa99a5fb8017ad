/** What differs between the inputs of two runs, in the words of the controls. */
import { capitalised } from '../../analysis/wording/phrases.ts';
import { getField } from '../../scenario/edit.ts';
import { differences } from '../../scenario/field-change.ts';
import { fieldDefault } from '../../scenario/field-docs/field-docs.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { isPlainObject } from '../../scenario/plain-value.ts';
import { modeOf } from '../controls/field-notes.ts';
import { type FieldSpec, fieldsOf } from '../controls/field-spec.ts';
import { presetInfo } from '../controls/preset-notes.ts';
import { textOf } from '../controls/quantity-text.ts';
import { settingsGroups } from '../controls/specs/settings-groups.ts';
import type { DocumentState } from '../state/document-store.ts';

/** One input that two files do not agree about. */
export interface InputChange {
  /** As it stands in the file. */
  readonly path: string;
  /** What its control is called; the last part of the path where it has none. */
  readonly label: string;
  /** The group of that control: "Hop 1: edge (snat)"; empty where it has none. */
  readonly place: string;
  readonly from: string;
  readonly to: string;
}

/** Fields that no run depends on. */
const WORDS: ReadonlySet<string> = new Set(['$schema', 'fivetuple', 'name', 'description', 'results']);
/** What stands for a value that is not there, neither written nor by default. */
const ABSENT = '–';
const MOST_CHARACTERS = 90;

/** Only what differs, in the order of the files. Values that are written differently and mean the same do not differ. */
export function inputChanges(before: DocumentState, after: DocumentState): InputChange[] {
  const [older, newer] = [controlsOf(before), controlsOf(after)];
  return changedPaths(before.file, after.file).flatMap((path) => {
    const control = newer.get(path) ?? older.get(path);
    const from = inForce(before, path, older.get(path)?.spec);
    const to = inForce(after, path, newer.get(path)?.spec);
    if (from === to) return [];
    const label = control?.spec.label ?? capitalised(lastName(path));
    return [{ path, label, place: control?.place ?? '', from, to }];
  });
}

/** Paths of what two files say differently; of lists of different lengths by their items. */
function changedPaths(before: ScenarioFile, after: ScenarioFile): string[] {
  return changesAt('', before, before, after).filter((path) => !WORDS.has(path));
}

/** @param older the value at that path in the file before, and `newer` in the other one */
function changesAt(at: string, before: ScenarioFile, older: unknown, newer: unknown): string[] {
  return differences(older, newer, at, true).flatMap(({ path, to }) => {
    const from = getField(before, path);
    const isLists = Array.isArray(from) && Array.isArray(to) && [...from, ...to].every(isPlainObject);
    if (!isLists) return [path];
    return Array.from({ length: Math.max(from.length, to.length) }).flatMap((_, index) => {
      const item = `${path}.${index}`;
      const isInBoth = index < from.length && index < to.length;
      return isInBoth ? changesAt(item, before, from[index], to[index]) : [item];
    });
  });
}

interface Control {
  readonly spec: FieldSpec;
  readonly place: string;
}

function controlsOf(state: DocumentState): ReadonlyMap<string, Control> {
  const all = settingsGroups(state).flatMap((group) =>
    fieldsOf(group).map((spec) => [spec.path, { spec, place: group.title }] as const),
  );
  return new Map(all);
}

/** The value that applies, as the control shows it; without a control as the file, its preset or the default says it. */
function inForce(state: DocumentState, path: string, spec: FieldSpec | undefined): string {
  if (spec !== undefined) return shown(state, spec);
  const written = getField(state.file, path);
  if (written !== undefined) return inWords(written);
  if (!hasParent(state, path)) return ABSENT;
  return inWords(presetInfo(state, path)?.value ?? fieldDefault(path, modeOf(state, path)));
}

function shown(state: DocumentState, spec: FieldSpec): string {
  switch (spec.control) {
    case 'quantity': {
      const value = spec.read(state);
      if (value === null) return spec.emptyWord ?? ABSENT;
      const text = textOf(spec.kind, value, spec.infinityWord);
      return spec.unit === undefined || spec.unit === 'each' ? text : `${text} ${spec.unit}`;
    }
    case 'choice': {
      const value = spec.read(state);
      return spec.options.find((option) => option.value === value)?.label ?? (value || ABSENT);
    }
    case 'flag':
      return spec.read(state) ? 'on' : 'off';
    case 'text':
    case 'ports':
      return spec.read(state) || ABSENT;
  }
}

/** A default applies only to a thing that is there. */
function hasParent({ file }: DocumentState, path: string): boolean {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
  return parent === '' || getField(file, parent) !== undefined;
}

function inWords(value: unknown): string {
  if (value === undefined) return ABSENT;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return textOf('count', value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.length > 0 && value.every((item) => nameOf(item) !== ''))
    return value.map(nameOf).join(', ');
  const name = nameOf(value);
  if (name !== '') return name;
  const text = JSON.stringify(value) ?? ABSENT;
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
}

/** "edge (snat)" of a hop; the name of what has one. */
function nameOf(value: unknown): string {
  if (!isPlainObject(value)) return '';
  const { name, mode, preset } = value;
  if (typeof name !== 'string') return '';
  const kind = typeof mode === 'string' ? mode : preset;
  return typeof kind === 'string' ? `${name} (${kind})` : name;
}

function lastName(path: string): string {
  return path.split('.').findLast((name) => !/^\d+$/.test(name)) ?? path;
}
