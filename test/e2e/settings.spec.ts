import { expect, type Page, test } from '@playwright/test';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

/** Two populations that can share hosts, a router before a NAT. */
const FIREWALLED: ScenarioFile = {
  ...SMALL,
  clients: [
    { name: 'web', count: 20, session: { heartbeat: '1m' } },
    { name: 'jobs', count: 10 },
  ],
  path: [
    { name: 'wall', mode: 'router' },
    { name: 'edge', mode: 'snat', balance: 'random' },
  ],
};

async function settingsOf(page: Page) {
  const app = new AppPage(page);
  await app.open(await linkTo(FIREWALLED));
  await app.button('All settings').click();
  const dialog = app.dialog('All settings');
  const group = (name: RegExp) => dialog.getByRole('group', { name });
  return { app, dialog, group };
}

test('flags are set with the keyboard, take along what they contradict, and are reset', async ({ page }) => {
  const { app, dialog, group } = await settingsOf(page);
  const edge = group(/^Hop 2: edge/);
  const gateway = edge.getByRole('checkbox', { name: 'Gateway' });

  await test.step('a gateway picks nothing', async () => {
    await expect(edge.getByLabel('Balance', { exact: true })).toHaveValue('random');
    await gateway.focus();
    await page.keyboard.press('Space');
    await expect(gateway).toBeChecked();
    await expect(gateway).toBeFocused();
    await expect(edge.getByRole('alert')).toHaveCount(0);
    await expect(edge.getByLabel('Balance', { exact: true })).toHaveCount(0);
  });

  await test.step('corner cases are folded away; a flag of theirs says what it is and goes back', async () => {
    const loose = edge.getByRole('checkbox', { name: 'Picks up old flows' });
    await expect(loose).toBeHidden();
    await edge.getByText('Kernel timers and corner cases').press('Enter');
    await expect(loose).toBeChecked();
    await expect(loose).toHaveAccessibleDescription(/nf_conntrack_tcp_loose/);
    await edge.getByText('Picks up old flows').click();
    await expect(loose).not.toBeChecked();
    await expect(edge.getByLabel('Packets without entry', { exact: true })).toBeVisible();
    await edge.getByRole('button', { name: 'Reset Picks up old flows to on' }).click();
    await expect(loose).toBeChecked();
    await expect(edge.getByLabel('Packets without entry', { exact: true })).toHaveCount(0);
  });

  await test.step('a router becomes a firewall and stays one', async () => {
    const wall = group(/^Hop 1: wall/);
    const tracks = wall.getByRole('checkbox', { name: 'Tracks flows' });
    await expect(wall.getByLabel('Flow table', { exact: true })).toHaveCount(0);
    await tracks.check();
    const entries = wall.getByLabel('Flow table', { exact: true });
    await entries.fill('1000');
    await entries.press('Enter');
    await wall.getByRole('button', { name: 'Reset Flow table to 262144' }).click();
    await expect(entries).toHaveValue('262,144');
    await expect(tracks).toBeChecked();
  });

  await test.step('a population runs on the hosts of an earlier one', async () => {
    const jobs = group(/^Clients: jobs/);
    await jobs.getByLabel('Runs on the hosts of', { exact: true }).selectOption('web');
    await expect(jobs.getByLabel('Client addresses', { exact: true })).toHaveCount(0);
    await expect(group(/^Clients: web/).getByLabel('Runs on the hosts of')).toHaveCount(0);
  });

  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Close' }).click();
  const file = JSON.parse(await app.scenarioText()) as ScenarioFile;
  expect(file.clients[1]).toEqual({ name: 'jobs', count: 10, addressesOf: 'web' });
  expect(file.path).toEqual([
    { name: 'wall', mode: 'router', flowTable: {} },
    { name: 'edge', mode: 'snat', gateway: true },
  ]);
});

test('a trace is reviewed before it is applied, a bad one changes nothing, and undo takes it back', async ({
  page,
}) => {
  const { app, dialog, group } = await settingsOf(page);
  const web = group(/^Clients: web/);
  const area = web.getByLabel('Paste it, or drop a file here');
  const apply = web.getByRole('button', { name: 'Apply' });
  await web.getByText('Import from CSV').press('Enter');

  await test.step('the first fault has its line and column', async () => {
    await area.fill('time (min),rate (/min)\n0,60\n30,often');
    await expect(area).toHaveAccessibleDescription(/^Line 3, column 4: "often" is not a rate/);
    await expect(apply).toBeDisabled();
    await expectAccessible(page);
  });

  await test.step('a good one says what it is, and becomes the profile', async () => {
    await area.fill('time (min),rate (/min)\n0,60\n30,120');
    await expect(area).toHaveAccessibleDescription(/2 rows .*numbers in \/min.*highest rate 2\/s at 30m/s);
    await web.getByLabel('Begins anew every day').check();
    await apply.press('Enter');
    await expect(web.getByLabel('Begins anew every', { exact: true })).toHaveValue('1d');
    await expect(web.getByText('Import from CSV')).toBeFocused();
  });

  await test.step('a histogram of lifetimes comes from a file', async () => {
    await web.getByText('Import from CSV').press('Enter');
    await web.getByLabel('What the table is').selectOption('Lifetimes');
    const buffer = Buffer.from('up_to,count\n10s,5\n1m,3\n');
    await web.getByLabel('CSV file').setInputFiles({ name: 'l.csv', mimeType: 'text/csv', buffer });
    await expect(area).toHaveAccessibleDescription(/8 connections in 2 bins up to 1m/);
    await apply.click();
    await expect(page.getByText('Lifetimes: 2 rows')).toBeAttached();
  });

  await dialog.getByRole('button', { name: 'Close' }).click();
  await app.button('Undo').click();
  await app.button('Undo').click();
  await expect(app.field('Clients')).toHaveValue('20');
});

test('events are added and taken out with the keyboard, and undo brings them back', async ({ page }) => {
  const { app, dialog, group } = await settingsOf(page);
  const timeline = group(/^Timeline/);
  const add = timeline.getByRole('button', { name: 'Add event' });

  await test.step('a new event is valid, and its time has the focus', async () => {
    await add.press('Enter');
    const event = group(/^Event 1: restart of backends/);
    await expect(event.getByLabel('At', { exact: true })).toBeFocused();
    await expect(event.getByRole('alert')).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('another action of another target comes after it', async () => {
    await timeline.getByLabel('New event').selectOption('disconnect');
    await timeline.getByLabel('Of', { exact: true }).selectOption('web');
    await add.press('Enter');
    await expect(group(/^Event 2: disconnect of 50 % of web/)).toBeVisible();
  });

  await test.step('the first one goes, the focus stays on the timeline', async () => {
    await group(/^Event 1/)
      .getByRole('button', { name: 'Remove event' })
      .press('Enter');
    await expect(group(/^Event 1: disconnect/)).toBeVisible();
    await expect(group(/^Event 2/)).toHaveCount(0);
    await expect(add).toBeFocused();
  });

  await test.step('undo brings it back', async () => {
    await dialog.getByRole('button', { name: 'Close' }).click();
    await app.button('Undo').click();
    await app.button('All settings').click();
    await expect(group(/^Event 2: disconnect/)).toBeVisible();
  });
});
