/** Puts errors in the order in which their fields stand in the file. */
import { fieldOf, isKeyed } from './plain-value.ts';
import type { ScenarioError } from './scenario-error.ts';

/** Sorted by place, what is missing after what is there; the same fault said twice is said once. */
export function inFileOrder(errors: readonly ScenarioError[], root: unknown): ScenarioError[] {
  const seen = new Set<string>();
  return errors
    .filter(({ path, message }) => {
      const key = `${path}\n${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .map((error) => ({ error, position: positionOf(error.path, root) }))
    .sort((a, b) => compare(a.position, b.position))
    .map(({ error }) => error);
}

/** For each key of the path its index among the keys of its object; past the last one where it is missing. */
function positionOf(path: string, root: unknown): number[] {
  if (path === '') return [];
  let value = root;
  return path.split('.').map((key) => {
    const keys = isKeyed(value) ? Object.keys(value) : [];
    const index = keys.indexOf(key);
    value = fieldOf(value, key);
    return index < 0 ? keys.length : index;
  });
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
