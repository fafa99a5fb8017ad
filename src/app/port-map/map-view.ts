import { SIDE } from './port-cells.ts';

/** The part of the map that its square picture shows: so many cells a side, from a column and a row on. */
export interface MapView {
  readonly across: number;
  readonly column: number;
  readonly row: number;
}

export const WHOLE: MapView = { across: SIDE, column: 0, row: 0 };
/** Cells a side of the closest view: single ports, each with its number. */
export const LEAST_ACROSS = 4;
/** A view in which each port is written out. */
export const CLOSE_ACROSS = 16;

export function isWhole({ across }: MapView): boolean {
  return across >= SIDE;
}

/** A place in the picture as shares of its side, from its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

const MIDDLE: Place = { x: 0.5, y: 0.5 };

/** Shows so many times more cells a side (below 1: fewer), with what is at the place staying there as far as the map goes. */
export function zoomAt(view: MapView, factor: number, { x, y }: Place): MapView {
  const across = Math.min(SIDE, Math.max(LEAST_ACROSS, view.across * factor));
  const gained = view.across - across;
  return within({ across, column: view.column + gained * x, row: view.row + gained * y });
}

/** The same in steps, around the middle: whole cells along the edges. */
export function zoomStep(view: MapView, factor: number): MapView {
  return onCells(zoomAt(view, factor, MIDDLE));
}

/** The same around a port, which is in the view afterwards. */
export function zoomOnPort(view: MapView, factor: number, port: number): MapView {
  const { x, y } = placeOf(view, port);
  const isSeen = x > 0 && x < 1 && y > 0 && y < 1;
  return reveal(onCells(zoomAt(view, factor, isSeen ? { x, y } : MIDDLE)), port);
}

function onCells({ across, column, row }: MapView): MapView {
  return within({ across, column: Math.round(column), row: Math.round(row) });
}

/** Moves what is shown by shares of the picture's side; positive shares bring what lies to the left, or above, in. */
export function pan(view: MapView, { x, y }: Place): MapView {
  return within({ ...view, column: view.column - x * view.across, row: view.row - y * view.across });
}

/** Moves no further than needed for a port to be seen whole. */
export function reveal(view: MapView, port: number): MapView {
  const { across } = view;
  const [column, row] = [port % SIDE, Math.floor(port / SIDE)];
  return within({
    across,
    column: Math.min(column, Math.max(view.column, column + 1 - across)),
    row: Math.min(row, Math.max(view.row, row + 1 - across)),
  });
}

/** The middle of the view moves to a place in the picture of the whole map. */
export function centreOn(view: MapView, { x, y }: Place): MapView {
  const { across } = view;
  return within({ across, column: x * SIDE - across / 2, row: y * SIDE - across / 2 });
}

/** The port at a place of the picture; the nearest one where the place lies beside it. */
export function portAt({ across, column, row }: MapView, { x, y }: Place): number {
  const cell = (from: number, share: number): number =>
    Math.min(SIDE - 1, Math.max(0, Math.floor(from + Math.min(1, Math.max(0, share)) * across)));
  return cell(row, y) * SIDE + cell(column, x);
}

/** Where the middle of a port's cell lies. */
export function placeOf({ across, column, row }: MapView, port: number): Place {
  return {
    x: ((port % SIDE) + 0.5 - column) / across,
    y: (Math.floor(port / SIDE) + 0.5 - row) / across,
  };
}

function within({ across, column, row }: MapView): MapView {
  const most = SIDE - across;
  const inside = (from: number): number => Math.min(most, Math.max(0, from));
  return { across, column: inside(column), row: inside(row) };
}
