/** What is wrong with a scenario file: plain data that names the place, the value and what would be accepted. */

export type ScenarioErrorCode =
  /** The text is not JSON. */
  | 'syntax'
  /** The file is of a format version that this program does not read. */
  | 'version'
  | 'wrong-type'
  | 'unknown-field'
  | 'missing-field'
  /** A value of the right type that means nothing here (`"10 parsecs"`, an unknown mode). */
  | 'bad-value'
  | 'out-of-range'
  /** Values that are fine by themselves but not together. */
  | 'conflict'
  /** Figures that no distribution of the named family has. */
  | 'infeasible'
  /** The scenario may be looked at and not changed. */
  | 'read-only';

export interface ScenarioError {
  /** Dotted path of the field, for instance `path.0.snat.ports`; empty for the file as a whole. */
  readonly path: string;
  readonly code: ScenarioErrorCode;
  /** A clause that names the value given; it contains neither the path nor what would be accepted. */
  readonly message: string;
  /** The value given, where there is one. */
  readonly value?: unknown;
  /** What would be accepted there. */
  readonly accepted?: string;
  /** Place in the text, counted from 1, when the scenario came as text. */
  readonly line?: number;
  readonly column?: number;
}

/** One line for a terminal or a list: place, path, message and what would be accepted. */
export function describeScenarioError(error: ScenarioError): string {
  const place = error.line === undefined ? '' : `${error.line}:${error.column ?? 1} `;
  const path = error.path === '' ? '' : `${error.path}: `;
  const accepted = error.accepted === undefined ? '' : ` (accepted: ${error.accepted})`;
  return `${place}${path}${error.message}${accepted}`;
}

/** `["path", 0, "snat"]` -> `path.0.snat`. */
export function joinPath(...parts: readonly (string | number)[]): string {
  return parts.filter((part) => part !== '').join('.');
}
