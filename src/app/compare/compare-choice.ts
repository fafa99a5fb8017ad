import { create } from 'zustand';
import { isPlainObject } from '../../scenario/plain-value.ts';
import { keepChoice, keptChoice } from '../state/kept-choice.ts';
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
const NAME = 'compare.1';

export const useCompareChoice = create<CompareChoice>()(() => restoredChoice(keptChoice(NAME)));

/** Changes the choice, and keeps it over a reload where the browser keeps anything. */
export function chooseComparison(change: Partial<CompareChoice>): void {
  useCompareChoice.setState(change);
  keepChoice(NAME, JSON.stringify(useCompareChoice.getState()));
}

export function chooseBaseline(kind: ComparisonKind, id: string | null): void {
  chooseComparison({ baselines: { ...useCompareChoice.getState().baselines, [kind]: id } });
}

/** What was chosen last, from what was kept of it; what cannot be read is as if it had never been chosen. */
export function restoredChoice(kept: string | null): CompareChoice {
  let value: unknown;
  try {
    value = JSON.parse(kept ?? 'null');
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
