/** What an imported table became: for a review before it is applied, and for the scenario file. */
import type { TableFault } from './csv.ts';
import type { ClientFile, LifetimeFile } from './file-format.ts';
import type { Column } from './trace-columns.ts';

export type ArrivalsFile = NonNullable<ClientFile['arrivals']>;

/** One column of the table, in words. */
export interface RecognisedColumn {
  /** Its heading, or its number where it has none. */
  readonly name: string;
  readonly is: string;
}

export interface ImportedTrace<T extends ArrivalsFile | LifetimeFile> {
  readonly ok: true;
  readonly columns: readonly RecognisedColumn[];
  readonly rows: number;
  /** What it amounts to, a line each. */
  readonly summary: readonly string[];
  readonly file: T;
}

export type TraceReading<T extends ArrivalsFile | LifetimeFile> =
  | ImportedTrace<T>
  | { readonly ok: false; readonly fault: TableFault };

/** Rows beyond this are no profile and no histogram; they can be put together to longer steps. */
export const MOST_ROWS = 10_000;

export function recognised<Role extends string>(
  columns: readonly Column<Role>[],
  words: Readonly<Record<Role, string>>,
  hasUnit: (role: Role) => boolean,
): RecognisedColumn[] {
  return columns.map(({ role, heading, index, unit }) => ({
    name: heading === '' ? `column ${index + 1}` : heading,
    is: hasUnit(role) ? `${words[role]}, numbers in ${unit}` : words[role],
  }));
}
