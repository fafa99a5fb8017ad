import { getField } from '../../scenario/edit.ts';
import { type PresetFieldInfo, presetById, presetField } from '../../scenario/presets/library.ts';
import type { Preset } from '../../scenario/presets/preset.ts';
import type { DocumentState } from '../state/document-store.ts';

/** The preset of the hop or the population at `place`, such as `path.0`. */
export function presetAt({ file }: DocumentState, place: string): Preset | undefined {
  const id = getField(file, `${place}.preset`);
  return typeof id === 'string' ? presetById(id) : undefined;
}

/** What the preset of a field's hop or population says about the field at the path; null where it says nothing. */
export function presetInfo(
  state: DocumentState,
  path: string,
): (PresetFieldInfo & { readonly preset: Preset }) | null {
  const parts = /^((?:path|clients)\.\d+)\.(.+)$/.exec(path);
  const preset = parts === null ? undefined : presetAt(state, parts[1] ?? '');
  if (preset === undefined) return null;
  const info = presetField(preset.id, parts?.[2] ?? '');
  return info === null ? null : { ...info, preset };
}

/** Where the value in force comes from, if it is the preset's; empty where the file has a value of its own. */
export function presetNote(state: DocumentState, path: string): string {
  const info = presetInfo(state, path);
  if (info === null || getField(state.file, path) !== undefined) return '';
  const rule = info.rule === null ? '' : `${info.rule}; `;
  return `From preset ${info.preset.name}: ${rule}${info.source} (${info.confidence}).`;
}
