import type { ReactElement } from 'react';
import type { LifetimeFile } from '../../scenario/file-format.ts';
import type { ArrivalsFile, TraceReading } from '../../scenario/trace-import.ts';
import { formatCount } from '../format/numbers.ts';

/** What a table was taken for, before it is applied; or the first thing in it that does not fit, with its place. */
export function TraceReview({
  reading,
}: {
  readonly reading: TraceReading<ArrivalsFile> | TraceReading<LifetimeFile>;
}): ReactElement {
  if (!reading.ok) {
    const { line, column, message, accepted } = reading.fault;
    return (
      <p className="error small">
        Line {line}, column {column}: {message}. Accepted: {accepted}.
      </p>
    );
  }
  return (
    <ul className="small">
      <li>{formatCount(reading.rows)} rows</li>
      {reading.columns.map(({ name, is }) => (
        <li key={name}>
          <span className="mono">{name}</span>: {is}
        </li>
      ))}
      {reading.summary.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
