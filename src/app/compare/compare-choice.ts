import { create } from 'zustand';
import { isPlainObject } from '../../scenario/plain-value.ts';
import { browserStorage } from '../state/kept-file.ts';
import { type ColumnKey, isColumnKey, MOST_COLUMNS } from './my-columns.ts';
import type { ComparisonKind } from './variants.ts';

export const COMPARISON_KINDS: readonly ComparisonKind[] = ['strategies', 'policies', 'mine'];

/** What a reader has chosen to compare: a matter of the view, and no part of the document. */
export interface CompareChoice {
  readonly kind: ComparisonKind;
  /** Of the reader's own comparison; null before anything was chosen. */
  readonly columns: readonly ColumnKey[] | null;
  /** Identity of the column that others are measured against, by kind; null: none. */
  readonly baselines: Readonly<Partial<Record<ComparisonKind, string | null>>>;
}

const NOTHING: CompareChoice = { kind: 'strategies', columns: null, baselines: {} };
const KEY = 'fivetuple.compare.1';

export const useCompareChoice = create<CompareChoice>()(() => restoredChoice(browserStorage()));

/** Changes the choice, and keeps it over a reload where the browser keeps anything. */
export function chooseComparison(change: Partial<CompareChoice>): void {
  useCompareChoice.setState(change);
  try {
    browserStorage().setItem(KEY, JSON.stringify(useCompareChoice.getState()));
  } catch {
    // It then lasts as long as the page.
  }
}

export function chooseBaseline(kind: ComparisonKind, id: string | null): void {
  chooseComparison({ baselines: { ...useCompareChoice.getState().baselines, [kind]: id } });
}

/** What was chosen last; what of it cannot be read is as if it had never been chosen. */
export function restoredChoice(storage: Pick<Storage, 'getItem'>): CompareChoice {
  let value: unknown;
  try {
    value = JSON.parse(storage.getItem(KEY) ?? 'null');
  } catch {
    return NOTHING;
  }
  if (!isPlainObject(value)) return NOTHING;
  const { kind, columns, baselines } = value;
  const entries = isPlainObject(baselines) ? Object.entries(baselines) : [];
  return {
    kind: COMPARISON_KINDS.find((each) => each === kind) ?? NOTHING.kind,
    columns: Array.isArray(columns) ? [...new Set(columns.filter(isColumnKey))].slice(0, MOST_COLUMNS) : null,
    baselines: Object.fromEntries(
      entries.filter(
        ([name, id]) =>
          COMPARISON_KINDS.some((each) => each === name) && (id === null || typeof id === 'string'),
      ),
    ),
  };
}
