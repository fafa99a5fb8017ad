/** All presets, and the questions that the parser, the JSON Schema and the app ask about them. */
import type { HopMode } from '../scenario.ts';
import { appliancePresets } from './appliances.ts';
import { awsPresets } from './aws.ts';
import { azurePresets } from './azure.ts';
import { cgnPresets } from './cgn.ts';
import { cloudPresets } from './clouds.ts';
import { gcpPresets } from './gcp.ts';
import { l4Presets } from './l4-balancers.ts';
import { linuxPresets } from './linux.ts';
import { type Confidence, PRESET_FAMILIES, type Preset } from './preset.ts';
import { proxyPresets } from './proxies.ts';

/** By family, in the order in which lists show them. */
export const presets: readonly Preset[] = [
  ...linuxPresets,
  ...proxyPresets,
  ...awsPresets,
  ...azurePresets,
  ...gcpPresets,
  ...cloudPresets,
  ...cgnPresets,
  ...appliancePresets,
  ...l4Presets,
];

/** Where a preset is written: at a population of clients, or at a hop (which may also be a flow table's). */
export type PresetPlace = 'client' | 'hop';

const byId = new Map(presets.map((preset) => [preset.id, preset]));

export function presetById(id: string): Preset | undefined {
  return byId.get(id);
}

export function presetsFor(place: PresetPlace): readonly Preset[] {
  return presets.filter((preset) => placeOf(preset) === place);
}

export interface PresetGroup {
  readonly title: string;
  readonly members: readonly Preset[];
}

/** The presets of a place by family, for lists; families without one there are left out. */
export function presetFamilies(place: PresetPlace): readonly PresetGroup[] {
  const groups = Object.entries(PRESET_FAMILIES).map(([family, title]) => ({
    title,
    members: presetsFor(place).filter((preset) => preset.family === family),
  }));
  return groups.filter(({ members }) => members.length > 0);
}

export function placeOf({ kind }: Preset): PresetPlace {
  return kind === 'client' ? 'client' : 'hop';
}

/** The mode of a hop as it is written: its own, or that of its preset. */
export function modeWith(mode: HopMode | undefined, presetId: string | undefined): HopMode | undefined {
  return mode ?? (presetId === undefined ? undefined : presetById(presetId)?.modes[0]);
}

export interface PresetFieldInfo {
  /** As it would stand in the file; null where it follows from the scenario. */
  readonly value: number | string | boolean | null;
  /** How it follows from the scenario, in words; null where the value is fixed. */
  readonly rule: string | null;
  readonly source: string;
  readonly confidence: Confidence;
}

/** What a preset says about a field such as `snat.ports`; null where it leaves the field alone. */
export function presetField(id: string, path: string): PresetFieldInfo | null {
  const field = presetById(id)?.fields.find((each) => each.path === path);
  if (field === undefined) return null;
  const { source, confidence } = field;
  return 'rule' in field
    ? { value: null, rule: field.rule.text, source, confidence }
    : { value: field.value, rule: null, source, confidence };
}
