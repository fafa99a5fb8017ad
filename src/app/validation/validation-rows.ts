import { wordSearch } from '../ui/search-words.ts';
import type {
  Figure,
  ValidationCase,
  ValidationDocument,
  ValidationQuantity,
  ValidationVerdict,
} from './validation-document.ts';

/** One line of the table: a quantity of a case. */
export interface ValidationRow extends ValidationQuantity {
  readonly key: string;
  readonly of: ValidationCase;
  /** Title of the case's group. */
  readonly groupTitle: string;
}

/** By the order of the cases, or the largest error first. */
export type RowOrder = 'case' | 'error';

export interface RowFilter {
  /** The letter of a group; empty for all. */
  readonly group: string;
  readonly verdict: ValidationVerdict | '';
  /** Words that must all occur in what the row says. */
  readonly text: string;
}

export const ALL_ROWS: RowFilter = { group: '', verdict: '', text: '' };

export function rowsOf({ cases, groups }: ValidationDocument): ValidationRow[] {
  const titles = new Map(groups.map(({ letter, title }) => [letter, title]));
  return cases.flatMap((of, c) =>
    of.quantities.map((quantity, q) => ({
      ...quantity,
      // Two published answers may have one name.
      key: `${c}-${q}`,
      of,
      groupTitle: titles.get(of.group) ?? of.group,
    })),
  );
}

export function filteredRows(
  rows: readonly ValidationRow[],
  { group, verdict, text }: RowFilter,
): ValidationRow[] {
  const isFound = wordSearch(text);
  return rows.filter(
    (row) =>
      (group === '' || row.of.group === group) &&
      (verdict === '' || row.verdict === verdict) &&
      isFound(wordsOf(row)),
  );
}

export function orderedRows(rows: readonly ValidationRow[], order: RowOrder): readonly ValidationRow[] {
  if (order === 'case') return rows;
  return [...rows].sort((a, b) => errorSize(b.error) - errorSize(a.error));
}

/** Smallest and largest of the figures; "never" is larger than any number. */
export function rangeOf(figures: readonly Figure[]): { readonly low: Figure; readonly high: Figure } {
  const sorted = [...figures].sort((a, b) => sizeOf(a) - sizeOf(b));
  return { low: sorted[0] ?? 'never', high: sorted.at(-1) ?? 'never' };
}

const sizeOf = (figure: Figure): number => (figure === 'never' ? Number.POSITIVE_INFINITY : figure);

/** Rows without an error come after those that have one. */
function errorSize(error: Figure | null): number {
  return error === null ? -1 : Math.abs(sizeOf(error));
}

function wordsOf({ of, quantity, reason, groupTitle }: ValidationRow): string {
  return [of.id, of.what, of.setup, groupTitle, quantity, reason].join(' ');
}
