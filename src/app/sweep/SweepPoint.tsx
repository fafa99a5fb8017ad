import type { ReactElement } from 'react';
import type { PointResult } from '../../analysis/sweep/point-result.ts';
import { formatDuration } from '../format/numbers.ts';
import { Marked } from '../help/Marked.tsx';
import { estimateText, failureText, MEASURES, verdictText } from './measures.ts';
import { pointText, type ShownResults } from './shown-results.ts';

/** What the runs of one point say, and the way to it. */
export function SweepPointPanel(props: {
  readonly shown: ShownResults;
  /** The point under the pointer, else the one that was picked. */
  readonly point: number | null;
  readonly selected: number | null;
  readonly onOpen: (point: number) => void;
}): ReactElement {
  const { shown, point, selected, onOpen } = props;
  const result = point === null ? undefined : shown.results[point];
  return (
    <section className="sweep-point" aria-label="Point">
      {result === undefined || point === null ? (
        <p className="quiet">Point at a value to read it; pick it to keep it and to open it.</p>
      ) : (
        <>
          <h2 className="sweep-point-name">{pointText(shown, point)}</h2>
          <p>{verdictText(result)}</p>
          {result.runs > 0 && <Figures result={result} />}
        </>
      )}
      {selected !== null && shown.results[selected] !== undefined && (
        <button
          type="button"
          className="button button-framed"
          disabled={shown.results[selected]?.state === 'invalid'}
          onClick={() => onOpen(selected)}
        >
          Open this point
          {point !== selected && <span className="quiet"> ({pointText(shown, selected)})</span>}
        </button>
      )}
    </section>
  );
}

function Figures({ result }: { readonly result: PointResult }): ReactElement {
  const { firstFailure, unsettled, runs } = result;
  return (
    <dl className="sweep-figures">
      {MEASURES.map((measure) => (
        <div key={measure.id}>
          <dt>{measure.name}</dt>
          <dd>
            {estimateText(measure.of(result), measure)}
            {measure.id === 'blocking' && unsettled > 0 && unsettled < runs && (
              <span className="quiet">
                {' '}
                ({unsettled} of {runs} runs did not settle)
              </span>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>
          <Marked text="First failure" />
        </dt>
        <dd>
          {failureText(firstFailure)}
          {firstFailure !== null && ` after ${formatDuration(firstFailure.atSec)}`}
        </dd>
      </div>
    </dl>
  );
}
