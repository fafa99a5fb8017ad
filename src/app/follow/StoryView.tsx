import { type KeyboardEvent, type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import type { ConnectionStory, StoryEntry } from '../../network/trace/connection-story.ts';
import { formatClock } from '../format/numbers.ts';
import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { PathView } from './PathView.tsx';
import { entryText, type StoryPlace, toneOf } from './story-words.ts';

/** The steps in order of time, each of which moves the playhead, beside the path of the one on show. */
export function StoryView(props: { readonly run: LiveRun; readonly story: ConnectionStory }): ReactElement {
  const { run, story } = props;
  const { entries, paths, population } = story;
  const place = useMemo(
    (): StoryPlace => ({ scenario: run.scenario, products: run.products, population }),
    [run, population],
  );
  const [chosen, setChosen] = useState<number | null>(null);
  const atPlayhead = usePlayhead(({ timeSec }) => lastBefore(entries, timeSec));
  // What was chosen stays on show until the playhead leaves its moment.
  const isAtChosen = usePlayhead(({ timeSec }) => chosen !== null && entries[chosen]?.timeSec === timeSec);
  const shown = isAtChosen && chosen !== null ? chosen : Math.max(0, atPlayhead);
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    const item = list.current?.children[shown];
    if (item instanceof HTMLElement && list.current !== null) keepInView(list.current, item);
  }, [shown]);

  const show = (index: number): void => {
    const entry = entries[index];
    if (entry === undefined) return;
    setChosen(index);
    usePlayhead.setState({ timeSec: entry.timeSec, playing: false });
  };
  const pressed = (event: KeyboardEvent): void => {
    const next = indexAfterKey(event.key, shown, entries.length);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    show(next);
    list.current?.children[next]?.querySelector('button')?.focus();
  };

  const entry = entries[shown];
  const path = entry === undefined ? undefined : paths[entry.path];
  return (
    <div className="story">
      <ol ref={list} className="story-list" aria-label="What happens to the client">
        {entries.map((each, index) => (
          // The steps of a story never change their order.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} data-tone={toneOf(each.step)} data-attempt={each.step.kind === 'attempt'}>
            <button
              type="button"
              tabIndex={index === shown ? 0 : -1}
              aria-current={index === shown ? 'step' : undefined}
              onClick={() => show(index)}
              onKeyDown={pressed}
            >
              <time>{formatClock(each.timeSec, true)}</time>
              <span>{entryText(place, each)}</span>
            </button>
          </li>
        ))}
      </ol>
      {entry !== undefined && path !== undefined && (
        <PathView place={place} path={path} atSec={entry.timeSec} />
      )}
    </div>
  );
}

/** Scrolls the list alone, not the page. */
function keepInView(list: HTMLElement, item: HTMLElement): void {
  const top = item.offsetTop - list.offsetTop;
  if (top < list.scrollTop) list.scrollTop = top;
  const over = top + item.offsetHeight - list.clientHeight;
  if (over > list.scrollTop) list.scrollTop = over;
}

/** The last entry at or before a time; -1 before the first. */
function lastBefore(entries: readonly StoryEntry[], timeSec: number): number {
  return entries.findLastIndex((entry) => entry.timeSec <= timeSec);
}

const PAGE = 10;

function indexAfterKey(key: string, index: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: PAGE,
    PageUp: -PAGE,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(count - 1, Math.max(0, index + step));
}
