import { expect, test } from '@playwright/test';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { AppPage } from './support/app-page.ts';
import { linkTo } from './support/scenario-files.ts';

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

/** Two thousand clients with a ping every 20 s, and no event. */
const QUIET: ScenarioFile = {
  fivetuple: 1,
  name: 'Who notices a failover?',
  duration: '10m',
  clients: [
    {
      name: 'browsers',
      count: 2000,
      arrivals: { pattern: 'population', rampUp: '1m' },
      session: { lifetime: { distribution: 'deterministic', value: '1h' }, heartbeat: '20s' },
    },
  ],
  path: [{ name: 'edge', mode: 'proxy' }],
  backends: { name: 'servers', count: 4 },
  targets: { concurrent: 2000 },
};

test('a failover that is added in the settings is on the charts and in the answer; a mirror takes it out', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open(await linkTo(QUIET));
  await app.runIsComplete();
  const settings = app.dialog('All settings');
  const chart = page.getByRole('figure').filter({ hasText: 'Concurrent connections' });
  const times = page.getByRole('group', { name: 'Time of the run' }).getByRole('listitem');
  await expect(times).toHaveCount(0);

  await test.step('without mirrored state all are cut at their next ping', async () => {
    await app.button('All settings').click();
    const timeline = settings.getByRole('group', { name: /^Timeline/ });
    await timeline.getByLabel('New event').selectOption('failover');
    await timeline.getByRole('button', { name: 'Add event' }).click();
    const event = settings.getByRole('group', { name: /^Event 1: failover of edge, not mirrored/ });
    const at = event.getByLabel('At', { exact: true });
    await at.fill('5m');
    await at.press('Enter');
    await settings.getByRole('button', { name: 'Close' }).click();
    await expect(app.answer).toContainText(
      '2,000 connections were lost and nobody was told: 2,000 were reset at their next packet.',
    );
    await expect(times).toHaveText(['failover of edge, not mirrored at 5 m']);
    await chart.getByText('Data').click();
    await expect(chart.getByRole('columnheader', { name: 'forgotten' })).toBeVisible();
  });

  await test.step('with it nobody notices', async () => {
    await app.button('All settings').click();
    const mirrored = settings
      .getByRole('group', { name: /^Event 1:/ })
      .getByLabel('Mirrored', { exact: true });
    await mirrored.fill('100 %');
    await mirrored.press('Enter');
    await settings.getByRole('button', { name: 'Close' }).click();
    await expect(times).toHaveText(['failover of edge, mirrored at 5 m']);
    await app.runIsComplete();
    await expect(app.answer).not.toContainText('lost');
    await expect(chart.getByRole('columnheader', { name: 'forgotten' })).toHaveCount(0);
  });
});
