import { type KeyboardEvent, memo, type ReactElement, useRef } from 'react';
import { valueTicks } from '../charts/ticks.ts';
import { useElementSize } from '../charts/use-element-size.ts';
import { axisText } from './axis-text.ts';
import {
  bandPath,
  type CurveFrame,
  type CurvePlace,
  curvePlaces,
  linePath,
  placesAlong,
} from './curve-places.ts';
import type { Measure } from './measures.ts';
import { type PointPicking, type ShownResults, spokenPoint } from './shown-results.ts';
import { labelStep } from './value-scale.ts';

const MARGIN = { left: 64, right: 18, top: 14, bottom: 26 } as const;
const PIXELS_A_LABEL = 58;
/** Half the width of what takes the pointer for a point. */
const REACH = 14;

/**
 * The measure over one parameter: means with the band of their 95 % intervals, the target, and where the targets begin to be
 * met. Not drawn again for what is under the pointer.
 */
export const SweepCurve = memo(function SweepCurve(
  props: PointPicking & { readonly shown: ShownResults; readonly measure: Measure },
): ReactElement {
  const { shown, measure, selected, onSelect, onHover } = props;
  const [box, size] = useElementSize<HTMLDivElement>();
  const list = useRef<SVGGElement>(null);
  const frame: CurveFrame = {
    left: MARGIN.left,
    top: MARGIN.top,
    width: Math.max(1, size.width - MARGIN.left - MARGIN.right),
    height: Math.max(1, size.height - MARGIN.top - MARGIN.bottom),
  };
  const { values } = shown.sweep.axes[0]!;
  const estimates = shown.results.map((result) => measure.of(result));
  const target = measure.target(shown.targets);
  const highest = Math.max(
    ...estimates.map((estimate) => estimate?.high ?? estimate?.mean ?? 0),
    measure.id === 'peak' ? (target ?? 0) : 0,
  );
  const ticks = valueTicks(highest > 0 ? highest : (target ?? 1), measure.id !== 'blocking');
  const top = ticks.at(-1) ?? 1;
  const yOf = (value: number): number => frame.top + frame.height * (1 - Math.min(1, value / top));
  const xs = placesAlong(values, frame);
  const places = curvePlaces(xs, estimates, yOf);

  const tabStop = selected ?? places[0]?.point ?? null;
  const move = (event: KeyboardEvent): void => {
    const at = places.findIndex(({ point }) => point === tabStop);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: places.length - 1 }[event.key];
    const place = next === undefined ? undefined : places[Math.min(places.length - 1, Math.max(0, next))];
    if (place === undefined) return;
    event.preventDefault();
    list.current?.querySelector<SVGGElement>(`[data-point="${place.point}"]`)?.focus();
  };

  return (
    <div ref={box} className="curve">
      {size.width > 0 && (
        <svg width={size.width} height={size.height} onPointerLeave={() => onHover(null)}>
          <Axes shown={shown} measure={measure} frame={frame} ticks={ticks} xs={xs} yOf={yOf} />
          <path className="curve-band" d={bandPath(places)} />
          <path className="curve-line" d={linePath(places)} />
          {target !== null && target <= top && (
            <g className="curve-target">
              <line x1={frame.left} x2={frame.left + frame.width} y1={yOf(target)} y2={yOf(target)} />
              <text x={frame.left + frame.width} y={yOf(target) - 4} textAnchor="end">
                target {measure.format(target)}
              </text>
            </g>
          )}
          <g ref={list} role="listbox" aria-label={`${measure.name} by ${shown.labels[0]}`} onKeyDown={move}>
            {places.map((place) => (
              <CurvePoint
                key={place.point}
                place={place}
                frame={frame}
                isMet={shown.results[place.point]?.meetsTargets === true}
                isSelected={place.point === selected}
                isTabStop={place.point === tabStop}
                name={spokenPoint(shown, place.point, measure)}
                onSelect={onSelect}
                onHover={onHover}
              />
            ))}
          </g>
        </svg>
      )}
      <p className="curve-across">{shown.labels[0]}</p>
    </div>
  );
});

function CurvePoint(props: {
  readonly place: CurvePlace;
  readonly frame: CurveFrame;
  readonly isMet: boolean;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly name: string;
  readonly onSelect: (point: number) => void;
  readonly onHover: (point: number | null) => void;
}): ReactElement {
  const { place, frame, isMet, isSelected, isTabStop, name, onSelect, onHover } = props;
  const { point, x, y, low, high } = place;
  return (
    <g
      role="option"
      className="curve-point"
      data-point={point}
      aria-selected={isSelected}
      aria-label={name}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => onSelect(point)}
      onFocus={() => onSelect(point)}
      onPointerEnter={() => onHover(point)}
    >
      <rect className="curve-reach" x={x - REACH} width={2 * REACH} y={frame.top} height={frame.height} />
      <line className="curve-whisker" x1={x} x2={x} y1={low} y2={high} />
      {isMet ? (
        <circle className="curve-dot" data-met="true" cx={x} cy={y} r={4.5} />
      ) : (
        <rect className="curve-dot" x={x - 4} y={y - 4} width={8} height={8} />
      )}
    </g>
  );
}

function Axes(props: {
  readonly shown: ShownResults;
  readonly measure: Measure;
  readonly frame: CurveFrame;
  readonly ticks: readonly number[];
  readonly xs: readonly number[];
  readonly yOf: (value: number) => number;
}): ReactElement {
  const { shown, measure, frame, ticks, xs, yOf } = props;
  const { kind, values } = shown.sweep.axes[0]!;
  const step = labelStep(values.length, Math.floor(frame.width / PIXELS_A_LABEL));
  const bottom = frame.top + frame.height;
  return (
    <g aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'chart-base' : 'chart-grid-line'}
            x1={frame.left}
            x2={frame.left + frame.width}
            y1={yOf(tick)}
            y2={yOf(tick)}
          />
          <text className="chart-tick" x={frame.left - 6} y={yOf(tick) + 4} textAnchor="end">
            {measure.format(tick)}
          </text>
        </g>
      ))}
      {values.map((value, index) =>
        index % step === 0 ? (
          <text key={value} className="chart-tick" x={xs[index]} y={bottom + 16} textAnchor="middle">
            {axisText(kind, value)}
          </text>
        ) : null,
      )}
      {shown.border.map(([a, b]) => {
        const x = ((xs[a] ?? 0) + (xs[b] ?? 0)) / 2;
        return <line key={`${a} ${b}`} className="curve-border" x1={x} x2={x} y1={frame.top} y2={bottom} />;
      })}
    </g>
  );
}
