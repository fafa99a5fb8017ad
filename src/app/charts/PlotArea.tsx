import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { speakDuration } from '../format/numbers.ts';
import { onFrame } from '../run/frame-loop.ts';
import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { ChartAxes } from './ChartAxes.tsx';
import { ChartDrawing } from './chart-drawing.ts';
import { type ChartModel, type ChartView, titleOf } from './chart-model.ts';
import { useCrosshair } from './crosshair.ts';
import { cursorSentence } from './cursor-labels.ts';
import { PLOT_MARGIN } from './plot-scales.ts';
import { runMarks, sameMarks } from './time-marks.ts';
import { useElementSize } from './use-element-size.ts';
import { useRunValue } from './use-run-value.ts';
import { valueDomain } from './value-domain.ts';

/** An arrow key moves the crosshair by about this share of the run. */
const KEY_STEPS = 200;

const NO_VALUES: readonly number[] = [];

const { left, right, bottom } = PLOT_MARGIN;
const READER_BOX = {
  insetBlock: `0 ${bottom}px`,
  insetInline: `${left}px ${right}px`,
  width: `calc(100% - ${left + right}px)`,
} as const;

/** Axes, lines and cursor of one view. Point, or focus and use the arrow keys, to read; click or Enter to go there. */
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
  const { durationSec, sampleEverySec } = run.scenario;
  const time = useMemo(() => ({ fromSec: 0, toSec: durationSec }), [durationSec]);

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

  const timeAt = (event: MouseEvent): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = width === 0 ? 0 : (event.clientX - left) / width;
    return Math.min(1, Math.max(0, share)) * durationSec;
  };

  return (
    <div ref={box} className="chart-plot">
      <ChartAxes size={size} domain={time} ticks={isBlank ? NO_VALUES : ticks} marks={marks} />
      <canvas ref={seriesCanvas} className="chart-canvas" aria-hidden="true" />
      <canvas ref={cursorCanvas} className="chart-canvas" aria-hidden="true" />
      <input
        ref={reader}
        className="chart-reader"
        style={READER_BOX}
        type="range"
        aria-label={`${titleOf(model, view)}: values at a moment`}
        min={0}
        max={durationSec}
        step={Math.max(sampleEverySec, Math.floor(durationSec / KEY_STEPS / sampleEverySec) * sampleEverySec)}
        defaultValue={0}
        onChange={(event) => pointAt(event.currentTarget.valueAsNumber)}
        onPointerMove={(event) => pointAt(timeAt(event))}
        onPointerLeave={() => pointAt(null)}
        onBlur={() => pointAt(null)}
        // The pointer reads where it hovers; pressing must not drag the slider that serves the keyboard.
        onMouseDown={(event) => event.preventDefault()}
        onClick={(event) => usePlayhead.setState({ timeSec: timeAt(event) })}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function pointAt(timeSec: number | null): void {
  useCrosshair.setState({ timeSec });
}

/** Enter takes the playhead to the crosshair, Escape takes the crosshair away; the arrows are the slider's own. */
function onKeyDown(event: KeyboardEvent): void {
  const { timeSec } = useCrosshair.getState();
  if (timeSec === null) return;
  if (event.key === 'Enter') usePlayhead.setState({ timeSec });
  else if (event.key === 'Escape') pointAt(null);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
