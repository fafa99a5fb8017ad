import type { GroundTruthCase } from './ground-truth-case.ts';
import { measuredCase, measuredValues } from './measured-values.ts';

/** A measured quantity that the model cannot express yet: listed with the reason, never passed. */
export function notReproducedCase(id: string, quantity: string, reason: string): GroundTruthCase {
  return {
    id,
    what: measuredCase(id).what,
    quantity,
    measured: measuredValues(id, quantity),
    notReproduced: reason,
  };
}
