import type { ReactElement } from 'react';
import type { StoryWish } from '../../network/trace/connection-story.ts';
import { formatCount, formatProgress } from '../format/numbers.ts';
import { Marked } from '../help/Marked.tsx';
import type { LiveRun } from '../run/live-run.ts';
import { ClientChooser } from './ClientChooser.tsx';
import { StoryView } from './StoryView.tsx';
import { type StoryState, useStory } from './use-story.ts';
import './follow.css';

/** One client of the run, followed hop by hop and in time, as a replay of the run tells it. */
export function FollowPanel({ run }: { readonly run: LiveRun }): ReactElement {
  const { state, follow } = useStory(run);
  const told = state.kind === 'told' ? state.story : null;
  return (
    <div className="follow">
      <ClientChooser scenario={run.scenario} told={told} onFollow={follow} />
      <p className="small quiet" role="status">
        {statusText(state, run)}
      </p>
      {told !== null && <StoryView key={`${told.population} ${told.number}`} run={run} story={told} />}
      {told !== null && (
        <p className="small quiet">
          Words of a story:{' '}
          <Marked text="hold, TIME_WAIT, accept queue, file descriptor, flow table, age limit, scale-in, failover" />
          .
        </p>
      )}
    </div>
  );
}

function statusText(state: StoryState, { scenario }: LiveRun): string {
  switch (state.kind) {
    case 'idle':
      return 'The run is replayed with one client followed: every SYN, port, timer and hold as the simulation decides it.';
    case 'replaying':
      return `Replaying the run… ${formatProgress(state.share)}`;
    case 'none':
      return noneText(state.wish);
    case 'failed':
      return `Not followed: ${state.message}`;
    case 'told': {
      const { population, number, entries, omitted, arrived } = state.story;
      const name = scenario.clients[population]?.name ?? 'clients';
      const more =
        omitted > 0
          ? ` The first ${formatCount(entries.length)} steps; ${formatCount(omitted)} more follow.`
          : '';
      const isOpen = omitted === 0 && entries.at(-1)?.step.kind === 'established';
      const end = isOpen ? ' Still connected at the end of the run.' : '';
      return `Client ${formatCount(number + 1)} of ${formatCount(arrived)} that came (${name}), ${formatCount(entries.length)} steps.${more}${end}`;
    }
  }
}

function noneText(wish: StoryWish): string {
  if (wish.by === 'number') return `Client ${formatCount(wish.number + 1)} does not come in this run.`;
  if (wish.by === 'draw') return 'No client comes in this run.';
  const what = { failed: 'No attempt fails', cut: 'No connection is cut', dropped: 'No SYN is dropped' };
  return `${what[wish.outcome]} in this run.`;
}
