import { getField } from '../../scenario/edit.ts';
import type { FieldChange } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';

/**
 * Changes that are as valid in a file that lists a weight for each backend, which a scenario does not tell from one weight
 * for all: who comes new gets the last weight.
 */
export function withListedWeights(
  file: ScenarioFile,
  changes: readonly FieldChange[],
): readonly FieldChange[] {
  const count = changes.find(({ path }) => path === 'backends.count')?.to;
  const weights = getField(file, 'backends.weights');
  const isWritten = changes.some(({ path }) => path === 'backends.weights');
  if (typeof count !== 'number' || !Array.isArray(weights) || isWritten) return changes;
  return [...changes, { path: 'backends.weights', to: weightsFor<unknown>(count, weights) }];
}

/** A weight for each of so many backends: who comes new gets the last one that there is. */
export function weightsFor<T>(count: number, weights: readonly T[]): T[] {
  return Array.from({ length: count }, (_, i) => weights[Math.min(i, weights.length - 1)]!);
}
