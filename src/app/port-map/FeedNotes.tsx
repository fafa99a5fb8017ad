import type { ReactElement } from 'react';
import { formatClock } from '../format/numbers.ts';
import type { PortFeed } from './use-port-map.ts';

/** Why the map on show is not that of the moment: an error, or a replay that is under way. */
export function FeedNotes({ feed }: { readonly feed: PortFeed }): ReactElement | null {
  const { error, replaySec } = feed;
  if (error !== '') return <p className="error">{error}</p>;
  if (replaySec === null) return null;
  return <p className="small quiet">Replaying the run to {formatClock(replaySec)}…</p>;
}
