import { describe, expect, it } from 'vitest';
import type { MapCursor } from './map-cursor.ts';
import { pressMapKey } from './map-keys.ts';
import { type MapView, placeOf, WHOLE } from './map-view.ts';

/** A map without React. */
class Cursor implements MapCursor {
  view = WHOLE;
  port = 1024;
  isPointed = true;
  isByKeys = true;
  readonly setView = (change: (view: MapView) => MapView): void => {
    this.view = change(this.view);
  };
  readonly setPort = (port: number): void => {
    this.port = port;
  };
  readonly setPointed = (): void => {};
  readonly setByKeys = (): void => {};

  press(...keys: readonly string[]): boolean[] {
    return keys.map((key) => pressMapKey(key, this));
  }

  get isSeen(): boolean {
    const { x, y } = placeOf(this.view, this.port);
    return x > 0 && x < 1 && y > 0 && y < 1;
  }
}

describe('pressMapKey', () => {
  it('zooms in and out at the cursor', () => {
    const cursor = new Cursor();
    expect(cursor.press('End', '+', '=')).toEqual([true, true, true]);
    expect(cursor.view.across).toBe(64);
    expect(cursor.isSeen).toBe(true);
    cursor.press('-');
    expect(cursor.view.across).toBe(128);
    cursor.press('0');
    expect(cursor.view).toEqual(WHOLE);
  });

  it('goes to single ports with Enter, and back with Escape, which then is the dialog’s', () => {
    const cursor = new Cursor();
    cursor.press('PageDown', 'PageDown', 'Enter');
    expect(cursor.view.across).toBe(16);
    expect(cursor.port).toBe(1024 + 2 * 4096);
    expect(cursor.isSeen).toBe(true);
    cursor.press('Enter');
    expect(cursor.view.across).toBe(4);
    expect(cursor.press('Escape', 'Escape')).toEqual([true, false]);
    expect(cursor.view).toEqual(WHOLE);
  });

  it('takes the view along with the cursor', () => {
    const cursor = new Cursor();
    cursor.press('Enter');
    for (let i = 0; i < 40; i += 1) {
      cursor.press('ArrowRight', 'ArrowDown');
      expect(cursor.isSeen).toBe(true);
    }
    expect(cursor.port).toBe(1024 + 40 * 257);
    cursor.press('PageUp');
    expect(cursor.port).toBe(1024 + 40 * 257 - 16 * 256);
    cursor.press('+', 'PageDown');
    expect(cursor.port).toBe(1024 + 40 * 257 - 8 * 256);
    expect(cursor.isSeen).toBe(true);
  });

  it('leaves other keys alone', () => {
    expect(new Cursor().press('c', 'Tab')).toEqual([false, false]);
  });
});
