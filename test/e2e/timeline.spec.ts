import { expect, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';

test('a scale-out: the answer tells the balance, and the chart draws it', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/scale-out');
  await app.runIsComplete();
  await expect(app.answer).toContainText('The servers: 4 at first, 6 from 20 m on');
  await expect(app.answer).toContainText('The busiest of 6 servers carried 1.50 times the mean at 20 m');
  const load = page.getByRole('figure').filter({ hasText: 'Load per backend' });
  await load.getByRole('combobox').selectOption({ label: 'balance' });
  const chart = page.getByRole('figure').filter({ hasText: 'max/mean' });
  await chart.getByText('Data').click();
  await expect(chart.getByRole('table')).toContainText('max/mean');
});

test('an event is edited in the settings, and an age limit brings its spread along', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/reconnect-every-half-hour');
  await app.runIsComplete();
  await app.button('All settings').click();
  const settings = app.dialog('All settings');
  const servers = settings.getByRole('group', { name: 'Servers: servers' });
  await expect(servers.getByRole('textbox', { name: 'Closed at the age of' })).toHaveValue('30m');
  const spread = servers.getByRole('textbox', { name: 'Spread of the age' });
  await expect(spread).toBeVisible();

  await test.step('without an age limit there is nothing to spread', async () => {
    const age = servers.getByRole('textbox', { name: 'Closed at the age of' });
    await age.fill('none');
    await age.press('Enter');
    await expect(spread).toBeHidden();
    await age.fill('10m');
    await age.press('Enter');
    await expect(spread).toBeVisible();
  });

  await page.keyboard.press('Escape');
  await app.open('#example/rolling-deploy');
  await app.button('All settings').click();
  const event = settings.getByRole('group', { name: /^Event 1:/ });
  const drain = event.getByRole('textbox', { name: /[Dd]rain/ });
  await drain.fill('1m');
  await drain.press('Enter');
  await expect(drain).toHaveValue('1m');
});

test('shows how long connections last and whom a drain cuts, by pointer, by keyboard and as a table', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open('#example/rolling-deploy');
  await app.runIsComplete();
  await expect(app.answer).toContainText(/A user is disconnected 5\.\d+ times an hour: .* by restart\./);
  await expect(app.answer).toContainText(/Left alone, 96\.8\s% of the connections would outlast/);
  const lives = page.getByRole('figure').filter({ hasText: 'survival curve' });
  await expect(lives.locator('.age-legend')).toContainText(
    /still open 50 %.*without the timeline 59 %.*closed form 59 %/,
  );
  await page.getByRole('combobox', { name: 'Lifetimes of' }).selectOption({ index: 1 });
  const drain = page.getByRole('figure').filter({ hasText: 'drain curve' });
  await expect(drain.locator('.age-legend')).toContainText('after 30 s');
  const reader = drain.getByRole('slider');
  await reader.focus();
  await page.keyboard.press('End');
  await expect(reader).toHaveAttribute('aria-valuetext', /^\d+ hours?.*: still open 0/);
  await drain.getByText('Data').click();
  await expect(drain.getByRole('row').first()).toHaveText(/after.*still open.*closed form, settled/);
  const download = page.waitForEvent('download');
  await drain.getByRole('button', { name: 'Save every age as CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^drain-.*\.csv$/);
});
