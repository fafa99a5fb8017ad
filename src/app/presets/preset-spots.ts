import { getField } from '../../scenario/edit.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { type PresetPlace, placeOf } from '../../scenario/presets/library.ts';
import type { Preset } from '../../scenario/presets/preset.ts';
import { withPreset } from '../../scenario/presets/with-preset.ts';
import type { DocumentState } from '../state/document-store.ts';

/** A place of the open scenario that a preset can be put at. */
export interface PresetSpotChoice {
  /** `path.0`, `clients.0`; where there is no hop yet `path`, which makes one. */
  readonly place: string;
  readonly name: string;
  /** The preset that stands there now. */
  readonly current: string | null;
}

/** Where in the open scenario a preset can stand. */
export function presetSpots(state: DocumentState, preset: Preset): readonly PresetSpotChoice[] {
  const wanted = placeOf(preset);
  const { scenario } = state;
  if (wanted === 'client')
    return scenario.clients.map(({ name }, i) => spot(state, `clients.${i}`, `clients: ${name}`));
  if (scenario.path.length === 0)
    return [{ place: 'path', name: 'a new hop before the servers', current: null }];
  // No product is a router that keeps nothing.
  return scenario.path.flatMap(({ name, mode }, i) =>
    mode === 'router' ? [] : [spot(state, `path.${i}`, `hop ${i + 1}: ${name}`)],
  );
}

/** The file with the preset at a place that `presetSpots` gave. */
export function usedAt(file: ScenarioFile, place: string, { id }: Preset): ScenarioFile {
  return place === 'path' ? { ...file, path: [{ name: 'edge', preset: id }] } : withPreset(file, place, id);
}

/** Where a preset of that kind is written, in words. */
export const PLACE_WORDS: Readonly<Record<PresetPlace, string>> = { client: 'clients', hop: 'a hop' };

function spot({ file }: DocumentState, place: string, name: string): PresetSpotChoice {
  const current = getField(file, `${place}.preset`);
  return { place, name, current: typeof current === 'string' ? current : null };
}
