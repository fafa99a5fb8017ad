/** Kept runs as columns of the reader's own comparison: to show one is to have it there. */

import type { ScenarioFile } from '../../scenario/file-format.ts';
import { strategyOf } from '../../scenario/strategies.ts';
import { chooseComparison, useCompareChoice } from '../compare/compare-choice.ts';
import { type ColumnKey, keptKey, MOST_COLUMNS, shownColumns } from '../compare/my-columns.ts';
import { useKeptRuns } from './kept-runs.ts';

/** The columns of the reader's comparison as they are now. */
export function columnsNow(
  chosen: readonly ColumnKey[] | null,
  runs: readonly { readonly id: string }[],
  file: ScenarioFile,
): ColumnKey[] {
  return shownColumns(
    chosen,
    runs.map(({ id }) => id),
    strategyOf(file),
  );
}

/** A run that has just been kept joins the columns that were chosen, where there is room; without a choice it is among them anyway. */
export function addShownColumn(id: string): void {
  const { columns } = useCompareChoice.getState();
  if (columns === null || columns.length >= MOST_COLUMNS || columns.includes(keptKey(id))) return;
  chooseComparison({ columns: [...columns, keptKey(id)] });
}

/** Shows a kept run as a column, or hides it. */
export function showRun(id: string, isShown: boolean, file: ScenarioFile): void {
  const key = keptKey(id);
  const shown = columnsNow(useCompareChoice.getState().columns, useKeptRuns.getState().runs, file);
  const others = shown.filter((each) => each !== key);
  chooseComparison({ columns: isShown ? [...others, key] : others });
}
