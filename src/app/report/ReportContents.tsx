import {
  type ReactElement,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { encodeShareText } from '../../scenario/share-link.ts';
import { strategyOf } from '../../scenario/strategies.ts';
import { unbroken } from '../answer/unbroken.ts';
import { useAnswer } from '../answer/use-answer.ts';
import { chartSummary } from '../charts/chart-summary.ts';
import { bareChartSvg } from '../charts/picture/chart-svg.ts';
import type { ChartPicture } from '../charts/picture/draw-picture.ts';
import { lightInk } from '../charts/picture/page-ink.ts';
import { shownPictures } from '../charts/picture/save-pictures.ts';
import type { PictureInk } from '../charts/picture/svg-surface.ts';
import { useRunValue } from '../charts/use-run-value.ts';
import { STRATEGY_NAMES } from '../controls/strategy-names.ts';
import { PAPER } from '../exports/print-in-light.ts';
import {
  formatCapacity,
  formatCount,
  formatCountWords,
  formatPercent,
  formatProgress,
} from '../format/numbers.ts';
import { NOT_MODELLED } from '../help/not-modelled.ts';
import { useLadder } from '../ladder/use-ladder.ts';
import type { LiveRun } from '../run/live-run.ts';
import { useRun } from '../run/run-store.ts';
import { useDocument } from '../state/app-context.ts';
import { scenarioLines } from './scenario-lines.ts';
import './report.css';

const CHART_SIZE = { width: 430, plotHeight: 135 } as const;
/** The charts are drawn again at most so often while the run goes on. */
const DRAW_EVERY_MS = 1000;
/** Limits of the ladder that have room on the page. */
const MOST_LIMITS = 7;
/** A link that is longer cannot be typed, nor does it fit. */
const LONGEST_LINK = 400;

/** One page that says what was asked, what came of it and how to get there again; to look at, and to print. */
export function ReportContents(): ReactElement {
  const run = useRun((state) => state.run);
  const status = useRun((state) => state.status);
  const progress = useRun((state) => state.progress);
  const scenario = useDocument((state) => state.scenario);
  if (run === null || run.scenario !== scenario) return <p className="quiet">There is no run yet.</p>;
  return (
    <>
      <div className="report-actions">
        <button type="button" className="button button-strong" onClick={() => print()}>
          Print
        </button>
        <span className="small quiet" role="status">
          {status === 'computing'
            ? `The run is at ${formatProgress(progress)}; the report follows it.`
            : 'One page, A4 or Letter.'}
        </span>
      </div>
      <Page run={run} />
    </>
  );
}

function Page({ run }: { readonly run: LiveRun }): ReactElement {
  const { file, scenario } = useDocument((state) => state);
  const answer = useAnswer();
  const strategy = strategyOf(file);
  const page = useFittedPage();
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  return (
    <article ref={page} className="report" aria-label="Report">
      <header className="report-head">
        <h3>{scenario.name}</h3>
        <span>{today}</span>
      </header>
      <p className="report-answer">{unbroken(answer.sentence)}</p>
      <p>{unbroken([answer.detail, ...answer.notes].join(' '))}</p>
      <div className="report-columns">
        <section>
          <h4>Scenario</h4>
          <dl className="report-lines">
            {strategy !== null && <Line name="strategy" text={STRATEGY_NAMES[strategy]} />}
            {scenarioLines(scenario).map(({ name, text }) => (
              <Line key={`${name} ${text}`} name={name} text={text} />
            ))}
          </dl>
        </section>
        <Limits rows={useLadder()} />
      </div>
      <Charts run={run} />
      <p className="report-quiet">
        <strong>Not modelled:</strong> {NOT_MODELLED.map(({ what }) => what).join('; ')}.
      </p>
      <Origin run={run} />
    </article>
  );
}

/**
 * Keeps the page on one sheet: what would be too high is printed smaller. Its height on paper follows from its area on the
 * screen.
 */
function useFittedPage(): RefObject<HTMLElement | null> {
  const page = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = page.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      const heightPx = (element.offsetHeight * element.offsetWidth) / PAPER.widthPx;
      element.style.setProperty('--printed-zoom', String(Math.min(1, PAPER.heightPx / heightPx)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return page;
}

function Line({ name, text }: { readonly name: string; readonly text: string }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{unbroken(text)}</dd>
    </div>
  );
}

function Limits({ rows }: { readonly rows: readonly LimitRow[] }): ReactElement {
  const finite = rows.filter(({ capacityConnections }) => capacityConnections !== Infinity);
  const demand = Math.max(0, ...rows.map(({ demandConnections }) => demandConnections));
  const rest = finite.length - MOST_LIMITS;
  return (
    <section>
      <h4>What binds, in order, of {formatCount(demand)} asked</h4>
      <table className="report-table">
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">carries</th>
            <th scope="col">of the demand</th>
          </tr>
        </thead>
        <tbody>
          {finite.slice(0, MOST_LIMITS).map((row) => (
            <tr key={`${row.station} ${row.resource} ${row.kind}`} data-fits={row.fits}>
              <th scope="row">
                {row.stationName} {row.label}
              </th>
              <td>{formatCapacity(row.capacityConnections)}</td>
              <td>
                {row.fits ? 'fits' : '✕'} {ofDemandText(row)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className="report-quiet">and {rest} more that carry more</p>}
    </section>
  );
}

function ofDemandText({ capacityConnections, demandConnections }: LimitRow): string {
  const share = capacityConnections / demandConnections;
  return share < 10 ? formatPercent(share) : `${formatCountWords(Math.round(share))} times`;
}

/** The four charts as pictures, in the light theme: the page is paper. */
function Charts({ run }: { readonly run: LiveRun }): ReactElement {
  const pictures = useRunValue(run, shownPictures, Object.is, DRAW_EVERY_MS);
  // A search of all style sheets.
  const ink = useMemo(() => lightInk(), []);
  return (
    <div className="report-charts">
      {pictures.map((picture, index) => (
        <ChartImage key={picture.model.id} picture={picture} ink={ink} isFirst={index === 0} />
      ))}
    </div>
  );
}

/** The first one names the marks, which stand on all of them. */
function ChartImage(props: {
  readonly picture: ChartPicture;
  readonly ink: PictureInk;
  readonly isFirst: boolean;
}): ReactElement {
  const { picture, ink, isFirst } = props;
  const { svg, width, height } = useMemo(
    () => bareChartSvg(picture, ink, CHART_SIZE, isFirst),
    [picture, ink, isFirst],
  );
  const { model, view, run } = picture;
  return (
    <img
      src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
      width={width}
      height={height}
      alt={chartSummary(model, view, run)}
    />
  );
}

/** What it takes to get the same again. */
function Origin({ run }: { readonly run: LiveRun }): ReactElement | null {
  const file = useDocument((state) => state.file);
  const [link, setLink] = useState('');
  useEffect(() => {
    let isCurrent = true;
    const write = async (): Promise<void> => {
      const hash = await encodeShareText(JSON.stringify(file));
      if (isCurrent) setLink(`${location.origin}${location.pathname}${hash}`);
    };
    void write();
    return () => {
      isCurrent = false;
    };
  }, [file]);
  const { summary } = run;
  if (summary === null) return null;
  const { engineVersion, seed, seriesHash, events, completed } = summary;
  return (
    <footer className="report-quiet report-origin">
      <p>
        Simulated by Fivetuple {engineVersion}: seed {seed}, {formatCount(events)} events, 1 run
        {completed ? `, series ${seriesHash}` : ', not finished'}.
      </p>
      {link !== '' && (
        <p>
          Opens in <a href={link}>{link.length <= LONGEST_LINK ? link : 'Fivetuple, by this link'}</a>
        </p>
      )}
    </footer>
  );
}
