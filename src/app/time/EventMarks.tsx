import { type CSSProperties, type KeyboardEvent, type ReactElement, useId, useState } from 'react';
import type { TimelineEvent } from '../../scenario/scenario.ts';
import { useElementSize } from '../charts/use-element-size.ts';
import { showField } from '../controls/shown-field.ts';
import { withoutEvent } from '../controls/specs/new-event.ts';
import { eventLabel } from '../format/event-label.ts';
import { formatDuration, speakDuration } from '../format/numbers.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import { isReadOnly } from '../state/document-store.ts';
import { notify } from '../state/view-store.ts';
import { focusSoon } from '../ui/when-there.ts';
import { spreadMarks } from './spread-marks.ts';
import { useEventTime } from './use-event-time.ts';
import './event-marks.css';

/** As wide as a target has to be, and the thumb of the slider below (see time.css). */
const MARK_REM = 1.5;
const THUMB_REM = 0.875;
const pxOfRem = (rem: number): number =>
  rem * parseFloat(getComputedStyle(document.documentElement).fontSize);

/**
 * The events of the scenario above the track: each can be dragged to another time, or moved with the keys. They are those of the
 * document, which is ahead of the run on show.
 */
export function EventMarks({ end }: { readonly end: number }): ReactElement | null {
  const events = useDocument(({ scenario }) => scenario.events);
  // Without events there is no line whose width could be measured.
  return events.length === 0 ? null : <Lane events={events} end={end} />;
}

function Lane(props: { readonly events: readonly TimelineEvent[]; readonly end: number }): ReactElement {
  const { events, end } = props;
  const durationSec = useDocument(({ scenario }) => scenario.durationSec);
  const [lane, { width }] = useElementSize<HTMLUListElement>();
  const hintId = useId();
  const inner = width - pxOfRem(THUMB_REM);
  const wanted = events.map(({ atSec }) => xOf(atSec, end, inner));
  const centres = spreadMarks(wanted, pxOfRem(MARK_REM), width);
  return (
    <>
      <ul ref={lane} className="event-marks" aria-label="Events">
        {events.map((event, index) => (
          <EventMark
            // Of two alike the place in the list tells which is which.
            // oxlint-disable-next-line react/no-array-index-key -- an event has no other identity
            key={index}
            event={event}
            index={index}
            count={events.length}
            place={{ durationSec, secPerPixel: inner > 0 ? end / inner : 0 }}
            centre={centres[index] ?? 0}
            wanted={wanted[index] ?? 0}
            hintId={hintId}
          />
        ))}
      </ul>
      <p id={hintId} className="visually-hidden">
        Arrow keys move it, with Shift in small steps, Page keys in large ones. Enter opens its settings,
        Delete removes it.
      </p>
    </>
  );
}

function xOf(atSec: number, end: number, inner: number): number {
  return pxOfRem(THUMB_REM) / 2 + (end > 0 ? Math.min(1, atSec / end) : 0) * inner;
}

interface MarkProps {
  readonly event: TimelineEvent;
  readonly index: number;
  readonly count: number;
  readonly place: { readonly durationSec: number; readonly secPerPixel: number };
  /** Where it stands, and where its time is, in pixels. */
  readonly centre: number;
  readonly wanted: number;
  readonly hintId: string;
}

function EventMark(props: MarkProps): ReactElement {
  const { event, index, count, place, centre, wanted, hintId } = props;
  const { editor } = useApp();
  const time = useEventTime(event, index, place.durationSec, place.secPerPixel);
  const [isFocused, setFocused] = useState(false);
  const nameId = useId();
  const { atSec } = event;
  const isShown = time.isDragged || isFocused;

  const pressed = (key: KeyboardEvent): void => {
    if (key.altKey || key.ctrlKey || key.metaKey) return;
    if (key.key === 'Delete' || key.key === 'Backspace') remove();
    else if (key.key === 'Enter') openSettings(index);
    else if (!time.onKey(key)) return;
    key.preventDefault();
    key.stopPropagation();
  };
  const remove = (): void => {
    const errors = editor.replace(withoutEvent(editor.file(), index));
    const [error] = errors;
    if (isReadOnly(errors)) return;
    if (error !== undefined) return notify(`It cannot go alone: ${error.path} ${error.message}`);
    notify('Event removed; Undo brings it back');
    focusSoon(count > 1 ? `[data-event="${Math.min(index, count - 2)}"]` : '.time-slider');
  };

  return (
    <li>
      <span id={nameId} className="visually-hidden">
        {eventLabel(event)} at {formatDuration(atSec)}
      </span>
      <span className="event-tick" style={{ left: `${wanted}px` }} />
      <div
        className="event-mark"
        role="slider"
        tabIndex={0}
        data-event={index}
        data-dragged={time.isDragged}
        style={{ left: `${time.isDragged ? wanted : centre}px` }}
        aria-labelledby={nameId}
        aria-describedby={hintId}
        aria-valuemin={0}
        aria-valuemax={place.durationSec}
        aria-valuenow={atSec}
        aria-valuetext={`${speakDuration(atSec)}${time.refusal === '' ? '' : `. ${time.refusal}`}`}
        title="Drag it to another time, with Shift in small steps; a double click opens its settings"
        {...time.pointer}
        onDoubleClick={() => openSettings(index)}
        onKeyDown={pressed}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          time.forget();
        }}
      />
      {isShown && (
        <span
          className="event-label small"
          style={{ '--at': `${wanted}px` } as CSSProperties}
          aria-hidden="true"
        >
          <span>
            {time.refusal === '' ? `${eventLabel(event)} · ${formatDuration(atSec)}` : time.refusal}
          </span>
        </span>
      )}
    </li>
  );
}

function openSettings(index: number): void {
  showField(`events.${index}.at`);
}
