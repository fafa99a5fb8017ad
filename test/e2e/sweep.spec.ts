import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { SweepPage } from './support/sweep-page.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILE: ScenarioFile = { ...SMALL, duration: '8m', targets: { concurrent: 2000, blocking: 0.01 } };

const GRID = {
  axes: [
    { path: 'path.0.snat.addresses', from: '1', to: '3', points: '3', spacing: 'evenly spaced' },
    { path: 'path.0.snat.hold', from: '5s', to: '45s', points: '3', spacing: 'in equal ratios' },
  ],
  replications: '6',
} as const;

/** What the command line makes of the same sweep. */
function onCommandLine(format: 'json' | 'csv'): string {
  const folder = mkdtempSync(join(tmpdir(), 'fivetuple-sweep-'));
  try {
    const path = join(folder, 'scenario.json');
    writeFileSync(path, JSON.stringify(FILE));
    const over = '--over path.0.snat.addresses=1..3 --over path.0.snat.hold=5s..45s:3:log --replications 6';
    const program = [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), join(ROOT, 'src/cli/fivetuple.ts')];
    const argv = ['sweep', path, ...over.split(' '), '--workers', '1', `--${format}`];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...argv], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a sweep of two parameters is cancelled, resumed after a reload, and is that of the command line', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open(await linkTo(FILE));
  const sweep = new SweepPage(page);
  await page.keyboard.press('w');
  await expect(sweep.region).toBeVisible();
  await sweep.enter(GRID);
  await expect(sweep.region).toContainText(
    'fivetuple sweep FILE --over path.0.snat.addresses=1..3:3 --over path.0.snat.hold=5s..45s:3:log --replications 6',
  );

  await sweep.button('Start').click();
  await expect.poll(async () => (await sweep.progress()).done).toBeGreaterThan(1);
  await sweep.button('Cancel').click();
  await expect(sweep.region.getByRole('status')).toContainText(
    /\d+ of 54 runs done; the rest can be resumed/,
  );
  const { done } = await sweep.progress();
  expect(done).toBeLessThan(54);

  await test.step('what is done is there after a reload, with the form', async () => {
    // Written at once when the sweep is cancelled, but not yet when the page says so.
    await page.waitForFunction(async (wanted) => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('fivetuple-sweeps');
        request.addEventListener('success', () => resolve(request.result));
      });
      const count = database.transaction('runs').objectStore('runs').count();
      await new Promise((resolve) => count.addEventListener('success', resolve));
      database.close();
      return count.result >= wanted;
    }, done);
    await page.reload();
    await sweep.open();
    await expect(sweep.region.getByRole('status')).toContainText(`${done} of 54 runs done`);
  });
  await sweep.button('Resume').click();
  await sweep.isComplete();
  expect(await sweep.saved('JSON')).toBe(onCommandLine('json'));
  expect(await sweep.saved('CSV')).toMatch(
    /^path\.0\.snat\.addresses,path\.0\.snat\.hold,state,.*\r\n1,5,done,6,/,
  );

  const map = sweep.region.getByRole('grid', { name: 'Blocking by SNAT addresses and Hold after close' });
  const point = sweep.region.getByRole('region', { name: 'Point' });
  await test.step('the keyboard walks over the points', async () => {
    await expect(map.getByRole('gridcell')).toHaveCount(9);
    await map.getByRole('gridcell', { name: /^SNAT addresses 1, Hold after close 5s: Blocking/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await expect(page.locator(':focus')).toHaveAccessibleName(/^SNAT addresses 2, Hold after close 15s: /);
    await expect(point).toContainText('SNAT addresses 2, Hold after close 15s');
    await page.keyboard.press('End');
    await expect(page.locator(':focus')).toHaveAccessibleName(/addresses 3, .*Targets met \(6 runs\)/);
    await page.keyboard.press('Home');
    await expect(point).toContainText(
      /Targets missed \(6 runs\).*First failure.*SYN dropped by NAT \(edge\) after/,
    );
  });

  await test.step('the border is drawn, and the table says the same', async () => {
    await expect(map.locator('..').locator('.heat-border')).toHaveAttribute('d', /^M/);
    await sweep.region.getByText('Table of all points').click();
    await expect(sweep.region.getByRole('table').getByRole('row')).toHaveCount(10);
    await expect(
      sweep.region.getByRole('row', { name: /^3 45s Targets met \(6 runs\) 0 %, at most/ }),
    ).toBeVisible();
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    await test.step(`axe finds nothing: ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      await expectAccessible(page);
    });
  }

  await test.step('a point opens, and can be undone', async () => {
    await map.getByRole('gridcell', { name: /^SNAT addresses 3, Hold after close 45s/ }).click();
    await point.getByRole('button', { name: 'Open this point' }).click();
    await expect(app.sentence).toHaveText(/^Yes\./);
    await expect(app.field('SNAT addresses')).toHaveValue('3');
    await expect(app.field('Hold after close')).toHaveValue('45s');
    await app.button('Undo').click();
    await expect(app.field('SNAT addresses')).toHaveValue('1');
    // The sweep does not depend on where its parameters stand.
    await sweep.open();
    await expect(sweep.region).toContainText('All 54 runs done.');
  });
});

test('a sweep of one parameter is a curve; what cannot be swept says why; runs are discarded on demand', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const app = new AppPage(page);
  await app.open(await linkTo({ ...FILE, duration: '4m' }));
  const sweep = new SweepPage(page);
  await sweep.open();
  const axis = sweep.axis('Parameter');
  await axis.getByRole('textbox', { name: 'From' }).fill('0');
  await expect(axis.getByRole('alert')).toHaveText(
    'path.0.snat.addresses: 0 is out of range. Accepted: a whole number from 1 to 1048576.',
  );
  await expect(sweep.button('Start')).toBeDisabled();
  await axis.getByRole('combobox', { name: 'Spacing' }).selectOption('a list');
  await axis.getByRole('textbox', { name: 'Values' }).fill('1, 2, 4');
  await sweep.region.getByRole('textbox', { name: 'Runs of each point' }).fill('1');
  await sweep.button('Start').click();
  await sweep.isComplete();

  const points = sweep.region.getByRole('listbox', { name: 'Blocking by SNAT addresses' });
  await sweep.region.getByRole('radio', { name: 'Peak concurrent' }).check();
  const curve = sweep.region.getByRole('listbox', { name: 'Peak concurrent by SNAT addresses' });
  await expect(points).toHaveCount(0);
  await expect(curve.getByRole('option')).toHaveCount(3);
  await curve.getByRole('option', { name: /^SNAT addresses 1:/ }).focus();
  await page.keyboard.press('End');
  await expect(page.locator(':focus')).toHaveAccessibleName(/^SNAT addresses 4: .*Targets met/);
  await expect(page.locator(':focus')).toHaveAttribute('aria-selected', 'true');
  await expect(sweep.region).toContainText('target 2,000');
  await test.step('axe finds nothing', () => expectAccessible(page));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  await sweep.button('Discard the runs').click();
  await sweep.button('Keep').click();
  await expect(sweep.region).toContainText('All 3 runs done.');
  await sweep.button('Discard the runs').click();
  await sweep.button('Discard').click();
  await expect(sweep.button('Start')).toBeEnabled();
  await page.reload();
  await sweep.open();
  await expect(sweep.region.getByRole('status')).toContainText(/^3 runs\. They are kept/);
});
