import { Fragment, type ReactElement, useMemo, useState } from 'react';
import { formatDuration, formatPercent, speakDuration } from '../format/numbers.ts';
import { Term } from '../help/Term.tsx';
import type { LiveRun } from '../run/live-run.ts';
import { type AgeScale, ageScale, ageTicks } from './age-scale.ts';
import { type AgeLine, type AgeView, ageCsv, ageViews } from './age-views.ts';
import { ChartDataPanel } from './ChartDataPanel.tsx';
import { READER_BOX, shareUnder } from './plot-reader.ts';
import { PLOT_MARGIN } from './plot-scales.ts';
import { timeTickLabel } from './ticks.ts';
import { type ElementSize, printedRatio, useElementSize } from './use-element-size.ts';
import { useIsStale, useRunValue } from './use-run-value.ts';
import './age-chart.css';
import './charts.css';

const { left, right, top, bottom } = PLOT_MARGIN;
const TICK_PX = 56;
/** Steps of the reader over the whole scale. */
const READER_STEPS = 200;
const SHARES = [0, 0.25, 0.5, 0.75, 1] as const;
const NOT_YET = 'Known when the run is over.';
const NONE = 'No connection was established.';

/** How long the connections of a finished run last, and whom its drains cut: shares over ages. */
export function AgeChart({ run }: { readonly run: LiveRun }): ReactElement {
  const tables = useRunValue(run, tablesOf);
  const stale = useIsStale(run);
  const views = useMemo(() => (tables === null ? [] : ageViews(run.scenario, tables)), [run, tables]);
  const [wanted, setWanted] = useState('');
  const view = views.find(({ id }) => id === wanted) ?? views[0];
  const title = view?.title ?? 'Lifetimes';
  return (
    <figure className="chart" data-stale={stale}>
      <figcaption className="chart-head">
        <h3 className="chart-title">
          {title}{' '}
          <span className="chart-unit">
            <Term id={view?.term ?? 'survival-curve'} />
          </span>
        </h3>
        {views.length > 1 && (
          <select
            className="chart-select"
            aria-label={`${title} of`}
            value={view?.id}
            onChange={(event) => setWanted(event.target.value)}
          >
            {views.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        )}
      </figcaption>
      {view === undefined ? (
        <p className="chart-plot quiet small">{tables === null ? NOT_YET : NONE}</p>
      ) : (
        <Fragment key={view.id}>
          <AgePlot view={view} />
          <AgeData view={view} />
        </Fragment>
      )}
    </figure>
  );
}

function tablesOf(run: LiveRun): LiveRun['lifeTables'] {
  return run.lifeTables;
}

function AgePlot({ view }: { readonly view: AgeView }): ReactElement {
  const [box, size] = useElementSize<HTMLDivElement>();
  const scale = useMemo(() => ageScale(view.agesSec), [view]);
  const [place, setPlace] = useState(() => scale.place(view.markSec ?? medianOf(view)));
  const atSec = scale.ageAt(place);
  const said = view.lines.map((line) => `${line.label} ${sayShare(line.shareAt(atSec))}`).join(', ');
  return (
    <>
      <div ref={box} className="chart-plot" style={printedRatio(size)}>
        <Curves view={view} scale={scale} size={size} place={place} />
        <input
          className="chart-reader"
          style={READER_BOX}
          type="range"
          aria-label={`${view.title}, ${view.label}: shares at an age`}
          aria-valuetext={`${speakDuration(atSec)}: ${said}`}
          min={0}
          max={READER_STEPS}
          value={Math.round(place * READER_STEPS)}
          onChange={(event) => setPlace(event.currentTarget.valueAsNumber / READER_STEPS)}
          onPointerMove={(event) => setPlace(shareUnder(event))}
          // The pointer reads where it hovers; pressing must not drag the slider that serves the keyboard.
          onMouseDown={(event) => event.preventDefault()}
        />
      </div>
      <p className="age-legend small">
        <span className="quiet">after {formatDuration(atSec)}</span>
        {view.lines.map((line) => (
          <span key={line.id} style={{ color: `var(--${line.textColour})` }}>
            <svg width="18" height="8" aria-hidden="true">
              <line x1="0" x2="18" y1="4" y2="4" {...strokeOf(line)} />
            </svg>{' '}
            {line.label} {sayShare(line.shareAt(atSec))}
          </span>
        ))}
      </p>
      <p className="visually-hidden">
        {view.title}, {view.label}. {view.summary}.
      </p>
    </>
  );
}

function Curves(props: {
  readonly view: AgeView;
  readonly scale: AgeScale;
  readonly size: ElementSize;
  readonly place: number;
}): ReactElement | null {
  const { view, scale, size, place } = props;
  const width = size.width - left - right;
  const height = size.height - top - bottom;
  const paths = useMemo(
    () => view.lines.map((line) => pathOf(line, view.agesSec, scale, width, height)),
    [view, scale, width, height],
  );
  if (width <= 0 || height <= 0) return null;
  const x = (at: number): number => Math.round(left + at * width) + 0.5;
  const y = (share: number): number => Math.round(top + (1 - share) * height) + 0.5;
  return (
    <svg className="chart-axes" viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      {SHARES.map((share) => (
        <g key={share}>
          <line
            className={share === 0 ? 'chart-base' : 'chart-grid-line'}
            x1={left}
            x2={left + width}
            y1={y(share)}
            y2={y(share)}
          />
          <text className="chart-tick" x={left - 6} y={y(share)} dy="0.32em" textAnchor="end">
            {formatPercent(share)}
          </text>
        </g>
      ))}
      {ageTicks(scale, width, TICK_PX).map((sec) => (
        <g key={sec}>
          <line
            className="chart-base"
            x1={x(scale.place(sec))}
            x2={x(scale.place(sec))}
            y1={y(0)}
            y2={y(0) + 4}
          />
          <text className="chart-tick" x={x(scale.place(sec))} y={y(0) + 15} textAnchor="middle">
            {timeTickLabel(sec)}
          </text>
        </g>
      ))}
      {view.markSec !== null && <DrainMark x={x(scale.place(view.markSec))} top={top} height={height} />}
      {view.lines.map((line, index) => (
        <path key={line.id} className="age-line" d={paths[index]} {...strokeOf(line)} />
      ))}
      <line className="age-cursor" x1={x(place)} x2={x(place)} y1={top} y2={top + height} />
    </svg>
  );
}

function DrainMark(props: {
  readonly x: number;
  readonly top: number;
  readonly height: number;
}): ReactElement {
  const { x, height } = props;
  return (
    <g className="chart-mark">
      <line x1={x} x2={x} y1={props.top} y2={props.top + height} />
      <path d={`M${x - 4} ${props.top - 6}h8l-4 6z`} />
    </g>
  );
}

/** The numbers behind the lines: a short table, and every age as CSV. */
function AgeData({ view }: { readonly view: AgeView }): ReactElement {
  const { title, label } = view;
  return (
    <ChartDataPanel title={title} label={label} saveText="Save every age as CSV" csv={() => ageCsv(view)}>
      <AgeTable view={view} />
    </ChartDataPanel>
  );
}

function AgeTable({ view }: { readonly view: AgeView }): ReactElement {
  const { title, label, lines, tableSec } = view;
  return (
    <table className="chart-table">
      <caption className="visually-hidden">
        {title}, {label}, share that is still open
      </caption>
      <thead>
        <tr>
          <th scope="col">after</th>
          {lines.map((line) => (
            <th key={line.id} scope="col">
              {line.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tableSec.map((sec) => (
          <tr key={sec}>
            <th scope="row">{formatDuration(sec)}</th>
            {lines.map((line) => (
              <td key={line.id}>{sayShare(line.shareAt(sec))}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The age at which half are left, or the last one. */
function medianOf({ lines, agesSec }: AgeView): number {
  const line = lines[0];
  return agesSec.find((sec) => (line?.shareAt(sec) ?? 1) <= 0.5) ?? agesSec.at(-1) ?? 1;
}

function pathOf(
  line: AgeLine,
  agesSec: readonly number[],
  scale: AgeScale,
  width: number,
  height: number,
): string {
  const points = agesSec.flatMap((sec) => {
    const share = line.shareAt(sec);
    if (share === null) return [];
    return [`${(left + scale.place(sec) * width).toFixed(1)} ${(top + (1 - share) * height).toFixed(1)}`];
  });
  return points.length === 0 ? '' : `M${points.join('L')}`;
}

function strokeOf({ colour, dash }: AgeLine): {
  stroke: string;
  strokeWidth: number;
  strokeDasharray: string;
} {
  return { stroke: `var(--${colour})`, strokeWidth: 1.75, strokeDasharray: dash };
}

function sayShare(share: number | null): string {
  return share === null ? '–' : formatPercent(share);
}
