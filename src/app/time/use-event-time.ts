import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { TimelineEvent } from '../../scenario/scenario.ts';
import { messageFor } from '../controls/use-field.ts';
import { useApp } from '../state/app-context.ts';
import type { DocumentEditor } from '../state/document-store.ts';
import { eventTimeChange, snapped, stepsOf, timeAfterKey } from './event-times.ts';

/** Before it has moved so far, a press is no drag. */
const LEAST_DRAG_PX = 3;

interface Drag {
  readonly pointerId: number;
  readonly startX: number;
  readonly startSec: number;
  moved: boolean;
}

/** The time of one event in a hand: what moves it, and what the scenario says against that. */
export interface EventTime {
  readonly isDragged: boolean;
  /** Why it could not go where it was moved; empty where it could. */
  readonly refusal: string;
  readonly pointer: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
  };
  /** True where the key has moved it, or taken a drag back. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly forget: () => void;
}

/** @param secPerPixel of the track */
export function useEventTime(
  { atSec }: TimelineEvent,
  index: number,
  durationSec: number,
  secPerPixel: number,
): EventTime {
  const { editor } = useApp();
  const [isDragged, setDragged] = useState(false);
  const [refusal, setRefusal] = useState('');
  const drag = useRef<Drag | null>(null);

  const move = (sec: number): void => setRefusal(moveEvent(editor, index, sec));
  const end = (isKept: boolean): void => {
    const ended = drag.current;
    drag.current = null;
    setDragged(false);
    if (ended?.moved !== true) return;
    editor.endDrag();
    setRefusal('');
    if (!isKept && atOf(editor, index) !== ended.startSec) editor.undo();
  };

  return {
    isDragged,
    refusal,
    pointer: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { pointerId: event.pointerId, startX: event.clientX, startSec: atSec, moved: false };
      },
      onPointerMove: (event) => {
        const { current } = drag;
        if (current?.pointerId !== event.pointerId) return;
        const byPx = event.clientX - current.startX;
        if (!current.moved) {
          if (Math.abs(byPx) < LEAST_DRAG_PX) return;
          current.moved = true;
          editor.beginDrag();
          setDragged(true);
        }
        const { coarseSec, fineSec } = stepsOf(durationSec);
        const step = event.shiftKey ? fineSec : coarseSec;
        move(snapped(current.startSec + byPx * secPerPixel, step, durationSec));
      },
      onPointerUp: () => end(true),
      onPointerCancel: () => end(false),
    },
    onKey: (event) => {
      if (event.key === 'Escape' && drag.current?.moved === true) {
        end(false);
        return true;
      }
      const sec = timeAfterKey(event.key, event.shiftKey, atSec, durationSec);
      if (sec !== null) move(sec);
      return sec !== null;
    },
    forget: () => setRefusal(''),
  };
}

/** Puts an event elsewhere; the result says why that cannot be, and is empty where it could. */
export function moveEvent(editor: DocumentEditor, index: number, sec: number): string {
  // What changes nothing is no step that others could join.
  if (sec === atOf(editor, index)) return '';
  const change = eventTimeChange(index, sec);
  const [path] = change;
  return messageFor(editor.setFields([change], path), path);
}

function atOf(editor: DocumentEditor, index: number): number | undefined {
  return editor.store.getState().scenario.events[index]?.atSec;
}
