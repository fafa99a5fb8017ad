import { expect, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { KEY_VIEWS } from './support/key-views.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { visualFaults } from './support/visual-faults.ts';

for (const { colorScheme, ...size } of [
  { colorScheme: 'light', width: 1440, height: 900 },
  { colorScheme: 'dark', width: 390, height: 844 },
  { colorScheme: 'light', width: 3840, height: 2160 },
] as const) {
  test(`nothing is cut, covered, blank or too small: ${colorScheme}, ${size.width} x ${size.height}`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await new AppPage(page).open(await linkTo(SMALL));
    // It lies over the page for some seconds.
    await expect(page.getByText('It is yours now')).toBeHidden();
    for (const { id, show } of KEY_VIEWS) {
      await test.step(id, async () => {
        await show(page);
        expect(await visualFaults(page), id).toEqual([]);
      });
    }
  });
}
