import { type ReactElement, useEffect, useRef, useState } from 'react';
import { speakDuration } from '../format/numbers.ts';
import { onFrame } from '../run/frame-loop.ts';
import type { LiveRun } from '../run/live-run.ts';
import { ChartAxes } from './ChartAxes.tsx';
import { ChartDrawing } from './chart-drawing.ts';
import { type ChartModel, type ChartView, titleOf } from './chart-model.ts';
import { pointAt } from './crosshair.ts';
import { cursorSentence } from './cursor-labels.ts';
import { keyStepSec, plotKeyPressed } from './plot-keys.ts';
import { usePlotPointer } from './plot-pointer.ts';
import { READER_BOX } from './plot-reader.ts';
import { useShownDomain } from './span/use-shown-domain.ts';
import { runMarks, sameMarks } from './time-marks.ts';
import { printedRatio, useElementSize } from './use-element-size.ts';
import { useRunValue } from './use-run-value.ts';
import { valueDomain } from './value-domain.ts';

const NO_VALUES: readonly number[] = [];

/**
 * Axes, lines and cursor of one view. Point, or focus and use the arrow keys, to read; click or Enter to go there; drag, or
 * move with Shift, to select.
 */
export function PlotArea(props: {
  readonly run: LiveRun;
  readonly model: ChartModel;
  readonly view: ChartView;
  /** Words stand in place of lines: the value axis has nothing to say. */
  readonly isBlank: boolean;
}): ReactElement {
  const { run, model, view, isBlank } = props;
  const [box, size] = useElementSize<HTMLDivElement>();
  const [ticks, setTicks] = useState(() => valueDomain(0, view.limits, view.scale).ticks);
  const marks = useRunValue(run, runMarks, sameMarks);
  const seriesCanvas = useRef<HTMLCanvasElement>(null);
  const cursorCanvas = useRef<HTMLCanvasElement>(null);
  const reader = useRef<HTMLInputElement>(null);
  const time = useShownDomain(run);
  const pointer = usePlotPointer(run, time);

  useEffect(() => {
    const [series, cursor] = [seriesCanvas.current, cursorCanvas.current];
    if (series === null || cursor === null || size.width === 0) return undefined;
    const drawing = new ChartDrawing(run, view, time, size, {
      series,
      cursor,
      onDomain: (domain) => setTicks(domain.ticks),
      onReading: (labels, atSec) => {
        // Through `value`: React then knows it, and hears of every change that a user makes.
        if (reader.current !== null) reader.current.value = String(atSec);
        reader.current?.setAttribute('aria-valuetext', `${speakDuration(atSec)}: ${cursorSentence(labels)}`);
      },
    });
    return onFrame((nowMs) => drawing.frame(nowMs));
  }, [run, view, time, size]);

  return (
    <div ref={box} className="chart-plot" style={printedRatio(size)}>
      <ChartAxes size={size} domain={time} ticks={isBlank ? NO_VALUES : ticks} marks={marks} />
      <canvas ref={seriesCanvas} className="chart-canvas" aria-hidden="true" />
      <canvas ref={cursorCanvas} className="chart-canvas" aria-hidden="true" />
      <input
        ref={reader}
        className="chart-reader"
        style={READER_BOX}
        type="range"
        aria-label={`${titleOf(model, view)}: values at a moment`}
        min={time.fromSec}
        max={time.toSec}
        step={keyStepSec(run, time)}
        defaultValue={time.fromSec}
        onChange={(event) => pointAt(event.currentTarget.valueAsNumber, true)}
        onBlur={() => pointAt(null)}
        onKeyDown={(event) => plotKeyPressed(event, run, time)}
        {...pointer}
      />
    </div>
  );
}
