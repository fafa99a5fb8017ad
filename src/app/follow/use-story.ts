import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectionStory, StoryWish } from '../../network/trace/connection-story.ts';
import { messageOf } from '../../workers/errors.ts';
import type { StoryAnswer } from '../../workers/protocol.ts';
import type { LiveRun } from '../run/live-run.ts';
import { useApp } from '../state/app-context.ts';

/** What has come of the wish for a story. */
export type StoryState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'replaying'; readonly share: number }
  | { readonly kind: 'told'; readonly story: ConnectionStory }
  /** The run has no such client. */
  | { readonly kind: 'none'; readonly wish: StoryWish }
  | { readonly kind: 'failed'; readonly message: string };

const IDLE: StoryState = { kind: 'idle' };

/** Asks for the story of a client of the run; a newer wish, another run and the end of the component call an older one off. */
export function useStory(run: LiveRun): {
  readonly state: StoryState;
  readonly follow: (wish: StoryWish) => void;
} {
  const { controller } = useApp();
  const [told, setTold] = useState<{ readonly run: LiveRun; readonly state: StoryState } | null>(null);
  const ticket = useRef(0);
  useEffect(
    () => () => {
      ticket.current += 1;
      controller.cancelStory(run);
    },
    [controller, run],
  );
  const follow = useCallback(
    (wish: StoryWish) => {
      ticket.current += 1;
      const own = ticket.current;
      const whileNewest = (next: StoryState): void => {
        if (own === ticket.current) setTold({ run, state: next });
      };
      const ask = async (): Promise<void> => {
        whileNewest({ kind: 'replaying', share: 0 });
        try {
          const answer = await controller.requestStory(run, wish, (share) =>
            whileNewest({ kind: 'replaying', share }),
          );
          whileNewest(stateOf(answer, wish));
        } catch (error) {
          whileNewest({ kind: 'failed', message: messageOf(error) });
        }
        // A message about the progress that comes after the answer says nothing any more.
        if (own === ticket.current) ticket.current += 1;
      };
      void ask();
    },
    [controller, run],
  );
  // What was told of one run says nothing of another.
  return { state: told?.run === run ? told.state : IDLE, follow };
}

function stateOf(answer: StoryAnswer | null, wish: StoryWish): StoryState {
  if (answer === null) return IDLE;
  const { story } = answer;
  return story === null || story.entries.length === 0 ? { kind: 'none', wish } : { kind: 'told', story };
}
