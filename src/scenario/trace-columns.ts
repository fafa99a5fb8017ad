/** What the columns of an imported table are: by their headings, else by their order. */
import type { Cell, TableFault } from './csv.ts';
import { parseQuantity, type QuantityKind, quoted } from './units.ts';

export interface Column<Role extends string> {
  readonly role: Role;
  /** Its heading; empty where the table has none. */
  readonly heading: string;
  readonly index: number;
  /** What a bare number of the column counts: 60 for minutes, 0.001 for milliseconds; rates per so many seconds. */
  readonly unitSec: number;
  /** "s", "ms", "/min" ... */
  readonly unit: string;
}

/** Words of headings, in lower case, that name a column of that kind. */
export interface RoleRule<Role extends string> {
  readonly role: Role;
  readonly words: readonly string[];
  /** A rate has its unit of time below the line. */
  readonly isRate?: true;
}

const UNITS: readonly (readonly [pattern: RegExp, sec: number, unit: string])[] = [
  [/(^|[^a-z])(ms|millis(econds)?)$/, 0.001, 'ms'],
  [/(^|[^a-z])(m|min|mins|minutes?)$/, 60, 'min'],
  [/(^|[^a-z])(h|hours?)$/, 3600, 'h'],
  [/(^|[^a-z])(d|days?)$/, 86_400, 'd'],
  [/./, 1, 's'],
];

/** The unit at the end of a heading: "time_ms", "rate (/min)", "minutes". Seconds where it names none. */
function unitOf(heading: string, isRate: boolean): { readonly unitSec: number; readonly unit: string } {
  const words = heading.toLowerCase().replaceAll(/[)\]]/g, '').trim();
  const [, sec = 1, unit = 's'] = UNITS.find(([pattern]) => pattern.test(words || 's')) ?? [];
  return { unitSec: sec, unit: isRate ? `/${unit}` : unit };
}

export type ColumnsReading<Role extends string> =
  | {
      readonly ok: true;
      readonly columns: readonly Column<Role>[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly ok: false; readonly fault: TableFault };

/**
 * Columns by the headings of the first row. A table without headings has those of `inOrder`, as many as it has columns.
 * @param inOrder for tables of one, two ... columns, what they are
 */
export function readColumns<Role extends string>(
  rows: readonly (readonly Cell[])[],
  rules: readonly RoleRule<Role>[],
  inOrder: readonly (readonly Role[])[],
): ColumnsReading<Role> {
  const [first] = rows;
  if (first === undefined) return failed({ line: 1, column: 1 }, 'an empty table', 'rows of values');
  if (first.some(({ text }) => startsLikeValue(text))) {
    const roles = inOrder[first.length - 1];
    if (roles === undefined)
      return failed(
        first[0] ?? { line: 1, column: 1 },
        `${first.length} columns without headings`,
        `a first row of headings such as ${headingsOf(rules)}`,
      );
    const columns = roles.map((role, index) => {
      const isRate = rules.some((rule) => rule.role === role && rule.isRate === true);
      return { role, heading: '', index, ...unitOf('', isRate) };
    });
    return { ok: true, columns, rows };
  }
  const columns = first.flatMap(({ text }, index): Column<Role>[] => {
    const rule = rules.find(({ words }) => words.some((word) => hasWord(text, word)));
    return rule === undefined
      ? []
      : [{ role: rule.role, heading: text, index, ...unitOf(text, rule.isRate === true) }];
  });
  return { ok: true, columns: onlyFirst(columns), rows: rows.slice(1) };
}

/** Values begin with a digit, a sign or a point; headings do not. */
function startsLikeValue(text: string): boolean {
  return /^[-+]?[.\d]/.test(text);
}

function hasWord(heading: string, word: string): boolean {
  return ` ${heading
    .toLowerCase()
    .replaceAll('/', ' per ')
    .replaceAll(/[^a-z]+/g, ' ')} `.includes(` ${word} `);
}

function onlyFirst<Role extends string>(columns: readonly Column<Role>[]): Column<Role>[] {
  return columns.filter(({ role }, i) => columns.findIndex((other) => other.role === role) === i);
}

export function headingsOf<Role extends string>(rules: readonly RoleRule<Role>[]): string {
  return rules.map(({ words: [word = ''] }) => `"${word}"`).join(', ');
}

export function failed(
  { line, column }: { readonly line: number; readonly column: number },
  message: string,
  accepted: string,
): { readonly ok: false; readonly fault: TableFault } {
  return { ok: false, fault: { line, column, message, accepted } };
}

export type ValueReading =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly fault: TableFault };

/** The cell of a row; where the row is too short, the place at its end with no text. */
export function cellOf(row: readonly Cell[], index: number): Cell {
  const last = row.at(-1) ?? { line: 1, column: 1, text: '' };
  return row[index] ?? { line: last.line, column: last.column + last.text.length, text: '' };
}

/** A number or a quantity with its unit, such as "10m" or "40/s"; a bare number counts what its column does. */
export function readValue(cell: Cell, kind: QuantityKind, column: Column<string>): ValueReading {
  const { text } = cell;
  const number = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!Number.isNaN(number)) {
    const factor = kind === 'duration' ? column.unitSec : kind === 'rate' ? 1 / column.unitSec : 1;
    if (number >= 0) return { ok: true, value: Number((number * factor).toPrecision(15)) };
    return failed(cell, `${text} is below 0`, '0 or more');
  }
  if (text === '') return failed(cell, 'an empty cell', `a value in every row`);
  const parsed = parseQuantity(kind, text);
  if (!parsed.ok) return failed(cell, parsed.message, parsed.accepted);
  return parsed.value >= 0 ? parsed : failed(cell, `${quoted(text)} is below 0`, '0 or more');
}
