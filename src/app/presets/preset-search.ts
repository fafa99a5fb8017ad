import { placeOf, presets } from '../../scenario/presets/library.ts';
import { PRESET_FAMILIES, type Preset, type PresetFamily } from '../../scenario/presets/preset.ts';
import { presetSymptoms } from '../../scenario/presets/symptoms.ts';
import { wordSearch } from '../ui/search-words.ts';

export interface PresetFilter {
  readonly family: PresetFamily | '';
  /** Where it can stand. */
  readonly place: 'client' | 'hop' | '';
  /** Words that must all occur in what is said of a preset. */
  readonly text: string;
}

export const ALL_PRESETS: PresetFilter = { family: '', place: '', text: '' };

export interface FoundFamily {
  readonly family: PresetFamily;
  readonly title: string;
  readonly members: readonly Preset[];
}

/** The presets that match, by family; families without one are left out. */
export function foundFamilies({ family, place, text }: PresetFilter): readonly FoundFamily[] {
  const isFound = wordSearch(text);
  const found = presets.filter(
    (preset) =>
      (family === '' || preset.family === family) &&
      (place === '' || placeOf(preset) === place) &&
      isFound(wordsOf(preset)),
  );
  return (Object.keys(PRESET_FAMILIES) as PresetFamily[])
    .map((each) => ({
      family: each,
      title: PRESET_FAMILIES[each],
      members: found.filter((preset) => preset.family === each),
    }))
    .filter(({ members }) => members.length > 0);
}

function wordsOf({ id, name, family, line, notes, modes, fields }: Preset): string {
  const set = fields.flatMap((field) => [
    field.path,
    'rule' in field ? field.rule.text : String(field.value),
    field.source,
  ]);
  const symptoms = presetSymptoms(id).flatMap(({ symptom: { shows, outcome = '' } }) => [outcome, shows]);
  return [id, name, PRESET_FAMILIES[family], line, ...symptoms, ...notes, ...modes, ...set].join(' ');
}
