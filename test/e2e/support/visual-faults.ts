import type { Page } from '@playwright/test';

/** The least side of what can be pressed, in CSS pixels (WCAG 2.2, 2.5.8). */
const LEAST_TARGET_PX = 24;

/** What one would see at a glance to be wrong with the page as it stands; empty where nothing is. */
export async function visualFaults(page: Page): Promise<string[]> {
  return page.evaluate((leastPx) => {
    const faults: string[] = [];
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}"`;
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      element.closest('.visually-hidden') === null;

    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth - clientWidth} px too wide`);

    const words = document.querySelectorAll(
      'h1, h2, h3, p, th, td, dt, dd, li, label, button, a, summary, span',
    );
    for (const element of words) {
      if (!isShown(element) || element.textContent === '') continue;
      const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
      const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      if (isCut && overflowX === 'hidden' && textOverflow !== 'ellipsis' && clipPath === 'none')
        faults.push(`${nameOf(element)} is cut off`);
    }

    const targets = document.querySelectorAll(
      'button, select, summary, a[href], input, textarea, [role="tab"]',
    );
    for (const element of targets) {
      if (!isShown(element)) continue;
      const { width, height, left, top } = element.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      // A radio button or a box is drawn and pressed by its label; a link within a sentence has the sentence's height.
      const isDrawnByLabel = element.matches('[type="radio"], [type="checkbox"], [type="range"]');
      const isInline =
        getComputedStyle(element).display.startsWith('inline') && element.closest('p, li, dd') !== null;
      if (!isDrawnByLabel && !isInline && (width < leastPx - 0.5 || height < leastPx - 0.5))
        faults.push(`${nameOf(element)} is ${Math.round(width)} x ${Math.round(height)} px`);
      const [x, y] = [left + width / 2, top + height / 2];
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const above = document.elementFromPoint(x, y);
      const isFree =
        above === null ||
        element.contains(above) ||
        above.contains(element) ||
        above.closest('label')?.contains(element) === true;
      if (!isFree && !(element instanceof HTMLInputElement && isDrawnByLabel))
        faults.push(`${nameOf(element)} lies below ${nameOf(above)}`);
    }

    for (const canvas of document.querySelectorAll('canvas')) {
      if (!isShown(canvas) || canvas.width === 0) continue;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      // The canvas of a cursor is empty while nobody points.
      const hasTwin = canvas.parentElement?.querySelectorAll('canvas').length === 2;
      if (!hasTwin && pixels?.every((value) => value === 0) === true)
        faults.push(`${nameOf(canvas)} is blank`);
    }
    return faults;
  }, LEAST_TARGET_PX);
}
