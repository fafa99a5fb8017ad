import type { ReactElement } from 'react';
import type { Cell } from './comparison-rows.ts';
import { differenceText, type FigureUnit, pointsText } from './difference.ts';

/** How a figure differs from the baseline's, as numbers; nothing where one of them has none. */
export function Difference(props: {
  readonly unit: FigureUnit;
  readonly base: Cell;
  readonly cell: Cell;
}): ReactElement | null {
  const { unit, base, cell } = props;
  const text = differenceText(unit, base.value, cell.value);
  if (text === '') return null;
  const hasPoints = base.share !== undefined && cell.share !== undefined && base.share !== cell.share;
  const points = hasPoints ? `, ${pointsText((cell.share ?? 0) - (base.share ?? 0))}` : '';
  return (
    <span className="figure-difference" data-same={base.value === cell.value}>
      {text}
      {points}
    </span>
  );
}
