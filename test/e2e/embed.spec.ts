import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { embedCode } from '../../src/app/embed/embed-code.ts';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

test.describe('the widget', () => {
  const open = (hash: string): string => `./?embed=1${hash}`;

  test('shows a question: answer, diagram, time, one chart, and the way to the whole page', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 600, height: 500 });
    await page.goto(open('#example/one-office-address'));
    const app = new AppPage(page);
    await expect(app.sentence).toHaveText(/^No\. Client ports of the office run out/);
    await app.runIsComplete();
    await expect(page.getByRole('region', { name: 'Topology' })).toBeInViewport();
    await expect(app.moment).toBeInViewport();
    for (const name of ['Share', 'Import', 'Compare', 'Undo']) await expect(app.button(name)).toHaveCount(0);
    await expect(app.field('Clients')).toHaveCount(0);
    await expect(app.answer.getByRole('link')).toHaveCount(0);

    await page.getByRole('combobox', { name: 'Show' }).selectOption('Ports in use');
    await expect(page.getByRole('figure', { name: /Ports in use/ })).toBeInViewport();
    await app.pause();
    await app.scrub('Home');
    await expect(app.clock).toHaveText(/^0:00:00 of/);

    const [whole] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Open it' }).click(),
    ]);
    await expect(new AppPage(whole).field('Clients')).toHaveValue('40,000');
  });

  test('is read-only and takes no keys, and leaves nothing in the browser', async ({ page }) => {
    await page.goto(open(await linkTo(SMALL)));
    const app = new AppPage(page);
    await app.runIsComplete();
    await app.pause();
    const before = await app.clock.textContent();
    await page.locator('body').click({ position: { x: 5, y: 60 } });
    for (const key of [' ', 'r', 'c', 'p', 'w', 'e', 'i', '/', '?', 'ControlOrMeta+Z'])
      await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(app.button('Play')).toBeVisible();
    await expect(app.clock).toHaveText(before ?? '');
    expect(new URL(page.url()).hash).toBe(await linkTo(SMALL));
    expect(
      await page.evaluate(async () => [
        localStorage.length,
        sessionStorage.length,
        (await indexedDB.databases()).length,
      ]),
    ).toEqual([0, 0, 0]);
  });

  test('stands in the page of another site, which keeps its keys', async ({ page, baseURL }) => {
    const code = embedCode(baseURL ?? '', await linkTo(SMALL), SMALL.name ?? '');
    const site = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<h1>A blog</h1><input id="mine" autofocus>${code}`);
    });
    // A server of its own, as the browser lets a page of the internet show none of this machine.
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
    const frame = page.frameLocator(`iframe[title="${SMALL.name} · Fivetuple"]`);
    await expect(frame.locator('.answer-sentence')).toHaveText(/^No\. SNAT ports at the edge run out at/);
    await expect(frame.getByRole('slider', { name: 'Moment of the run' })).toBeVisible();
    await expect(frame.getByText(/Simulated: [\d,]+ events/)).toBeVisible();
    await expect(page.locator('#mine')).toBeFocused();
    await page.keyboard.type('c ?');
    await expect(page.locator('#mine')).toHaveValue('c ?');
    site.close();
  });

  test('says what is wrong with its link', async ({ page }) => {
    await page.goto(open('#s1=AAAA'));
    await expect(page.getByText('It cannot be shown: The link is damaged')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open it' })).toBeVisible();
  });

  for (const { colorScheme, ...viewport } of [
    { colorScheme: 'light', width: 600, height: 500 },
    { colorScheme: 'dark', width: 340, height: 560 },
    { colorScheme: 'dark', width: 1440, height: 900 },
  ] as const) {
    test(`is accessible in ${colorScheme} at ${viewport.width} px, and no wider`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await page.goto(open(await linkTo(SMALL)));
      await new AppPage(page).runIsComplete();
      await expect(page.getByRole('region', { name: 'Topology' })).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    });
  }
});
