import type { ReactElement } from 'react';
import type { ValidationRow } from './validation-rows.ts';
import { toggleRow } from './validation-store.ts';

/** The name of a case, which opens and closes its detail. */
export function CaseButton(props: {
  readonly row: ValidationRow;
  readonly isOpen: boolean;
  readonly detailId: string;
}): ReactElement {
  const { row, isOpen, detailId } = props;
  return (
    <button
      type="button"
      className="validation-case"
      aria-expanded={isOpen}
      aria-controls={detailId}
      onClick={(event) => {
        // The line that it stands on may open with a click anywhere.
        event.stopPropagation();
        toggleRow(row.key);
      }}
    >
      {row.of.id}
    </button>
  );
}
