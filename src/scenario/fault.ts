import type { ScenarioError, ScenarioErrorCode } from './scenario-error.ts';

/** A `ScenarioError` from its parts. */
export function fault(
  path: string,
  code: ScenarioErrorCode,
  message: string,
  accepted: string,
  value?: unknown,
): ScenarioError {
  return { path, code, message, accepted, ...(value === undefined ? {} : { value }) };
}

/** Faults of names that are given more than once; each later one is at fault. */
export function duplicateNames(
  list: string,
  names: readonly (string | undefined)[],
  noun: string,
): ScenarioError[] {
  return names.flatMap((name, i) => {
    const first = names.indexOf(name);
    if (name === undefined || first === i) return [];
    const message = `"${name}" is already the name of ${list}.${first}`;
    return [fault(`${list}.${i}.name`, 'conflict', message, `a name that no other ${noun} has`, name)];
  });
}
