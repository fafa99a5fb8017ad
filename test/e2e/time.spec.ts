import { expect, type Page, test } from '@playwright/test';
import { AppPage, frames } from './support/app-page.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

/** Opens a half hour of which playing takes 15 s, and stops it at the start. */
async function openPaused(page: Page, hash = '#example/one-office-address'): Promise<AppPage> {
  const app = new AppPage(page);
  await app.open(hash);
  await app.runIsComplete();
  await app.pause();
  await app.scrub('Home');
  await expect(app.clock).toHaveText(/^0:00:00 of/);
  return app;
}

test('the run plays by itself, stops where it is told, and goes on from there', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/one-office-address');
  await expect(app.clock).not.toHaveText(/^0:00:0/);
  await app.pause();
  // The clock is written with the next frame.
  await frames(page, 2);
  const stopped = await app.clock.textContent();
  await frames(page, 10);
  await expect(app.clock).toHaveText(stopped ?? '');
  await app.button('Play').click();
  await expect(app.clock).not.toHaveText(stopped ?? '');
  await app.button('To the end').click();
  await app.runIsComplete();
  await app.button('To the end').click();
  await expect(app.clock).toHaveText(/^0:30:00 of/);
  await expect(app.button('Play')).toBeVisible();
  await app.button('To the start').click();
  await expect(app.clock).toHaveText(/^0:00:00 of/);
});

test('arrow, Page, Home and End keys move the playhead, and what it says follows', async ({ page }) => {
  const app = await openPaused(page);
  await app.scrub('PageUp');
  await expect(app.clock).toHaveText(/^0:03:00 of/);
  await expect(app.moment).toHaveAttribute('aria-valuetext', '3 min');
  // Samples of half an hour are half a second apart.
  await app.scrub('ArrowRight', 'ArrowRight');
  await expect(app.clock).toHaveText(/^0:03:01 of/);
  await app.scrub('ArrowLeft');
  await expect(app.clock).toHaveText(/^0:03:00\.5 of/);
  await app.scrub('End');
  await expect(app.clock).toHaveText(/^0:30:00 of/);
  await app.scrub('Home');
  await expect(app.clock).toHaveText(/^0:00:00 of/);
});

test('speed is simulated seconds a second', async ({ page }) => {
  const app = await openPaused(page);
  const speed = page.getByRole('combobox', { name: /^Speed/ });
  await expect(speed).toHaveValue('120');
  await speed.selectOption('600');
  await app.button('Play').click();
  // Half an hour in three seconds.
  await expect(app.clock).toHaveText(/^0:30:00 of/);
  await expect(app.button('Play')).toBeVisible();
});

test('single keys work the page', async ({ page }) => {
  const app = await openPaused(page);
  await app.moment.blur();
  await page.keyboard.press('Space');
  await expect(app.button('Pause')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(app.button('Play')).toBeVisible();
  await page.keyboard.press('r');
  await expect(app.button('Pause')).toBeVisible();
  await page.keyboard.press('?');
  await expect(app.dialog('Help')).toBeVisible();
  await page.keyboard.press('c');
  await expect(app.button('Compare')).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Escape');
  await expect(app.dialog('Help')).toBeHidden();
  await page.keyboard.press('c');
  await expect(app.button('Compare')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('c');
  await expect(app.button('Compare')).toHaveAttribute('aria-pressed', 'false');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
  expect(download.suggestedFilename()).toMatch(/^why-do-40k-websockets.*\.json$/);
  const opened = page.waitForEvent('filechooser');
  // Playwright has to be listening before the key is pressed.
  await frames(page, 1);
  await page.keyboard.press('i');
  expect((await opened).isMultiple()).toBe(false);
});

test('keys stay letters while a field has the focus', async ({ page }) => {
  const app = await openPaused(page);
  const field = app.field('Clients');
  await field.fill('');
  await field.pressSequentially('c r e i?');
  await expect(field).toHaveValue('c r e i?');
  await expect(app.button('Compare')).toHaveAttribute('aria-pressed', 'false');
  await expect(app.button('Play')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the port map follows the playhead, and a moment looks the same when it comes back', async ({
  page,
}) => {
  const app = await openPaused(page, await linkTo(SMALL));
  const counts = app.portMap.locator('.port-map-counts');
  const picture = (): Promise<string> =>
    app.portMap.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await expect(counts).toHaveText(/in use 0held 0free 1,000\s*of 1,000 at 0:00:00/);

  await app.scrub('PageUp');
  await expect(counts).toContainText('at 0:01:00');
  const early = { text: await counts.textContent(), picture: await picture() };
  expect(early.text).toMatch(/in use [7-9]\d\dheld \d+free \d+/);

  await app.scrub('PageUp', 'PageUp');
  await expect(counts).toContainText('at 0:03:00');
  await expect(counts).toContainText('free 0');
  expect(await picture()).not.toBe(early.picture);

  await app.scrub('PageDown', 'PageDown');
  await expect(counts).toContainText('at 0:01:00');
  expect(await counts.textContent()).toBe(early.text);
  expect(await picture()).toBe(early.picture);
});

test('the port map can be read port by port, and as a table', async ({ page }) => {
  const app = await openPaused(page, await linkTo(SMALL));
  await app.scrub('PageUp', 'PageUp', 'PageUp');
  await expect(app.portMap.locator('.port-map-counts')).toContainText('at 0:03:00');
  const cursor = app.portMap.getByRole('slider', { name: 'Port' });
  await cursor.focus();
  await expect(cursor).toHaveAttribute('aria-valuetext', 'port 1024: outside the range');
  for (const key of [
    'PageDown',
    'PageDown',
    'ArrowDown',
    'ArrowDown',
    'ArrowDown',
    'ArrowDown',
    'ArrowRight',
  ]) {
    await page.keyboard.press(key);
  }
  await expect(cursor).toHaveAttribute(
    'aria-valuetext',
    /^port 10241: (in use for .+, edge address 1:10241 to servers \d:443, client [\d,]+ of browsers|held for .+, free again in .+, edge address 1:10241 to all destinations)$/,
  );
  await app.portMap.getByText('By range').click();
  await expect(app.portMap.getByRole('row').nth(1).getByRole('rowheader')).toHaveText('8192–12287');
  await expect(app.portMap.getByRole('row').nth(1).getByRole('cell').last()).toHaveText('0');
});

test('under reduced motion the page opens on the whole run, and dots stand still while it plays', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open('#example/one-office-address');
  const legend = page.getByRole('region', { name: 'Topology' }).locator('.diagram-legend');
  await expect(legend).toContainText('connections set up');

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.reload();
  await app.runIsComplete();
  await expect(app.button('Play')).toBeVisible();
  await expect(app.clock).toHaveText(/^0:30:00 of/);
  await app.button('Play').click();
  await expect(app.clock).not.toHaveText(/^0:(30:00|00:00) of/);
  await expect(legend).toContainText('standing still');
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});
