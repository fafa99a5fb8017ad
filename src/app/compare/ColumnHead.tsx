import type { ReactElement } from 'react';
import { LineKey } from '../kept-runs/LineKey.tsx';
import { lookAt } from '../kept-runs/line-looks.ts';
import { Icon } from '../ui/Icon.tsx';
import type { ComparisonColumn } from './use-comparison.ts';
import type { Variant } from './variants.ts';

/** What can be done with a column. */
export interface ColumnActions {
  readonly onOpen: (variant: Variant) => void;
  /** Measures the others against the column, or none with null. */
  readonly onBaseline: (id: string | null) => void;
  /** Absent where the columns are given; null while there are as few as a comparison has. */
  readonly onRemove?: ((id: string) => void) | null;
}

/** Name of a column, the key of its line, and what can be done with it. */
export function ColumnHead(props: {
  readonly column: ComparisonColumn;
  readonly isBest: boolean;
  readonly isBaseline: boolean;
  readonly actions: ColumnActions;
}): ReactElement {
  const { column, isBest, isBaseline, actions } = props;
  const { id, name, look, origin, isOpen } = column.variant;
  const { onOpen, onBaseline, onRemove } = actions;
  return (
    <th scope="col" className="compare-head">
      <LineKey look={lookAt(look)} />
      <span className="compare-title">
        <span className="compare-name">{name}</span>
        {isBest && <span className="compare-best"> ✓ best</span>}
      </span>
      {origin !== undefined && <span className="compare-note">{origin}</span>}
      <span className="compare-open">
        {isOpen ? (
          <span className="quiet">open now</span>
        ) : (
          <button type="button" className="button button-framed" onClick={() => onOpen(column.variant)}>
            Open<span className="visually-hidden"> {name}</span>
          </button>
        )}
        <button
          type="button"
          className="button button-framed"
          aria-pressed={isBaseline}
          title="The other columns are measured against the baseline"
          onClick={() => onBaseline(isBaseline ? null : id)}
        >
          Baseline<span className="visually-hidden"> {name}</span>
        </button>
        {onRemove !== undefined && (
          <button
            type="button"
            className="button button-icon"
            aria-label={`Remove the column ${name}`}
            title={onRemove === null ? 'A comparison has two columns at least' : 'Remove the column'}
            disabled={onRemove === null}
            onClick={() => onRemove?.(id)}
          >
            <Icon name="close" />
          </button>
        )}
      </span>
    </th>
  );
}
