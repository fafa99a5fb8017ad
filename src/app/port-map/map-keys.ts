import type { MapCursor } from './map-cursor.ts';
import { CLOSE_ACROSS, isWhole, LEAST_ACROSS, reveal, WHOLE, zoomOnPort } from './map-view.ts';
import { portAfterKey } from './port-cells.ts';

const ROWS_OF_A_BAND = 16;

/** What a key does to the map, the cursor being at its port; false for keys that mean nothing there. */
export function pressMapKey(key: string, { view, port, setView, setPort }: MapCursor): boolean {
  switch (key) {
    case '+':
    case '=':
      setView((each) => zoomOnPort(each, 0.5, port));
      return true;
    case '-':
    case '_':
      setView((each) => zoomOnPort(each, 2, port));
      return true;
    case 'Enter':
      setView((each) => zoomOnPort(each, closer(each.across) / each.across, port));
      return true;
    case '0':
      setView(() => WHOLE);
      return true;
    case 'Escape':
      // Where there is nothing to go back from, the key is the dialog's.
      if (isWhole(view)) return false;
      setView(() => WHOLE);
      return true;
  }
  const pageRows = Math.min(ROWS_OF_A_BAND, Math.floor(view.across));
  const next = portAfterKey(key, port, pageRows);
  if (next === null) return false;
  setPort(next);
  setView((each) => reveal(each, next));
  return true;
}

/** Single ports first, then the closest that there is. */
function closer(across: number): number {
  return across > CLOSE_ACROSS ? CLOSE_ACROSS : LEAST_ACROSS;
}
