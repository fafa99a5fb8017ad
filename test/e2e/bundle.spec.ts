import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { initialFiles, type Manifest } from '../support/initial-chunks.ts';
import { AppPage } from './support/app-page.ts';

const MOST_INITIAL_KIB = 177;

const BUILT = fileURLToPath(new URL('../../dist/app/', import.meta.url));

test('what the page needs before it shows an answer stays small', () => {
  const manifest = JSON.parse(readFileSync(`${BUILT}.vite/manifest.json`, 'utf8')) as Manifest;
  const sizes = initialFiles(manifest).map((file) => ({
    file,
    kib: gzipSync(readFileSync(`${BUILT}${file}`), { level: 9 }).length / 1024,
  }));
  const total = sizes.reduce((sum, { kib }) => sum + kib, 0);
  const list = [...sizes, { file: 'in all', kib: total }].map(
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
