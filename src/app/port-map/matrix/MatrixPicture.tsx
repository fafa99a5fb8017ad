import { type KeyboardEvent, type ReactElement, useMemo, useState } from 'react';
import type { PortOccupancy } from '../../../network/results/run-result.ts';
import { useElementSize } from '../../charts/use-element-size.ts';
import { type CellPlace, cellAfterKey, matrixGeometry, scrollTo, spaceOfCell } from './matrix-geometry.ts';
import type { MatrixNames } from './matrix-names.ts';
import { readSpace } from './read-space.ts';
import { shortNames } from './short-names.ts';
import { type RowOrder, rowOrder, type Space } from './spaces.ts';
import { useMatrixDrawing } from './use-matrix-drawing.ts';
import { useMatrixPointer } from './use-matrix-pointer.ts';

/** The matrix as a picture that scrolls; a slider, unseen, takes the keys and tells a screen reader of each space. */
export function MatrixPicture(props: {
  readonly all: PortOccupancy;
  readonly names: MatrixNames;
  readonly orderBy: RowOrder;
  readonly chosen: Space;
  readonly onChoose: (space: Space) => void;
}): ReactElement {
  const { all, names, orderBy, chosen, onChoose } = props;
  const [scroller, view] = useElementSize<HTMLDivElement>();
  const [cell, setCell] = useState<CellPlace>({ row: 0, column: 0 });
  const [isPointed, setPointed] = useState(false);
  const sides = useMemo(
    () => ({ addresses: shortNames(names.addresses), destinations: shortNames(names.destinations) }),
    [names],
  );
  const longest = useMemo(
    () => sides.addresses.labels.reduce((most, { length }) => Math.max(most, length), 3),
    [sides],
  );
  const order = useMemo(() => rowOrder(all, orderBy), [all, orderBy]);
  const geometry = matrixGeometry(all.addresses, all.destinations, view.width, longest);
  const canvas = useMatrixDrawing({
    scroller,
    view,
    geometry,
    cell: isPointed ? cell : null,
    drawn: { all, order, ...sides, chosen },
  });
  useMatrixPointer(scroller, {
    geometry,
    onPoint: (under) => {
      if (under !== null) setCell(under);
      setPointed(under !== null);
    },
    onPick: (picked) => {
      setCell(picked);
      onChoose(spaceOfCell(order, picked));
    },
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = cellAfterKey(event.key, cell, geometry);
    if (event.key === 'Enter') onChoose(spaceOfCell(order, cell));
    if (next !== null) {
      setCell(next);
      setPointed(true);
      const element = scroller.current;
      const scroll = { left: element?.scrollLeft ?? 0, top: element?.scrollTop ?? 0 };
      element?.scrollTo(scrollTo(geometry, scroll, view, next));
    }
    if (event.key === 'Enter' || next !== null) event.preventDefault();
  };
  const reading = readSpace(all, names, spaceOfCell(order, cell));
  return (
    <>
      <div ref={scroller} className="matrix-scroller">
        <input
          className="matrix-cursor"
          type="range"
          aria-label="Port space"
          min={0}
          max={Math.max(1, all.addresses * all.destinations - 1)}
          value={cell.row * all.destinations + cell.column}
          aria-valuetext={reading}
          onChange={(event) => setCell(cellOf(event.currentTarget.valueAsNumber, all))}
          onKeyDown={onKeyDown}
          onFocus={() => setPointed(true)}
          onBlur={() => setPointed(false)}
        />
        <div className="matrix-space" style={{ width: geometry.widthPx, height: geometry.heightPx }}>
          <canvas ref={canvas} aria-hidden="true" style={{ width: view.width, height: view.height }} />
        </div>
      </div>
      <p className="matrix-reading small" aria-hidden="true">
        {isPointed ? (
          <>
            {reading} <span className="quiet">Enter or a click shows its ports.</span>
          </>
        ) : (
          <span className="quiet">
            {sidesText(sides.addresses.pattern, sides.destinations.pattern)} Cells: share that is in use or
            held, with a bar for what is held and a corner where nothing is free. Sums: ports.
          </span>
        )}
      </p>
    </>
  );
}

function cellOf(value: number, { addresses, destinations }: PortOccupancy): CellPlace {
  const at = Math.min(value, addresses * destinations - 1);
  return { row: Math.floor(at / destinations), column: at % destinations };
}

/** What the short names along the sides stand for. */
function sidesText(addresses: string, destinations: string): string {
  const parts = [
    addresses === '' ? '' : `Rows: ${addresses}.`,
    destinations === '' ? '' : `Columns: ${destinations}.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
