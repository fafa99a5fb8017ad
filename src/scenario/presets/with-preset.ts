/** Choosing a preset for a hop or a population of an open file. */
import { getField, setField } from '../edit.ts';
import type { HopFile, ScenarioFile } from '../file-format.ts';
import { asGateway, inStrategy, modeOf, mostAddresses, withPath } from '../strategies.ts';
import { parseCount } from '../units.ts';
import { presetById } from './library.ts';
import type { Preset } from './preset.ts';

/**
 * The file with the preset at a hop (`path.0`) or a population (`clients.0`), and without the fields there that the
 * preset sets. A hop takes on a mode that the preset is for. Null removes the preset; its values then fall to the
 * ordinary defaults, and what the user wrote stays.
 * @throws RangeError when there is no preset of that id
 */
export function withPreset(file: ScenarioFile, place: string, id: string | null): ScenarioFile {
  if (id === null) return withoutPreset(file, place);
  const preset = presetById(id);
  if (preset === undefined) throw new RangeError(`there is no preset "${id}"`);
  let next = setField(inMode(file, place, preset), `${place}.preset`, id);
  for (const path of clearedBy(preset)) next = setField(next, `${place}.${path}`, undefined);
  const hop = hopAt(next, place);
  if (hop !== null) next = setField(next, place, asGateway(hop));
  return withinCaps(next, place, id);
}

function withoutPreset(file: ScenarioFile, place: string): ScenarioFile {
  const hop = hopAt(file, place);
  // The mode may have been the preset's.
  const kept = hop === null ? file : setField(file, `${place}.mode`, modeOf(hop));
  return setField(kept, `${place}.preset`, undefined);
}

function inMode(file: ScenarioFile, place: string, preset: Preset): ScenarioFile {
  const hop = hopAt(file, place);
  const [mode] = preset.modes;
  if (hop === null || mode === undefined || mode === 'router') return file;
  // Without its old preset, which is not to fill in what the new one leaves open.
  const { preset: _, ...own } = { ...hop, mode: modeOf(hop) };
  if (preset.modes.includes(own.mode)) return setField(file, place, own);
  const changed = setField(file, place, inStrategy(own, mode));
  return Array.isArray(changed.path) ? withPath(file, changed.path) : changed;
}

/** What the preset sets; blocks of ports belong to the scope that they were written for. */
function clearedBy({ fields }: Preset): readonly string[] {
  const paths = fields.map(({ path }) => path);
  return paths.includes('snat.scope')
    ? [...paths, 'snat.blockSize', 'snat.blockReuse', 'snat.maxPortsPerClient']
    : paths;
}

function withinCaps(file: ScenarioFile, place: string, id: string): ScenarioFile {
  const written = parseCount(hopAt(file, place)?.snat?.addresses ?? 1);
  const most = mostAddresses(id);
  return written.ok && written.value > most ? setField(file, `${place}.snat.addresses`, most) : file;
}

function hopAt(file: ScenarioFile, place: string): HopFile | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a hop of a file that was valid
  return place.startsWith('path.') ? (getField(file, place) as HopFile) : null;
}
