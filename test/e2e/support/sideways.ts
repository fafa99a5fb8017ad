import { expect, type Page } from '@playwright/test';

/** Expects that the page is no wider than its window; a failure names what reaches beyond the right edge. */
export async function expectNothingSideways(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const tooWidePx = scrollWidth - clientWidth;
    if (tooWidePx === 0) return { tooWidePx, beyond: [] };
    const beyond = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
    return { tooWidePx, beyond };
  });
  expect(found).toEqual({ tooWidePx: 0, beyond: [] });
}
