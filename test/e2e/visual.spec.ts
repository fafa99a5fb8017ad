import { expect, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { KEY_VIEWS } from './support/key-views.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { visualFaults } from './support/visual-faults.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 3840, height: 2160 },
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const size of SIZES) {
    for (const { id, show } of KEY_VIEWS) {
      test(`nothing is cut, covered, blank or too small: ${id}, ${size.width} x ${size.height}, ${colorScheme}`, async ({
        page,
      }) => {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await new AppPage(page).open(await linkTo(SMALL));
        await show(page);
        expect(await visualFaults(page)).toEqual([]);
      });
    }
  }
}
