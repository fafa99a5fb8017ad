import type { ReactElement, ReactNode } from 'react';
import type { MapCursor } from './map-cursor.ts';
import { isWhole, LEAST_ACROSS, WHOLE, zoomStep } from './map-view.ts';
import { SIDE } from './port-cells.ts';
import { type Shade, usePortSpace } from './port-space-store.ts';

const SHADES: readonly { readonly id: Shade; readonly name: string }[] = [
  { id: 'state', name: 'State' },
  { id: 'age', name: 'Age' },
];

/** What the cells are shaded by, and how near the map is. */
export function MapTools(props: { readonly cursor: MapCursor; readonly children?: ReactNode }): ReactElement {
  const { cursor, children } = props;
  const { view, setView } = cursor;
  const shade = usePortSpace((state) => state.shade);
  return (
    <div className="port-map-tools">
      <div className="port-map-tool-group" role="group" aria-label="Shade by">
        {SHADES.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className="button button-framed"
            aria-pressed={shade === id}
            onClick={() => usePortSpace.setState({ shade: id })}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="port-map-tool-group" role="group" aria-label="Zoom">
        <button
          type="button"
          className="button button-framed"
          aria-label="Zoom out"
          disabled={isWhole(view)}
          onClick={() => setView((each) => zoomStep(each, 2))}
        >
          −
        </button>
        <button
          type="button"
          className="button button-framed"
          aria-label="Zoom in"
          disabled={view.across <= LEAST_ACROSS}
          onClick={() => setView((each) => zoomStep(each, 0.5))}
        >
          +
        </button>
        <button
          type="button"
          className="button button-framed"
          disabled={isWhole(view)}
          onClick={() => setView(() => WHOLE)}
        >
          Whole
        </button>
        <span className="port-map-zoom quiet small">×{Math.round((SIDE / view.across) * 10) / 10}</span>
      </div>
      {children}
    </div>
  );
}
