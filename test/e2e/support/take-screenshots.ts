/**
 * `npm run screenshots`: takes the pictures of the documentation from what `npm run build:app` has built. They show the
 * default question, simulated to its end, at a moment of its first quarter.
 */
import { existsSync, statSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium, expect, type Page } from '@playwright/test';
import { preview } from 'vite';
import { AppPage } from './app-page.ts';
import { findBrowser } from './find-browser.ts';
import { freePort } from './free-port.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PICTURE = `${ROOT}docs/screenshot.png`;
const SIZE = { width: 1440, height: 900 };
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

if (!existsSync(`${ROOT}dist/app/index.html`)) {
  throw new Error('dist/app is missing: run `npm run build:app` first.');
}
const found = await findBrowser();
const port = await freePort();
const server = await preview({
  root: ROOT,
  logLevel: 'warn',
  preview: { host: '127.0.0.1', port, strictPort: true },
});
const browser = await chromium.launch({
  executablePath: found.executablePath,
  args: [...found.args],
  env: { ...process.env, ...found.env },
});
try {
  const page = await browser.newPage({
    viewport: SIZE,
    baseURL: `http://127.0.0.1:${port}/`,
    colorScheme: 'light',
    locale: 'en-US',
    serviceWorkers: 'block',
  });
  await show(page);
  await page.screenshot({ path: PICTURE });
  const { size } = statSync(PICTURE);
  if (size > MOST_BYTES)
    throw new Error(`docs/screenshot.png has ${size} bytes; at most ${MOST_BYTES} are wanted.`);
  process.stdout.write(`docs/screenshot.png: ${Math.round(size / 1024)} KiB\n`);
} finally {
  await browser.close();
  await server.close();
}
