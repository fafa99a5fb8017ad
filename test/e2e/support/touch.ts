import type { Page } from '@playwright/test';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Two fingers above and below a place, so many pixels apart. */
export function apart({ x, y }: Point, px: number): Point[] {
  return [
    { x, y: y - px / 2 },
    { x, y: y + px / 2 },
  ];
}

/** Fingers are put down, move to other places in a few steps, and are lifted. */
export async function touch(page: Page, from: readonly Point[], to: readonly Point[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const fingersAt = (share: number): { x: number; y: number; id: number }[] =>
    from.map(({ x, y }, id) => ({
      x: x + (to[id]!.x - x) * share,
      y: y + (to[id]!.y - y) * share,
      id,
    }));
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingersAt(0) });
  for (let step = 1; step <= 5; step += 1) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingersAt(step / 5) });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
