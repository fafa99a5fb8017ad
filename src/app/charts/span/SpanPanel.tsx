import { type ReactElement, useCallback, useMemo } from 'react';
import {
  formatCount,
  formatDuration,
  formatPercent,
  rateParts,
  speakDuration,
} from '../../format/numbers.ts';
import type { LiveRun } from '../../run/live-run.ts';
import type { Scale } from '../chart-model.ts';
import { useChosenViews } from '../chart-views-store.ts';
import type { TimeDomain } from '../plot-scales.ts';
import { sayValue } from '../say-value.ts';
import { useRunValue } from '../use-run-value.ts';
import { clearSelection, selectedSpan, spanOf, zoomToSelection } from './chart-span.ts';
import { clockText } from './clock-text.ts';
import type { LevelStatistics } from './span-statistics.ts';
import { useSpan } from './span-store.ts';
import { type ToldChart, type ToldSpan, tellSpan } from './tell-span.ts';
import './span.css';

const TELL_EVERY_MS = 1000;

/** What the charts say about the selected span, and what can be done with it; nothing while nothing is selected. */
export function SpanPanel({ run }: { readonly run: LiveRun }): ReactElement | null {
  const selection = useSpan((state) => spanOf(run, state).selection);
  const isTold = useSpan((state) => spanOf(run, state).isTold);
  const span = useMemo(() => selectedSpan(selection), [selection]);
  if (span === null || !isTold) return null;
  return (
    <section className="span-panel" aria-label="Selected span">
      <div className="span-head">
        <SpanWords span={span} />
        <span className="span-buttons">
          <button
            type="button"
            className="button button-framed"
            title="Zoom to the selection (F)"
            onClick={() => zoomToSelection(run)}
          >
            Zoom to it
          </button>
          <button type="button" className="button" title="Clear the selection (Esc)" onClick={clearSelection}>
            Clear
          </button>
        </span>
      </div>
      <SpanTables run={run} span={span} />
    </section>
  );
}

function SpanWords({ span }: { readonly span: TimeDomain }): ReactElement {
  const { fromSec, toSec } = span;
  return (
    <p role="status">
      <span className="visually-hidden">
        Selected: {speakDuration(fromSec)} to {speakDuration(toSec)}
      </span>
      <span aria-hidden="true">
        <strong>
          {clockText(fromSec)} – {clockText(toSec)}
        </strong>{' '}
        <span className="quiet">{formatDuration(toSec - fromSec)}</span>
      </span>
    </p>
  );
}

function SpanTables({ run, span }: { readonly run: LiveRun; readonly span: TimeDomain }): ReactElement {
  const chosen = useChosenViews();
  const tell = useCallback((each: LiveRun) => tellSpan(each, span, chosen), [span, chosen]);
  const told = useRunValue(run, tell, Object.is, TELL_EVERY_MS);
  if (told === null) return <p className="small quiet">Not computed yet.</p>;
  return (
    <>
      <p className="small">{attemptsText(told)}</p>
      <div className="span-tables">
        {told.charts.map((chart) => (
          <ChartStatistics key={chart.id} chart={chart} />
        ))}
      </div>
    </>
  );
}

function attemptsText({ attempts, failed }: ToldSpan): string {
  if (attempts === 0) return 'No attempt in it.';
  const share =
    failed === 0 ? 'none failed' : `${formatCount(failed)} failed (${formatPercent(failed / attempts)})`;
  return `${formatCount(attempts)} attempts, ${share}.`;
}

const LEVEL_HEADS = ['start', 'min', 'mean', 'max', 'end', 'per s'] as const;
const COUNT_HEADS = ['count', 'per s', 'max per s'] as const;

function ChartStatistics({ chart }: { readonly chart: ToldChart }): ReactElement {
  const { title, unit, scale, lines } = chart;
  const heads = scale === 'rate' ? COUNT_HEADS : LEVEL_HEADS;
  return (
    // A table that is wider than a phone scrolls by itself, by keyboard as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="span-table" role="region" aria-label={`${title} in the span`} tabIndex={0}>
      <table>
        <caption className="visually-hidden">
          {title}, {unit}
        </caption>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {heads.map((head) => (
              <th key={head} scope="col" title={head === 'mean' ? 'Time-weighted' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, statistics }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {(statistics.kind === 'count'
                ? [
                    formatCount(statistics.count),
                    rateText(statistics.perSec),
                    rateText(statistics.highestPerSec),
                  ]
                : levelTexts(statistics, scale)
              ).map((text, index) => (
                <td key={heads[index]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function levelTexts(
  { start, lowest, mean, highest, end, changePerSec }: LevelStatistics,
  scale: Scale,
): string[] {
  return [start, lowest, mean, highest, end]
    .map((value) => sayValue(value, scale))
    .concat(changeText(changePerSec));
}

/** The head of the column says that it is a rate. */
function rateText(perSec: number): string {
  return rateParts(perSec)[0]?.value ?? '';
}

/** A change with its sign. */
function changeText(perSec: number): string {
  const value = rateText(Math.abs(perSec));
  if (Number.isNaN(perSec) || perSec === 0) return value;
  return `${perSec > 0 ? '+' : '−'}${value}`;
}
