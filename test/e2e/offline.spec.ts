import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { serveCopy } from './support/serve-copy.ts';

const BUILT = fileURLToPath(new URL('../../dist/app/', import.meta.url));

test.use({ serviceWorkers: 'allow' });

/** Waits until the worker holds every file and answers for this page. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    }
  });
}

test('every file that the page may ask for is in the list of the worker', () => {
  const worker = readFileSync(`${BUILT}sw.js`, 'utf8');
  const files = readdirSync(BUILT, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(html|js|css|json|svg|png)$/.test(file) && !/^(\.vite|scenarios)\b|^sw\.js$/.test(file),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => !worker.includes(`"${file}"`))).toEqual([]);
});

test('the manifest makes the page installable, with icons that are there', async ({ page }) => {
  await page.goto('./');
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const address = new URL(href ?? '', page.url());
  const manifest = (await (await page.request.get(address.href)).json()) as {
    readonly name: string;
    readonly display: string;
    readonly start_url: string;
    readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[];
  };
  expect(manifest).toMatchObject({ name: 'Fivetuple', display: 'standalone', start_url: './' });
  expect(manifest.icons.some(({ sizes, purpose }) => sizes === '512x512' && purpose === 'maskable')).toBe(
    true,
  );
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, new URL(src, address).href);
    if (sizes !== 'any') expect(size).toBe(sizes);
  }
});

test('without a network the page opens, runs, and has its parts', async ({ page, context }) => {
  const app = new AppPage(page);
  await app.open();
  await isKept(page);
  await context.setOffline(true);

  await test.step('a part that was never asked for, in the page that is open', async () => {
    await app.choose('JSON');
    await expect(app.dialog('Scenario JSON').getByRole('textbox')).toContainText('"fivetuple": 1');
    await page.keyboard.press('Escape');
  });

  await test.step('the page loads again, and simulates', async () => {
    await page.goto(`./${await linkTo(SMALL)}`);
    await page.reload();
    await expect(app.sentence).toBeVisible();
    await app.runIsComplete();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  await test.step('questions, plan, presets and validation', async () => {
    const questions = page.getByRole('combobox', { name: 'Question' }).getByRole('option');
    await expect.poll(() => questions.count()).toBeGreaterThan(20);
    await app.button('Plan').click();
    await expect(page.getByRole('region', { name: 'Plan' })).toBeVisible();
    await app.choose('Presets');
    await expect(page.getByRole('main')).toContainText('AWS NAT gateway');
    await app.choose('Validation');
    await expect(page.getByRole('main').getByRole('table')).toBeVisible();
  });
});

test('a new version says that it is there, and comes when it is asked to', async ({ page }) => {
  const served = await serveCopy();
  try {
    const app = new AppPage(page);
    await page.goto(`${served.url}${await linkTo(SMALL)}`);
    await isKept(page);
    await app.button('Make it mine').click();
    await app.enter('Clients', '1234');
    await page.evaluate(() => Object.assign(globalThis, { isFirstLoad: true }));
    const notice = page.getByRole('status').filter({ hasText: 'A new version is ready.' });
    await expect(notice).toHaveCount(0);
    served.putOutNewVersion();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());

    await test.step('the open page stays as it is until then', async () => {
      await expect(notice).toBeVisible();
      expect(await page.evaluate(() => 'isFirstLoad' in globalThis)).toBe(true);
      await expectAccessible(page);
    });

    await test.step('the page loads again, with the scenario as it was', async () => {
      await notice.getByRole('button', { name: 'Reload' }).press('Enter');
      await page.waitForFunction(() => !('isFirstLoad' in globalThis));
      await expect(app.field('Clients')).toHaveValue('1,234');
      await isKept(page);
      await expect(notice).toHaveCount(0);
      expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
    });
  } finally {
    await served.close();
  }
});
