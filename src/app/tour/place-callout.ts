export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP_PX = 8;

/**
 * Where a callout of that size stands, in pixels of the window: right of its place, left of it, below or above, whichever
 * first has room; else at the lower edge, from where it leaves most of the place free.
 */
export function placeCallout(
  place: Box,
  callout: Size,
  view: Size,
): { readonly left: number; readonly top: number } {
  const right = place.left + place.width + GAP_PX;
  const left = place.left - callout.width - GAP_PX;
  const below = place.top + place.height + GAP_PX;
  const above = place.top - callout.height - GAP_PX;
  const alongX = within(place.left, callout.width, view.width);
  const alongY = within(place.top, callout.height, view.height);
  if (right + callout.width + GAP_PX <= view.width) return { left: right, top: alongY };
  if (left >= GAP_PX) return { left, top: alongY };
  if (below + callout.height + GAP_PX <= view.height) return { left: alongX, top: below };
  if (above >= GAP_PX) return { left: alongX, top: above };
  return { left: alongX, top: Math.max(GAP_PX, view.height - callout.height - GAP_PX) };
}

/** As near to where it would begin as the window has room for. */
function within(start: number, length: number, room: number): number {
  return Math.max(GAP_PX, Math.min(start, room - length - GAP_PX));
}
