import { getField } from '../../scenario/edit.ts';
import type { FieldKind, FieldValue } from '../../scenario/field-docs/field-doc.ts';
import { fieldDefault, fieldDoc } from '../../scenario/field-docs/field-docs.ts';
import type { HopMode } from '../../scenario/scenario.ts';
import { parseQuantity, type QuantityKind } from '../../scenario/units.ts';
import type { DocumentState } from '../state/document-store.ts';
import { presetInfo } from './preset-notes.ts';

/** Under a control: what the field is called on real systems, and what it is. */
export interface FieldNote {
  readonly what: string;
  /** Empty where there is none, and for choices, whose words mean something only with `what`. */
  readonly realName: string;
  /** Where the default or the meaning comes from; empty where that is common knowledge. */
  readonly source: string;
}

export function fieldNote(path: string, mode: HopMode | undefined): FieldNote {
  const doc = fieldDoc(path);
  if (doc === undefined) return { what: '', realName: '', source: '' };
  const realName = doc.kind === 'choice' ? '' : nameInMode(doc.realName ?? '', mode);
  return { what: doc.what, realName, source: doc.source ?? '' };
}

/** Of "a (snat), b (proxy)" the part that belongs to the hop's mode; a name without modes as it is. */
function nameInMode(realName: string, mode: HopMode | undefined): string {
  const suffix = ` (${mode})`;
  const own = realName.split(', ').filter((part) => part.endsWith(suffix));
  return own.length === 0 ? realName : own.map((part) => part.slice(0, -suffix.length)).join(', ');
}

/** The mode of the hop that a field belongs to. */
export function modeOf({ scenario }: DocumentState, path: string): HopMode | undefined {
  const hop = /^path\.(\d+)\./.exec(path);
  return hop === null ? undefined : scenario.path[Number(hop[1])]?.mode;
}

/** What a reset brings back, as text: the preset's value, else the default; null where there is none or it is there already. */
export function resetTarget(state: DocumentState, path: string): string | null {
  const written = getField(state.file, path);
  if (written === undefined) return null;
  const preset = presetInfo(state, path);
  if (preset?.value === null) return `what ${preset.preset.name} gives`;
  const fallback = preset?.value ?? fieldDefault(path, modeOfDefaults(state, path));
  if (fallback === undefined) return null;
  return isSame(fieldDoc(path)?.kind, written, fallback) ? null : textOf(fallback);
}

/** A router has no flow table by default; one that has it keeps it as a NAT does. */
function modeOfDefaults(state: DocumentState, path: string): HopMode | undefined {
  const mode = modeOf(state, path);
  return mode === 'router' && path.includes('.flowTable.') ? 'snat' : mode;
}

const QUANTITIES: ReadonlySet<string> = new Set<QuantityKind>([
  'duration',
  'bytes',
  'rate',
  'count',
  'share',
]);

function isSame(kind: FieldKind | undefined, written: unknown, fallback: FieldValue): boolean {
  if (JSON.stringify(written) === JSON.stringify(fallback)) return true;
  if (kind === undefined || !QUANTITIES.has(kind)) return false;
  const [one, other] = [written, fallback].map((value) =>
    typeof value === 'number' || typeof value === 'string'
      ? parseQuantity(kind as QuantityKind, value)
      : null,
  );
  return one?.ok === true && other?.ok === true && one.value === other.value;
}

function textOf(value: FieldValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
