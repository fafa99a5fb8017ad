/**
 * How a resource that has run out shows on each product: errno, log line, counter or metric, as it stands there. A product
 * that is not in the tables, or a resource that is not, shows in the ordinary way (`network/results/outcomes.ts`).
 */
import { CLOUD_SYMPTOMS } from './cloud-symptoms.ts';
import { HOST_SYMPTOMS } from './host-symptoms.ts';
import { NETWORK_SYMPTOMS } from './network-symptoms.ts';
import { SYMPTOM_RESOURCES, type Symptom, type SymptomResource, type SymptomTable } from './symptom.ts';

const SYMPTOMS: SymptomTable = { ...HOST_SYMPTOMS, ...CLOUD_SYMPTOMS, ...NETWORK_SYMPTOMS };

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant
const RESOURCES = Object.keys(SYMPTOM_RESOURCES) as SymptomResource[];

/** How the resource shows on the product when it has run out; null where it shows in the ordinary way. */
export function presetSymptom(id: string, resource: string): Symptom | null {
  const symptoms = presetSymptoms(id);
  return symptoms.find((each) => each.resource === resource)?.symptom ?? null;
}

export interface ResourceSymptom {
  readonly resource: SymptomResource;
  readonly symptom: Symptom;
}

/** All that the table has on a product, in the order of the resources. */
export function presetSymptoms(id: string): readonly ResourceSymptom[] {
  const symptoms = Object.hasOwn(SYMPTOMS, id) ? (SYMPTOMS[id] ?? {}) : {};
  return RESOURCES.flatMap((resource) => {
    const symptom = symptoms[resource];
    return symptom === undefined ? [] : [{ resource, symptom }];
  });
}

/** Presets that have a symptom of their own, for tests. */
export const presetsWithSymptoms: readonly string[] = Object.keys(SYMPTOMS);
