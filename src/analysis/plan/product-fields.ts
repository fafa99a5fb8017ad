import { getField } from '../../scenario/edit.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { presetById } from '../../scenario/presets/library.ts';
import type { PresetFamily } from '../../scenario/presets/preset.ts';
import type { Lever } from './lever.ts';

/** Services that one rents: what their presets set is not for their users to change. Hosts and programs are configured. */
const RENTED: ReadonlySet<PresetFamily> = new Set<PresetFamily>(['aws', 'azure', 'gcp', 'clouds']);
/** What users do choose, within the caps of the product. */
const CHOSEN: ReadonlySet<string> = new Set(['instances', 'snat.addresses']);

/** The lever, without a way up where the product at its hop sets that field. */
export function withinProduct(lever: Lever, file: ScenarioFile): Lever {
  const [, place = '', field = ''] = /^((?:path|clients)\.\d+)\.(.+)$/.exec(lever.id) ?? [];
  const id = place === '' ? undefined : getField(file, `${place}.preset`);
  const preset = typeof id === 'string' ? presetById(id) : undefined;
  if (preset === undefined || !RENTED.has(preset.family) || CHOSEN.has(field)) return lever;
  return preset.fields.some(({ path }) => path === field)
    ? { ...lever, most: lever.now, mostBecause: `${preset.name} sets it` }
    : lever;
}
