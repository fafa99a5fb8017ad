/** What an operator sees when a resource runs out: the product's own words where a station is one, else the ordinary ones. */
import { describeResource } from '../../network/results/outcomes.ts';
import type { ResourceId, StationKey } from '../../network/results/run-result.ts';
import { presetById } from '../../scenario/presets/library.ts';
import type { Confidence } from '../../scenario/presets/preset.ts';
import { presetSymptom } from '../../scenario/presets/symptoms.ts';
import type { Products } from '../levers/products.ts';

export interface SymptomView {
  /** Short name of the failure. */
  readonly outcome: string;
  /** Errno, log line, counter or metric; a clause without a full stop. */
  readonly symptom: string;
  /** The product whose symptom it is; null where it is the ordinary one, which has neither source nor confidence. */
  readonly product: string | null;
  readonly source: string | null;
  readonly confidence: Confidence | null;
}

/** How a resource shows that has run out at a station. */
export function symptomOf(products: Products, station: StationKey, resource: ResourceId): SymptomView {
  const { outcome, symptom } = describeResource(resource);
  const preset = presetById(products.get(station) ?? '');
  const own = preset === undefined ? null : presetSymptom(preset.id, resource);
  if (preset === undefined || own === null)
    return { outcome, symptom, product: null, source: null, confidence: null };
  const { shows, source, confidence } = own;
  return { outcome: own.outcome ?? outcome, symptom: shows, product: preset.name, source, confidence };
}

/** The same as fields of a document: its name, the symptom, and the product and source where it is the product's own. */
export function shownAs(
  products: Products,
  { station, resource }: { readonly station: StationKey; readonly resource: ResourceId },
): Readonly<Record<string, string>> {
  const { outcome, symptom, product, source, confidence } = symptomOf(products, station, resource);
  if (product === null || source === null || confidence === null) return { outcome, symptom };
  return { outcome, symptom, product, symptomSource: source, symptomConfidence: confidence };
}
