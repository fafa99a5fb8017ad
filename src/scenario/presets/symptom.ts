/** How a resource that has run out shows on a product. */
import type { Confidence } from './preset.ts';

/** Resources that can run out, as results name them; what it is called when they do. */
export const SYMPTOM_RESOURCES = {
  'client-ports': 'client ports run out',
  'snat-ports': 'SNAT ports run out',
  'source-ports': 'source ports run out',
  'port-blocks': 'port blocks run out',
  'flow-table': 'the flow table is full',
  'max-connections': 'the connections reach their limit',
  'file-descriptors': 'file descriptors run out',
  memory: 'memory runs out',
} as const;
export type SymptomResource = keyof typeof SYMPTOM_RESOURCES;

export interface Symptom {
  /** Name of the failure as the product has it, short enough for the line of a chart; absent where it has none. */
  readonly outcome?: string;
  /** A clause that can follow "On the system,"; what stands in quotes is verbatim. */
  readonly shows: string;
  readonly confidence: Confidence;
  /** Address or document. */
  readonly source: string;
}

export type Symptoms = Readonly<Partial<Record<SymptomResource, Symptom>>>;

/** By the id of the preset. */
export type SymptomTable = Readonly<Record<string, Symptoms>>;
