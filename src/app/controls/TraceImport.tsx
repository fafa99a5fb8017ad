import { type DragEvent, type ReactElement, useId, useMemo, useRef, useState } from 'react';
import { readArrivalTrace } from '../../scenario/arrival-trace.ts';
import { dailyProfile } from '../../scenario/daily-profile.ts';
import { getField } from '../../scenario/edit.ts';
import { readLifetimeTrace } from '../../scenario/lifetime-trace.ts';
import { formatDuration, formatRate, parseRate } from '../../scenario/units.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import { isReadOnly } from '../state/document-store.ts';
import { notify } from '../state/view-store.ts';
import { TraceReview } from './TraceReview.tsx';
import './trace-import.css';

const KINDS = {
  arrivals: {
    label: 'Arrivals over time',
    path: 'arrivals',
    example: 'time,rate\n0,40/s\n6h,160/s\n18h,60/s',
  },
  lifetime: {
    label: 'Lifetimes',
    path: 'session.lifetime',
    example: 'up_to,count\n10s,500\n1m,300\n1h,40',
  },
} as const;
type Kind = keyof typeof KINDS;

/** Tables of 10,000 rows are smaller than that. */
const MAX_CSV_BYTES = 1_000_000;
/** A day that goes on for longer than one has to begin anew. */
const DAY = '24h';

/** A trace or a histogram as CSV, pasted, chosen or dropped, for one population. Nothing changes before it is applied. */
export function TraceImport({ place }: { readonly place: string }): ReactElement {
  const { editor } = useApp();
  const [kind, setKind] = useState<Kind>('arrivals');
  const [text, setText] = useState('');
  const [daily, setDaily] = useState(false);
  const [refused, setRefused] = useState('');
  const panel = useRef<HTMLDetailsElement>(null);
  const areaId = useId();
  const reviewId = useId();
  const isPopulation = useDocument(
    ({ scenario }) => scenario.clients[Number(place.split('.')[1])]?.arrivals.pattern === 'population',
  );
  const repeats = daily && kind === 'arrivals' ? DAY : '';
  const reading = useMemo(
    () => (kind === 'arrivals' ? readArrivalTrace(text, repeats) : readLifetimeTrace(text)),
    [kind, text, repeats],
  );

  const write = (path: string, value: unknown, done: string): void => {
    const errors = editor.setFields([[`${place}.${path}`, value]]);
    const [error] = errors;
    setRefused(
      error === undefined || isReadOnly(errors)
        ? ''
        : `${error.path} ${error.message} (accepted: ${error.accepted})`,
    );
    if (error !== undefined) return;
    notify(done);
    setText('');
    panel.current?.removeAttribute('open');
    panel.current?.querySelector('summary')?.focus();
  };
  const take = (file: File | undefined): void => {
    if (file !== undefined && file.size > MAX_CSV_BYTES) setRefused(`${file.name} is larger than 1 MB`);
    else void file?.text().then(setText);
  };
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };

  return (
    <details ref={panel} className="trace-import">
      <summary>Import from CSV</summary>
      <div className="trace-import-row">
        <select
          className="select"
          aria-label="What the table is"
          value={kind}
          onChange={(event) => setKind(event.target.value === 'lifetime' ? 'lifetime' : 'arrivals')}
        >
          {Object.entries(KINDS).map(([value, { label }]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <input
          type="file"
          className="trace-import-file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label="CSV file"
          onChange={(event) => take(event.target.files?.[0])}
        />
      </div>
      <label className="small quiet" htmlFor={areaId}>
        Paste it, or drop a file here
      </label>
      <textarea
        id={areaId}
        className="text-area"
        rows={6}
        spellCheck={false}
        placeholder={KINDS[kind].example}
        value={text}
        aria-invalid={text !== '' && !reading.ok}
        aria-describedby={reviewId}
        onChange={(event) => setText(event.target.value)}
        onDrop={dropped}
      />
      {kind === 'arrivals' && isPopulation && (
        <p className="small quiet">
          Takes the place of clients that stay: every arrival is one connection of a new client.
        </p>
      )}
      {kind === 'arrivals' && (
        <label className="small">
          <input type="checkbox" checked={daily} onChange={(event) => setDaily(event.target.checked)} />{' '}
          Begins anew every day
        </label>
      )}
      <div id={reviewId} aria-live="polite">
        {text !== '' && <TraceReview reading={reading} />}
        {refused !== '' && <p className="error small">{refused}</p>}
      </div>
      <div className="dialog-actions">
        <button
          type="button"
          className="button button-framed"
          disabled={!reading.ok}
          onClick={() => {
            if (reading.ok)
              write(KINDS[kind].path, reading.file, `${KINDS[kind].label}: ${reading.rows} rows`);
          }}
        >
          Apply
        </button>
        <FollowDay place={place} onChange={write} />
      </div>
    </details>
  );
}

/** For arrivals at a constant rate: the same in a day's mean, with a quiet night and a peak of four times that. */
function FollowDay(props: {
  readonly place: string;
  readonly onChange: (path: string, value: unknown, done: string) => void;
}): ReactElement | null {
  const rate = useDocument(({ file }) => getField(file, `${props.place}.arrivals.rate`));
  const parsed = typeof rate === 'string' || typeof rate === 'number' ? parseRate(rate) : null;
  if (parsed?.ok !== true) return null;
  const follow = (): void => {
    const profile = dailyProfile(parsed.value).map(({ atSec, ratePerSec }) => ({
      at: formatDuration(atSec),
      rate: formatRate(ratePerSec),
    }));
    const arrivals = { pattern: 'poisson', profile, interpolation: 'linear', repeats: DAY };
    props.onChange('arrivals', arrivals, 'Arrivals follow the day');
  };
  return (
    <button
      type="button"
      className="button button-framed"
      title="The rate as the mean of 24 hours: lowest at the start, four times that after twelve hours"
      onClick={follow}
    >
      Follow the day
    </button>
  );
}
