import { expect, test } from '@playwright/test';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { AppPage } from './support/app-page.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

const CLIENTS = {
  name: 'browsers',
  count: 2000,
  arrivals: { pattern: 'population', rampUp: '1m' },
  session: { lifetime: { distribution: 'deterministic', value: '1h' }, heartbeat: '90s' },
} as const;

/** A NAT that has forgotten each connection before its next heartbeat. */
const FORGETFUL: ScenarioFile = {
  ...SMALL,
  clients: [CLIENTS],
  path: [
    {
      name: 'nat',
      mode: 'snat',
      gateway: true,
      snat: { ports: '20000-29999' },
      flowTable: { established: '1m' },
    },
  ],
};

/** One address dials a server that has not descriptors enough. */
const WAITING: ScenarioFile = {
  ...SMALL,
  clients: [{ ...CLIENTS, addresses: 1, ports: '20000-22999', connectTimeout: '1h' }],
  path: [],
  backends: { name: 'servers', count: 1, fileDescriptors: 1000, backlog: 500 },
};

test('idle connections that a NAT has forgotten are told of, and have lines', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(FORGETFUL));
  await app.runIsComplete();
  await expect(app.answer).toContainText(/The nat forgot an idle connection [\d,]+ times: [\d,]+ were reset/);
  const chart = page.getByRole('figure').filter({ hasText: 'Concurrent connections' });
  await expect(chart).toContainText(/clients believe: peak [\d,]+ at/);
  await chart.getByText('Data', { exact: false }).first().click();
  for (const name of ['clients believe', 'forgotten', 'one end left'])
    await expect(chart.getByRole('columnheader', { name })).toBeVisible();
});

test('connections that wait to be accepted are told of, and what the search for ports costs', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open(await linkTo(WAITING));
  await app.runIsComplete();
  await expect(app.answer).toContainText(
    'Clients saw up to 1,501 open connections; at least 501 of them still waited to be accepted.',
  );
  await app.ladder.getByRole('button', { name: 'browsers client ports' }).click();
  await expect(app.ladder).toContainText(/Port search in the run\s*connect\(\) looked at [\d,.]+ ports/);
});

test('nothing of the kind is said where there is nothing of the kind', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.runIsComplete();
  await expect(app.answer).not.toContainText(/forgot|waited/);
  const chart = page.getByRole('figure').filter({ hasText: 'Concurrent connections' });
  await expect(chart).not.toContainText('clients believe');
});
