import { expect, test } from '@playwright/test';
import { initialKib, initialSizes } from '../support/initial-chunks.ts';
import { AppPage } from './support/app-page.ts';

const MOST_INITIAL_KIB = 177;

test('what the page needs before it shows an answer stays small', () => {
  const total = initialKib();
  const list = [...initialSizes(), { file: 'in all', kib: total }].map(
    ({ file, kib }) => `${kib.toFixed(1).padStart(7)} KiB  ${file}`,
  );
  process.stdout.write(`Initial JavaScript, gzip:\n${list.join('\n')}\n`);
  expect(total, list.join('\n')).toBeLessThan(MOST_INITIAL_KIB);
});

test('the answer does not wait for the views of the run, and a failed view leaves the rest', async ({
  page,
}) => {
  await page.route('**/assets/run-views-*.js', (route) => route.abort());
  const app = new AppPage(page);
  await app.open('#example/one-office-address');
  await expect(app.ladder).toBeVisible();
  await app.runIsComplete();
  const alert = page.getByRole('alert').filter({ hasText: 'The run cannot be shown' });
  await expect(alert).toBeVisible();
  await expect(app.sentence).toHaveText(/^(Yes|No|Unclear)\./);

  await test.step('trying again fetches it again, and the scenario is still the same', async () => {
    await app.enter('Clients', '35k');
    await page.unroute('**/assets/run-views-*.js');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('region', { name: 'Topology' })).toBeVisible();
    await expect(app.field('Clients')).toHaveValue('35,000');
  });
});

test('a page that comes late leaves the focus to a menu that was opened meanwhile', async ({ page }) => {
  let arrive = (): void => {};
  const mayArrive = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route('**/assets/PresetsPage-*.js', async (route) => {
    await mayArrive;
    await route.continue();
  });
  const app = new AppPage(page);
  await app.open('#example/one-office-address');
  await app.choose('Presets');
  await app.openMenu();
  await page.keyboard.press('ArrowDown');
  arrive();
  await expect(page.getByRole('heading', { name: 'Presets' })).toBeVisible();
  await expect(page.getByRole('menu').getByRole('menuitem').nth(1)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
});
