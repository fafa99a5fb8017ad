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
