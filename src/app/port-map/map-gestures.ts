import { type RefObject, useEffect } from 'react';
import type { MapCursor } from './map-cursor.ts';
import { isWhole, type MapView, type Place, pan, portAt, zoomAt } from './map-view.ts';

/** A press that moves less is a click. */
const CLICK_PX = 4;
/** A turn of the wheel by so many pixels halves or doubles what is shown. */
const WHEEL_PX = 240;
/** Pixels of a line, where a wheel counts in lines. */
const LINE_PX = 16;
const DOUBLE_CLICK_FACTOR = 0.5;

interface Finger {
  readonly x: number;
  readonly y: number;
}

/** How the fingers, or the one mouse, that press lie in the picture. */
interface Grip {
  readonly middle: Place;
  /** Between two fingers, as a share of the picture's side; 0 of one alone. */
  readonly span: number;
}

/**
 * Mouse, touch and wheel on the picture: pointing reads a port, dragging moves what is shown, two fingers or the wheel zoom.
 * @param wheelZooms else only with Ctrl, which is also what a touchpad's pinch sends, so that the page below still scrolls
 */
export function useMapGestures(
  picture: RefObject<HTMLElement | null>,
  { setView, setPort, setPointed, setByKeys }: MapCursor,
  wheelZooms: boolean,
  shown: RefObject<MapView>,
): void {
  useEffect(() => {
    const element = picture.current;
    if (element === null) return undefined;
    const fingers = new Map<number, Finger>();
    let grip: Grip | null = null;
    let movedPx = 0;

    const placeOf = ({ x, y }: Finger): Place => {
      const box = element.getBoundingClientRect();
      return { x: (x - box.left) / box.width, y: (y - box.top) / box.height };
    };
    const point = (finger: Finger): void => {
      setPort(portAt(shown.current, placeOf(finger)));
      setPointed(true);
      setByKeys(false);
    };
    const fingerOf = (event: PointerEvent): Finger => ({ x: event.clientX, y: event.clientY });

    const pressed = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      fingers.set(event.pointerId, fingerOf(event));
      grip = gripOf([...fingers.values()].map(placeOf));
      if (fingers.size === 1) movedPx = 0;
      element.setPointerCapture(event.pointerId);
    };
    const moved = (event: PointerEvent): void => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) {
        if (event.pointerType === 'mouse') point(fingerOf(event));
        return;
      }
      const now = fingerOf(event);
      movedPx += Math.hypot(now.x - before.x, now.y - before.y);
      fingers.set(event.pointerId, now);
      const last = grip;
      if (last === null || (fingers.size === 1 && (movedPx < CLICK_PX || isWhole(shown.current)))) return;
      const next = gripOf([...fingers.values()].map(placeOf));
      grip = next;
      setView((view) => followed(view, last, next));
    };
    const released = (event: PointerEvent): void => {
      const finger = fingers.get(event.pointerId);
      if (finger === undefined) return;
      if (fingers.size === 1 && movedPx < CLICK_PX && event.type === 'pointerup') point(finger);
      // From here on the keys go on.
      element.querySelector('input')?.focus({ preventScroll: true });
      fingers.delete(event.pointerId);
      grip = fingers.size === 0 ? null : gripOf([...fingers.values()].map(placeOf));
    };
    const left = (event: PointerEvent): void => {
      if (event.pointerType === 'mouse' && fingers.size === 0 && !element.matches(':focus-within'))
        setPointed(false);
    };
    const turned = (event: WheelEvent): void => {
      if (!wheelZooms && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const px = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE_PX;
      // The wheel of a pinch has small steps.
      const factor = 2 ** ((event.ctrlKey ? px * 4 : px) / WHEEL_PX);
      const place = placeOf({ x: event.clientX, y: event.clientY });
      setView((view) => zoomAt(view, factor, place));
    };
    const doubled = (event: MouseEvent): void => {
      const place = placeOf({ x: event.clientX, y: event.clientY });
      setView((view) => zoomAt(view, DOUBLE_CLICK_FACTOR, place));
    };

    const stop = new AbortController();
    const options = { signal: stop.signal };
    element.addEventListener('pointerdown', pressed, options);
    // A press would take the focus from the keys; with touch it comes after the release.
    element.addEventListener('mousedown', (event) => event.preventDefault(), options);
    element.addEventListener('pointermove', moved, options);
    element.addEventListener('pointerup', released, options);
    element.addEventListener('pointercancel', released, options);
    element.addEventListener('pointerleave', left, options);
    element.addEventListener('dblclick', doubled, options);
    element.addEventListener('wheel', turned, { ...options, passive: false });
    return () => stop.abort();
  }, [picture, setView, setPort, setPointed, setByKeys, wheelZooms, shown]);
}

function gripOf(places: readonly Place[]): Grip {
  const [a = { x: 0, y: 0 }, b = a] = places;
  return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, span: Math.hypot(a.x - b.x, a.y - b.y) };
}

/** What lay under the fingers lies under them again. */
function followed(view: MapView, before: Grip, now: Grip): MapView {
  const by = { x: now.middle.x - before.middle.x, y: now.middle.y - before.middle.y };
  const moved = pan(view, by);
  return before.span > 0 && now.span > 0 ? zoomAt(moved, before.span / now.span, now.middle) : moved;
}
