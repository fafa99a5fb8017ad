import { expect, type Locator, type Page, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { LOOKS } from './support/looks.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { expectNothingSideways } from './support/sideways.ts';

/** One address of its own for all clients, so that their ports have numbers. */
const OFFICE = { ...SMALL, clients: [{ ...SMALL.clients[0]!, addresses: 1 }] };

const drawerOf = (page: Page): Locator => page.getByRole('region', { name: 'Follow one connection' });
const stepsOf = (page: Page): Locator =>
  page.getByRole('list', { name: 'What happens to the client' }).getByRole('button');

async function open(page: Page, file = OFFICE): Promise<AppPage> {
  const app = new AppPage(page);
  await app.open(await linkTo(file));
  await app.runIsComplete();
  return app;
}

test('a client that fails is followed by mouse, and each step brings the page to its moment', async ({
  page,
}) => {
  const app = await open(page);
  await app.button('Follow one connection').click();
  const drawer = drawerOf(page);
  await drawer.getByRole('button', { name: 'One that fails' }).click();
  await expect(drawer.getByRole('status')).toHaveText(
    /^Client [\d,]+ of 2,000 that came \(browsers\), \d+ steps\./,
  );
  const steps = stepsOf(page);
  await expect(steps.first()).toHaveText(/Arrives$/);
  const dropped = steps.filter({ hasText: 'SYN dropped by NAT (edge, snat ports)' }).first();
  await dropped.click();
  await expect(dropped).toHaveAttribute('aria-current', 'step');
  const path = drawer.getByRole('region', { name: 'Five-tuples on the path' });
  await expect(path.getByRole('listitem').first()).toContainText(/203\.0\.113\.7:\d+ → 198\.51\.100\.1:443/);
  await expect(path.getByRole('listitem').nth(1)).toContainText('not come this far');
  const time = (await dropped.locator('time').textContent()) ?? '';
  await expect(app.clock).toHaveText(new RegExp(`^${time.replace(/\.\d$/, '')}(\\.\\d)? of`));
  await expect(steps.filter({ hasText: 'Attempt 1 has failed' }).first()).toBeVisible();
  await expect(steps.filter({ hasText: 'Tries again in 5 s' }).first()).toBeVisible();

  await test.step('the port map shows the port of an established one as in use', async () => {
    await drawer.getByRole('textbox', { name: 'Client' }).fill('1');
    await drawer.getByRole('button', { name: 'Follow', exact: true }).click();
    await expect(drawer.getByRole('status')).toContainText('Client 1 of 2,000');
    const up = steps.filter({ hasText: 'Established' }).first();
    await up.click();
    const stretch = path.getByRole('listitem').nth(1);
    await expect(stretch).toContainText(/10\.0\.0\.1:\d+ → 10\.1\.0\.\d:443/);
    const port = /10\.0\.0\.1:(\d+)/.exec((await stretch.textContent()) ?? '')![1]!;
    // It is the first of the run: nobody else has a port yet.
    await expect(app.portMap).toContainText('in use 1');
    await app.portMap.getByText('By range').click();
    const from = Math.floor(Number(port) / 4096) * 4096;
    const row = app.portMap.getByRole('row', { name: new RegExp(`^${from}–`) });
    await expect(row.getByRole('cell').first()).toHaveText('1');
  });

  await test.step('nobody is cut in this run', async () => {
    await drawer.getByRole('button', { name: 'One that is cut' }).click();
    await expect(drawer.getByRole('status')).toHaveText('No connection is cut in this run.');
  });
});

test('a client is followed by keyboard alone', async ({ page }) => {
  const app = await open(page);
  await app.button('Follow one connection').focus();
  await page.keyboard.press('Enter');
  const drawer = drawerOf(page);
  await expect(drawer).toBeFocused();
  await expect(drawer.getByRole('textbox', { name: 'Client' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(drawer.getByRole('textbox', { name: 'Client' })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await expect(drawer.getByRole('status')).toContainText('Client 12 of 2,000');
  const steps = stepsOf(page);
  const current = drawer.locator('[aria-current="step"]');
  // Five buttons, then the list, which is one stop.
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('Tab');
  await expect(current).toBeFocused();
  await page.keyboard.press('Home');
  await expect(steps.first()).toBeFocused();
  await expect(steps.first()).toHaveAttribute('aria-current', 'step');
  const before = await app.clock.textContent();
  await page.keyboard.press('End');
  await expect(steps.last()).toBeFocused();
  await expect(app.clock).not.toHaveText(before ?? '');
  await page.keyboard.press('ArrowUp');
  await expect(steps.last()).not.toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(app.button('Follow one connection')).toBeFocused();
});

test('the story belongs to its run: after a change there is none', async ({ page }) => {
  const app = await open(page);
  await app.button('Follow one connection').click();
  const drawer = drawerOf(page);
  await drawer.getByRole('button', { name: 'Any client' }).click();
  await expect(drawer.getByRole('status')).toContainText('of 2,000 that came');
  await app.enter('Servers', '5');
  await expect(drawer.getByRole('status')).toContainText('The run is replayed with one client followed');
  await expect(stepsOf(page)).toHaveCount(0);
});

for (const { colorScheme, ...size } of LOOKS) {
  test(`axe finds nothing in a story: ${colorScheme}, ${size.width} x ${size.height}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const app = await open(page);
    if (size.width < 600) await page.getByRole('tab', { name: 'Diagram' }).click();
    await app.button('Follow one connection').click();
    await drawerOf(page).getByRole('button', { name: 'One that fails' }).click();
    await expect(stepsOf(page).first()).toBeVisible();
    await expectAccessible(page);
    await expectNothingSideways(page);
  });
}
