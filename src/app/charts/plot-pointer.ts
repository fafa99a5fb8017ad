import { type MouseEvent, type PointerEvent, useRef } from 'react';
import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { pointAt } from './crosshair.ts';
import { momentUnder } from './plot-reader.ts';
import type { TimeDomain } from './plot-scales.ts';
import { clearSelection, select } from './span/chart-span.ts';
import { useTouchSelects } from './span/touch-selects.ts';

/** Less than this is a hand that shakes. */
const DRAG_PX = 4;

interface Press {
  readonly pointerId: number;
  readonly x: number;
  readonly atSec: number;
  isDrag: boolean;
}

interface PlotPointerHandlers {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: (event: PointerEvent) => void;
  readonly onPointerCancel: () => void;
  readonly onPointerLeave: (event: PointerEvent) => void;
  readonly onMouseDown: (event: MouseEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
}

/**
 * What a pointer does on a plot: it reads where it hovers, a drag selects a span, a press without one takes the playhead
 * there. A finger reads where it moves, and selects where it was told to.
 */
export function usePlotPointer(run: LiveRun, shown: TimeDomain): PlotPointerHandlers {
  const press = useRef<Press | null>(null);

  const timeAt = (event: MouseEvent): number => momentUnder(event, shown);

  return {
    onPointerDown: (event) => {
      press.current = null;
      const selects = event.pointerType !== 'touch' || useTouchSelects.getState().selects;
      if (event.button !== 0 || !selects) return;
      press.current = {
        pointerId: event.pointerId,
        x: event.clientX,
        atSec: timeAt(event),
        isDrag: false,
      };
    },
    onPointerMove: (event) => {
      const atSec = timeAt(event);
      pointAt(atSec);
      const { current } = press;
      if (current === null || current.pointerId !== event.pointerId || event.buttons === 0) return;
      if (!current.isDrag && Math.abs(event.clientX - current.x) < DRAG_PX) return;
      // From here on the drag is heard of beyond the plot as well.
      if (!current.isDrag) event.currentTarget.setPointerCapture(event.pointerId);
      current.isDrag = true;
      select(run, current.atSec, atSec, true);
    },
    onPointerUp: (event) => {
      const { current } = press;
      if (current?.isDrag === true) select(run, current.atSec, timeAt(event));
    },
    onPointerCancel: () => {
      if (press.current?.isDrag === true) clearSelection();
      press.current = null;
    },
    // A chart that is read by keys may move away under a pointer at rest.
    onPointerLeave: ({ currentTarget }) => {
      if (document.activeElement !== currentTarget) pointAt(null);
    },
    // Pressing must not drag the slider that serves the keyboard.
    onMouseDown: (event) => event.preventDefault(),
    onClick: (event) => {
      // The click that follows a drag does not move the playhead.
      const wasDrag = press.current?.isDrag === true;
      press.current = null;
      if (!wasDrag) usePlayhead.setState({ timeSec: timeAt(event) });
    },
  };
}
