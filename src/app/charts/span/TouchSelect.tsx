import type { ReactElement } from 'react';
import { useTouchSelects } from './touch-selects.ts';
import './span.css';

/** Lets a finger select a span on the charts; only where there is a touch screen, as a mouse selects by dragging. */
export function TouchSelect(): ReactElement {
  const selects = useTouchSelects((state) => state.selects);
  return (
    <button
      type="button"
      className="button button-framed touch-select"
      aria-pressed={selects}
      title="A finger that moves over a chart selects a span"
      onClick={() => useTouchSelects.setState({ selects: !selects })}
    >
      Select
    </button>
  );
}
