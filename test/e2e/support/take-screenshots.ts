/**
 * `npm run screenshots`: takes the pictures of the documentation from what `npm run build:app` has built: the default
 * question, simulated to its end, at a moment of its first quarter, and the main views on a desk and on a phone, light and dark.
 */
import { statSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { AppPage } from './app-page.ts';
import { type ServedApp, withBuiltApp } from './built-app.ts';
import { KEY_VIEWS, type KeyView } from './key-views.ts';

const DOCS = fileURLToPath(new URL('../../../docs/', import.meta.url));

interface PictureSize {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}
type Theme = 'light' | 'dark';

const DESK: PictureSize = { name: '1440x900', width: 1440, height: 900 };
const PHONE: PictureSize = { name: '390x844', width: 390, height: 844 };
/** A README that is slow to load is not read. */
const MOST_BYTES = 400 * 1024;

/** The page's clock ticks in frames of this length while it is driven by hand. */
const FRAME_MS = 16;
/** At 120 simulated seconds a second these end on a sample, where charts and port map show the same moment. */
const FRAMES = 75;

/**
 * Brings the page to 14 minutes and 24 seconds: twelve minutes by the Page keys, which take a tenth of the run, and the rest
 * played frame by frame, so that connections are on their way.
 */
async function show(page: Page): Promise<void> {
  const app = new AppPage(page);
  await page.clock.install();
  await app.open();
  await app.runIsComplete();
  await app.button('No, thanks').click();
  await app.pause();
  await app.scrub('Home', 'PageUp', 'PageUp');
  await app.moment.blur();
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
  // From here on every frame is whole.
  await page.clock.runFor(2 * FRAME_MS);
  await app.button('Play').click();
  await page.clock.runFor(FRAMES * FRAME_MS);
  await app.button('Pause').click();
  await page.clock.resume();
  await expect(app.clock).toHaveText(/^0:14:24 of/);
  await expect(app.portMap).toContainText('at 0:14:24');
  await page.getByRole('heading', { level: 1 }).hover();
}

/** The picture of a view at a size in a theme. */
async function takeView(app: ServedApp, view: KeyView, size: PictureSize, colorScheme: Theme): Promise<void> {
  const { width, height } = size;
  const page = await app.browser.newPage({
    viewport: { width, height },
    baseURL: app.url,
    colorScheme,
    locale: 'en-US',
    // Opens on the whole run, which does not change any more.
    reducedMotion: 'reduce',
  });
  try {
    await new AppPage(page).open();
    await view.show(page);
    await save(page, `screenshots/${view.id}-${size.name}-${colorScheme}.png`);
  } finally {
    await page.close();
  }
}

async function save(page: Page, name: string): Promise<void> {
  const path = `${DOCS}${name}`;
  await page.screenshot({ path });
  const { size } = statSync(path);
  if (size > MOST_BYTES) throw new Error(`docs/${name} has ${size} bytes; at most ${MOST_BYTES} are wanted.`);
  process.stdout.write(`docs/${name}: ${Math.round(size / 1024)} KiB\n`);
}

await withBuiltApp(async (app) => {
  const page = await app.browser.newPage({
    viewport: DESK,
    baseURL: app.url,
    colorScheme: 'light',
    locale: 'en-US',
    serviceWorkers: 'block',
  });
  await show(page);
  await save(page, 'screenshot.png');
  await page.close();
  for (const view of KEY_VIEWS)
    for (const size of [DESK, PHONE])
      for (const theme of ['light', 'dark'] as const) await takeView(app, view, size, theme);
});
