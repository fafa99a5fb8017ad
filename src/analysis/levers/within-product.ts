import type { StationKey } from '../../network/results/run-result.ts';
import { presetById } from '../../scenario/presets/library.ts';
import type { PresetFamily } from '../../scenario/presets/preset.ts';
import { formatCount } from '../wording/format-quantity.ts';
import type { Lever } from './lever.ts';
import type { Products } from './products.ts';

/** Services that one rents: what their presets set is not for their users to change. Hosts and programs are configured. */
const RENTED: ReadonlySet<PresetFamily> = new Set<PresetFamily>(['aws', 'azure', 'gcp', 'clouds']);
/** What users do choose, within the caps of the product. */
const CHOSEN: ReadonlySet<string> = new Set(['instances', 'snat.addresses']);

/** The lever no further than the product at its place goes, and not at all where a product that is rented sets that field. */
export function withinProduct(lever: Lever, products: Products): Lever {
  const { station, field } = fieldAt(lever.id);
  const preset = presetById(products.get(station) ?? '');
  if (preset === undefined) return lever;
  const isSet = preset.fields.some(({ path }) => path === field);
  if (RENTED.has(preset.family) && !CHOSEN.has(field) && isSet)
    return { ...lever, most: lever.now, mostBecause: `${preset.name} sets it` };
  const most = Math.min(
    Infinity,
    ...(preset.caps ?? []).filter(({ path }) => path === field).map(({ max }) => max),
  );
  return most === Infinity
    ? lever
    : {
        ...lever,
        most: Math.min(lever.most, most),
        mostBecause: `${preset.name} takes at most ${formatCount(most)}`,
      };
}

/** `path.0` and `snat.addresses`; the field alone where it stands in no list. */
function fieldAt(path: string): { station: StationKey; field: string } {
  const [, list, index, field] = /^(path|clients)\.(\d+)\.(.+)$/.exec(path) ?? [];
  if (index === undefined || field === undefined) return { station: 'backends', field: path };
  return { station: list === 'path' ? `path.${Number(index)}` : `clients.${Number(index)}`, field };
}
