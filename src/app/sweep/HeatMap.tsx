import { type CSSProperties, type KeyboardEvent, memo, type ReactElement } from 'react';
import { useElementSize } from '../charts/use-element-size.ts';
import { axisText } from './axis-text.ts';
import { neighbourOf } from './grid-keys.ts';
import { HeatMarks } from './HeatMarks.tsx';
import type { Measure } from './measures.ts';
import { type PointPicking, type ShownResults, spokenPoint } from './shown-results.ts';
import { labelStep, type ValueScale } from './value-scale.ts';

/** Percent of the ramp's colour in the highest value: marks on it must be seen. */
const STRONGEST = 75;
const PIXELS_A_CHARACTER = 6.5;
const LABEL_GAP = 10;
const MOST_ROW_LABELS = 12;

/**
 * A cell a point: the first parameter to the right, the second upwards. The arrow keys walk over the points, of which one
 * is in the order of the Tab key. Not drawn again for what is under the pointer.
 */
export const HeatMap = memo(function HeatMap(
  props: PointPicking & {
    readonly shown: ShownResults;
    readonly measure: Measure;
    readonly scale: ValueScale;
  },
): ReactElement {
  const { shown, measure, scale, selected, onSelect, onHover } = props;
  const { sweep, labels } = shown;
  const [across, up] = [sweep.axes[0]?.values ?? [], sweep.axes[1]?.values ?? []];
  const [grid, { width }] = useElementSize<HTMLDivElement>();
  const tabStop = Math.min(selected ?? 0, shown.results.length - 1);

  const move = (event: KeyboardEvent): void => {
    const next = neighbourOf(event.key, tabStop, across.length, up.length);
    if (next === null) return;
    event.preventDefault();
    grid.current?.querySelector<HTMLElement>(`[data-point="${next}"]`)?.focus();
  };

  const texts = (axis: 0 | 1): string[] => {
    const { kind, values } = sweep.axes[axis]!;
    return values.map((value) => axisText(kind, value));
  };
  const columns = texts(0);
  const rows = texts(1);
  const mostColumns = Math.floor(width / (PIXELS_A_CHARACTER * longest(columns) + LABEL_GAP));
  const size = { '--across': across.length, '--up': up.length } as CSSProperties;
  return (
    <div className="heat" style={size}>
      <p className="heat-up">
        <span>{labels[1]}</span>
      </p>
      <div className="heat-body">
        <div
          ref={grid}
          role="grid"
          tabIndex={-1}
          aria-label={`${measure.name} by ${labels[0]} and ${labels[1]}`}
          className="heat-grid"
          data-tone={measure.tone}
          onKeyDown={move}
          onPointerLeave={() => onHover(null)}
        >
          {up.map((_, r) => {
            const j = up.length - 1 - r;
            return (
              // oxlint-disable-next-line react/no-array-index-key -- a row is its place in the grid
              <div key={j} role="row" className="heat-row">
                <span
                  role="rowheader"
                  className="heat-label"
                  data-shown={isLabelled(j, up.length, MOST_ROW_LABELS)}
                >
                  {rows[j]}
                </span>
                {across.map((__, i) => {
                  const point = i * up.length + j;
                  return (
                    <Cell
                      key={point}
                      point={point}
                      share={shareOf(shown, point, measure, scale)}
                      state={shown.results[point]?.state ?? 'waiting'}
                      isMet={shown.results[point]?.meetsTargets === true}
                      isCertain={shown.results[point]?.isCertain !== false}
                      isTabStop={point === tabStop}
                      isSelected={point === selected}
                      name={spokenPoint(shown, point, measure)}
                      onSelect={onSelect}
                      onHover={onHover}
                    />
                  );
                })}
              </div>
            );
          })}
          <div role="row" className="heat-row heat-foot">
            <span role="columnheader" className="heat-label" aria-label="Values" />
            {columns.map((text, i) => (
              <span
                key={text}
                role="columnheader"
                className="heat-label"
                data-shown={isLabelled(i, across.length, mostColumns)}
              >
                {text}
              </span>
            ))}
          </div>
        </div>
        <HeatMarks shown={shown} />
      </div>
      <p className="heat-across">{labels[0]}</p>
    </div>
  );
});

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length));
}

function isLabelled(index: number, count: number, most: number): boolean {
  return index % labelStep(count, most) === 0;
}

/** Null where there is nothing to draw. */
function shareOf(
  { results }: ShownResults,
  point: number,
  measure: Measure,
  scale: ValueScale,
): number | null {
  const result = results[point];
  const value = result === undefined ? null : measure.of(result);
  return value === null ? null : scale.share(value.mean);
}

const Cell = memo(function Cell(props: {
  readonly point: number;
  readonly share: number | null;
  readonly state: string;
  readonly isMet: boolean;
  readonly isCertain: boolean;
  readonly isTabStop: boolean;
  readonly isSelected: boolean;
  readonly name: string;
  readonly onSelect: (point: number) => void;
  readonly onHover: (point: number | null) => void;
}): ReactElement {
  const { point, share, state, isMet, isCertain, isTabStop, isSelected, name, onSelect, onHover } = props;
  const strength =
    share === null ? undefined : ({ '--strength': `${(STRONGEST * share).toFixed(1)}%` } as CSSProperties);
  return (
    <span
      role="gridcell"
      className="heat-cell"
      data-point={point}
      data-state={share === null && state !== 'waiting' ? 'nothing' : state}
      data-met={isMet}
      data-certain={isCertain}
      style={strength}
      tabIndex={isTabStop ? 0 : -1}
      aria-selected={isSelected}
      aria-label={name}
      onFocus={() => onSelect(point)}
      onPointerEnter={() => onHover(point)}
    />
  );
});
