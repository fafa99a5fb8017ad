import type { ReactElement } from 'react';
import type { TracedPath } from '../../network/trace/connection-story.ts';
import { formatClock } from '../format/numbers.ts';
import type { StoryPlace } from './story-words.ts';
import { replyStretches, requestStretches, type Stretch } from './stretches.ts';

/** The five-tuple of both directions on each stretch of the path, before and behind each hop. */
export function PathView(props: {
  readonly place: StoryPlace;
  readonly path: TracedPath;
  readonly atSec: number;
}): ReactElement {
  const { place, path, atSec } = props;
  const isOpenPort = path.tuples.some((tuple) => tuple !== null && tuple.source.port === null);
  return (
    <section className="story-path" aria-label="Five-tuples on the path">
      <h3 className="small">
        Five-tuples at {formatClock(atSec, true)} <span className="quiet">tcp</span>
      </h3>
      <Direction title="Requests" stretches={requestStretches(place, path)} />
      <Direction title="Replies" stretches={replyStretches(place, path)} />
      <p className="small quiet">
        Ports are those of the run{isOpenPort && '; where it only counts them there is a ?'}. Addresses are
        placeholders: the scenario gives only their number.
      </p>
    </section>
  );
}

function Direction(props: { readonly title: string; readonly stretches: readonly Stretch[] }): ReactElement {
  const { title, stretches } = props;
  return (
    <>
      <h4 className="small quiet">{title}</h4>
      <ol className="story-stretches">
        {stretches.map(({ from, to, tuple, past }) => (
          <li key={`${from} ${to}`} data-missing={tuple === null}>
            <span>
              {from} → {to}
              {past.length > 0 && <b> round {past.join(', ')}</b>}
            </span>
            <span className="mono">{tuple ?? 'not come this far'}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
