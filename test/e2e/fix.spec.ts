import { expect, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

test('a limit that does not fit is written down, in the system that is chosen, and copied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.ladder.getByRole('button', { name: 'edge SNAT ports' }).click();
  await app.button('Write it down').click();
  const dialog = app.dialog('The fix, written down');
  const step = dialog.getByRole('region', { name: 'Source addresses and ports of the NAT edge' });
  await expect(step).toContainText('path.0.snat.addresses = 3');
  await expect(step).toContainText(/SNAT ports at the edge: 857 -> 2,571 connections; next limit /);
  await expect(step.locator('pre')).toContainText('snat to 198.51.100.10-198.51.100.12:10001-11000');

  await step.getByRole('button', { name: /^Copy / }).click();
  await expect(step.getByRole('button', { name: /^Copied / })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    await step.locator('pre').textContent(),
  );

  await step.getByLabel('System').selectOption({ label: 'F5 BIG-IP' });
  await expect(step.locator('pre')).toContainText(
    'tmsh create ltm snatpool edge_snatpool members add { 198.51.100.10 198.51.100.11 198.51.100.12 }',
  );
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.button('Write it down')).toBeFocused();

  await test.step('a limit that fits has nothing to be written down', async () => {
    await app.ladder.getByRole('button', { name: 'edge flow table' }).click();
    await expect(app.ladder.getByText('How to raise')).toBeVisible();
    await expect(app.button('Write it down')).toHaveCount(0);
  });
});

test('an error is looked up by keyboard alone, its scenario opens, and undo goes back', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await page.keyboard.press('/');
  const dialog = app.dialog('Look up an error');
  const field = dialog.getByRole('textbox', { name: 'An error message, a log line or a metric' });
  await expect(field).toBeFocused();

  await field.fill('it is slow');
  await expect(dialog.getByRole('status')).toContainText('Nothing known is in this text. Give the line');

  await field.fill('Nov 27 gw kernel: nf_conntrack: nf_conntrack: table full, dropping packet');
  const hit = dialog.getByRole('region', { name: 'nf_conntrack: table full, dropping packet' });
  await expect(hit.getByRole('heading', { name: 'It is the limit flow table' })).toBeVisible();
  await expect(hit).toContainText('nf_conntrack_count');
  const open = hit.getByRole('button', { name: 'Open the scenario' });
  for (
    let presses = 0;
    presses < 20 && !(await open.evaluate((it) => it === document.activeElement));
    presses += 1
  )
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Question' })).toHaveValue('no-snat');
  await app.button('Undo').click();
  await expect(page.getByRole('combobox', { name: 'Question' })).toHaveValue('own');
});

test('what else an error can mean is folded away until it is asked for', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.choose('Errors');
  const dialog = app.dialog('Look up an error');
  await dialog.getByRole('textbox').fill('Error: read ECONNRESET');
  const hit = dialog.getByRole('region', { name: /^ECONNRESET/ });
  await expect(hit.getByRole('heading', { name: /^Likeliest: idle timers/ })).toBeVisible();
  const other = hit.getByText(/^Or availability: many at the same second/);
  await other.click();
  await expect(hit.getByText('Restart fewer instances at a time')).toBeVisible();
});

const VIEWS = [
  { colorScheme: 'light', width: 1440, height: 900 },
  { colorScheme: 'dark', width: 390, height: 844 },
] as const;

for (const { colorScheme, ...size } of VIEWS)
  test(`axe finds nothing in fix and lookup: ${colorScheme}, ${size.width} x ${size.height}`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const app = new AppPage(page);
    await app.open(await linkTo(SMALL));
    await app.ladder.getByRole('button', { name: 'edge SNAT ports' }).click();
    await app.button('Write it down').click();
    const fix = app.dialog('The fix, written down');
    await expect(fix.locator('pre').first()).toBeVisible();
    await expectAccessible(page);
    expect(await fix.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
    await page.keyboard.press('Escape');

    await page.keyboard.press('/');
    const lookup = app.dialog('Look up an error');
    await lookup
      .getByRole('textbox')
      .fill(
        'connect() to 192.0.2.11:443 failed (99: Cannot assign requested address) while connecting to upstream',
      );
    await expect(lookup.getByRole('status')).toContainText('2 known errors');
    for (const summary of await lookup.locator('summary').all()) await summary.click();
    await expectAccessible(page);
    expect(await lookup.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  });
