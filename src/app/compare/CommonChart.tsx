import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { ChartAxes } from '../charts/ChartAxes.tsx';
import { pointAt, useCrosshair } from '../charts/crosshair.ts';
import { momentUnder, READER_BOX } from '../charts/plot-reader.ts';
import { plotScales, type TimeDomain } from '../charts/plot-scales.ts';
import { valueTicks } from '../charts/ticks.ts';
import { useElementSize } from '../charts/use-element-size.ts';
import { formatCount, speakDuration } from '../format/numbers.ts';
import { onFrame } from '../run/frame-loop.ts';
import { ColumnLegend } from './ColumnLegend.tsx';
import { type ColumnLine, columnLines, LINE_MEASURES, type LineMeasure, valueAt } from './column-lines.ts';
import { CommonDrawing } from './common-drawing.ts';
import type { ComparisonColumn } from './use-comparison.ts';
import '../charts/charts.css';

/** An arrow key moves the crosshair by this share of the axis. */
const KEY_STEPS = 200;
const NO_MARKS: readonly never[] = [];

/** One line a column, all on the same axes, with the legend that tells which is which. */
export function CommonChart(props: {
  readonly columns: readonly ComparisonColumn[];
  /** End of the axis of time. */
  readonly endSec: number;
}): ReactElement {
  const { columns, endSec } = props;
  const [measure, setMeasure] = useState(LINE_MEASURES[0]!);
  const lines = useMemo(() => columnLines(columns, measure), [columns, measure]);
  const highest = Math.max(0, ...lines.map(({ run }) => measure.highest(run)));
  return (
    <figure className="chart common-chart">
      <figcaption className="chart-head">
        <h3 className="visually-hidden">{measure.name}, a line a column</h3>
        <select
          className="chart-select common-measure"
          aria-label="Lines of"
          value={measure.id}
          onChange={(event) =>
            setMeasure(LINE_MEASURES.find(({ id }) => id === event.target.value) ?? measure)
          }
        >
          {LINE_MEASURES.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </figcaption>
      <Plot lines={lines} measure={measure} endSec={endSec} highest={highest} />
      <ColumnLegend lines={lines} />
    </figure>
  );
}

function Plot(props: {
  readonly lines: readonly ColumnLine[];
  readonly measure: LineMeasure;
  readonly endSec: number;
  readonly highest: number;
}): ReactElement {
  const { lines, measure, endSec, highest } = props;
  const [box, size] = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const time = useMemo(() => ({ fromSec: 0, toSec: endSec }), [endSec]);
  const ticks = useMemo(() => valueTicks(highest * 1.02, true), [highest]);
  useEffect(() => {
    const scales = plotScales(size, time, ticks.at(-1) ?? 1);
    if (canvas.current === null || scales === null) return undefined;
    const drawing = new CommonDrawing(canvas.current, size, lines, time, scales);
    return onFrame(() => drawing.frame());
  }, [lines, size, time, ticks]);
  return (
    <div ref={box} className="chart-plot">
      <ChartAxes size={size} domain={time} ticks={ticks} marks={NO_MARKS} />
      <canvas ref={canvas} className="chart-canvas" aria-hidden="true" />
      <Reader lines={lines} measure={measure} time={time} />
    </div>
  );
}

/** Point, or focus and use the arrow keys, to read all columns at a moment; Escape takes the crosshair away. */
function Reader(props: {
  readonly lines: readonly ColumnLine[];
  readonly measure: LineMeasure;
  readonly time: TimeDomain;
}): ReactElement {
  const { lines, measure, time } = props;
  const { fromSec, toSec } = time;
  const atSec = useCrosshair((state) => state.timeSec);
  useEffect(() => () => pointAt(null), []);
  const pointed = (event: MouseEvent): void => pointAt(momentUnder(event, time));
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || atSec === null) return;
    event.preventDefault();
    event.stopPropagation();
    pointAt(null);
  };
  const moment = Math.min(toSec, atSec ?? fromSec);
  const values = lines.map((line) => `${line.name} ${formatCount(valueAt(line, moment))}`).join(', ');
  return (
    <input
      className="chart-reader"
      style={READER_BOX}
      type="range"
      aria-label={`${measure.name} of all columns at a moment`}
      aria-valuetext={`${speakDuration(moment)}: ${values}`}
      min={fromSec}
      max={toSec}
      step={(toSec - fromSec) / KEY_STEPS}
      value={moment}
      onChange={(event) => pointAt(event.currentTarget.valueAsNumber)}
      onPointerMove={pointed}
      onPointerLeave={() => pointAt(null)}
      onBlur={() => pointAt(null)}
      // The pointer reads where it hovers; pressing must not drag the slider that serves the keyboard.
      onMouseDown={(event) => event.preventDefault()}
      onClick={pointed}
      onKeyDown={pressed}
    />
  );
}
