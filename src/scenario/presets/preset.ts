/** What a preset is: the published or measured numbers of one product, in the vocabulary of the scenario file. */
import type { HopMode } from '../scenario.ts';
import type { AllocationRule } from './allocation.ts';

/**
 * How well a value is known: read in the vendor's documentation or source (`verified`), read in someone else's text
 * about it (`third party`), seen on a running system (`measured`), reckoned from values that are known (`derived`), or
 * common knowledge for which no text was at hand (`recalled`).
 */
export type Confidence = 'verified' | 'third party' | 'measured' | 'derived' | 'recalled';

/** Where a preset can stand: at a population, at a hop, or at any hop that tracks flows. */
export type PresetKind = 'client' | 'hop' | 'flow-table';

export const PRESET_FAMILIES = {
  linux: 'Linux and Kubernetes',
  proxies: 'Proxies',
  aws: 'AWS',
  azure: 'Azure',
  gcp: 'Google Cloud',
  clouds: 'Other clouds',
  cgn: 'Carrier NAT',
  appliances: 'Appliances',
  l4: 'L4 balancers',
} as const;
export type PresetFamily = keyof typeof PRESET_FAMILIES;

/** One field that a preset sets; its path counts from the hop or the population, as in `snat.ports`. */
export type PresetField = {
  readonly path: string;
  readonly confidence: Confidence;
  /** Address or document. */
  readonly source: string;
} & (
  | { readonly value: number | string | boolean }
  /** The value follows from the scenario. */
  | { readonly rule: AllocationRule }
);

/** The most that the product takes, whatever a user writes. */
export interface PresetCap {
  readonly path: 'snat.addresses';
  readonly max: number;
  readonly source: string;
}

export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly family: PresetFamily;
  readonly kind: PresetKind;
  /** Modes of a hop that it fits, the one that it stands for first; empty for clients. */
  readonly modes: readonly HopMode[];
  /** One line for a list: what decides its capacity. */
  readonly line: string;
  readonly fields: readonly PresetField[];
  readonly caps?: readonly PresetCap[];
  /** What the numbers leave out, and what to write for other sizes of the product. */
  readonly notes: readonly string[];
}

/** A field with a fixed value. */
export function sets(
  path: string,
  value: number | string | boolean,
  confidence: Confidence,
  source: string,
): PresetField {
  return { path, value, confidence, source };
}

/** A field whose value a rule works out. */
export function allots(
  path: string,
  rule: AllocationRule,
  confidence: Confidence,
  source: string,
): PresetField {
  return { path, rule, confidence, source };
}
