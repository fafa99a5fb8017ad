import { create } from 'zustand';
import { messageOf } from '../../workers/errors.ts';
import type { ValidationDocument } from './validation-document.ts';
import { asValidationDocument } from './validation-document.ts';
import { ALL_ROWS, type RowFilter, type RowOrder, rowsOf, type ValidationRow } from './validation-rows.ts';

/** What the validation page shows; it is kept when one leaves the page to look at a case. */
export interface ValidationState {
  readonly document: ValidationDocument | null;
  readonly rows: readonly ValidationRow[];
  /** Why there is no document; empty while it is on its way. */
  readonly trouble: string;
  readonly filter: RowFilter;
  readonly order: RowOrder;
  readonly openKeys: ReadonlySet<string>;
}

export const useValidation = create<ValidationState>()(() => ({
  document: null,
  rows: [],
  trouble: '',
  filter: ALL_ROWS,
  order: 'case',
  openKeys: new Set<string>(),
}));

/** Beside the page itself, wherever that is served from. */
const ADDRESS = 'validation.json';

/** Fetches the document unless it is there already. */
export async function loadValidation(): Promise<void> {
  if (useValidation.getState().document !== null) return;
  useValidation.setState({ trouble: '' });
  try {
    const answer = await fetch(ADDRESS);
    if (!answer.ok) throw new Error(`${ADDRESS}: ${answer.status} ${answer.statusText}`.trim());
    const document = asValidationDocument(await answer.json());
    useValidation.setState({ document, rows: rowsOf(document) });
  } catch (error) {
    useValidation.setState({ trouble: messageOf(error) });
  }
}

export function setFilter(change: Partial<RowFilter>): void {
  useValidation.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

export function toggleRow(key: string): void {
  useValidation.setState(({ openKeys }) => {
    const next = new Set(openKeys);
    if (!next.delete(key)) next.add(key);
    return { openKeys: next };
  });
}
