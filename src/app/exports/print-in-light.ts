import { forgetPalette } from '../charts/palette.ts';
import { drawFrame } from '../run/frame-loop.ts';

/** What both A4 and Letter have between their margins, in CSS pixels, and a little less. */
export const PAPER = { widthPx: 690, heightPx: 930 } as const;

/**
 * Paper is light, whatever theme the screen has: what canvases hold is drawn anew for it, and again for the screen. The diagram
 * is not laid out anew; it keeps the width that it has on the screen, and is scaled to the paper.
 */
export function printInLight(): void {
  const { dataset } = document.documentElement;
  let onScreen: string | undefined;
  const draw = (theme: string): void => {
    dataset['theme'] = theme;
    forgetPalette();
    drawFrame(performance.now());
  };
  addEventListener('beforeprint', () => {
    onScreen ??= dataset['theme'];
    for (const box of document.querySelectorAll<HTMLElement>('.diagram-canvas-box')) {
      box.style.setProperty('--printed-width', `${box.clientWidth}px`);
      box.style.setProperty('--printed-zoom', String(Math.min(1, PAPER.widthPx / box.clientWidth)));
    }
    draw('light');
  });
  addEventListener('afterprint', () => {
    if (onScreen !== undefined) draw(onScreen);
    onScreen = undefined;
  });
}
