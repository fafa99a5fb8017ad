import { expect, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { LOOKS } from './support/looks.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { expectNothingSideways } from './support/sideways.ts';

test('a preset fills the fields of a hop, each says where its value comes from, and the file keeps the choice', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open();
  await app.button('All settings').click();
  const hop = app.dialog('All settings').getByRole('group', { name: /^Hop 1/ });
  const preset = hop.getByLabel('Preset', { exact: true });
  const idle = hop.getByLabel('Entry idle timeout', { exact: true });

  await test.step('a product that does not take so many machines says so, and nothing changes', async () => {
    await preset.selectOption({ label: 'Azure load balancer, default outbound' });
    await expect(hop.getByRole('alert')).toContainText('a pool of 100000 machines has no default allocation');
    await expect(preset).toHaveValue('');
  });

  await test.step('the values are the preset’s, with source and confidence', async () => {
    await preset.selectOption({ label: 'AWS NAT gateway' });
    await expect(hop.getByRole('alert')).toHaveCount(0);
    await expect(hop.getByLabel('SNAT ports', { exact: true })).toHaveValue('1024-56023');
    await expect(idle).toHaveValue('350s');
    await idle.focus();
    const note = hop.locator('[data-path="path.0.flowTable.established"] .field-what').first();
    await expect(note).toBeVisible();
    await expect(note).toContainText(/From preset AWS NAT gateway: .*\(verified\)/);
  });

  await test.step('a value of one’s own wins, and a reset goes back to the preset’s', async () => {
    await idle.fill('1h');
    await idle.press('Enter');
    await expect(idle).toHaveValue('1h');
    await hop.getByRole('button', { name: 'Reset Entry idle timeout to 350s' }).click();
    await expect(idle).toHaveValue('350s');
  });

  await test.step('a preset of another mode takes the hop there', async () => {
    await preset.selectOption({ label: 'HAProxy' });
    await expect(hop.getByLabel('Memory a connection', { exact: true })).toHaveValue('40424B');
    await app.dialog('All settings').getByRole('button', { name: 'Close' }).click();
    await expect(app.strategy('Proxy')).toBeChecked();
  });

  const { text } = await app.exported();
  const file = JSON.parse(text) as { path: { preset?: string; snat?: unknown }[] };
  expect(file.path[0]?.preset).toBe('haproxy');
  expect(file.path[0]?.snat).toBeUndefined();
});

test('under the picker stands all that the preset sets, with its source, and what the file has instead', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.button('All settings').click();
  const settings = app.dialog('All settings');
  const hop = settings.getByRole('group', { name: /^Hop 1/ });
  const ofField = (path: string) => hop.locator(`.preset-contents [data-path="path.0.${path}"]`);
  await expect(hop.getByText('What it sets')).toHaveCount(0);
  await hop.getByLabel('Preset', { exact: true }).selectOption({ label: 'AWS NAT gateway' });
  await hop.getByText('What it sets: 9 values', { exact: true }).click();

  await test.step('a value, where it is written, and what its confidence means', async () => {
    const idle = ofField('flowTable.established');
    await expect(idle).toContainText('Entry idle timeout');
    await expect(idle).toContainText('350s');
    await expect(idle.getByRole('link')).toHaveAttribute('href', /^https:\/\/docs\.aws\.amazon\.com\//);
    await idle.getByRole('button', { name: 'verified' }).focus();
    await expect(idle.getByRole('tooltip')).toBeVisible();
    await expect(idle.getByRole('tooltip')).toContainText('the vendor’s own documentation');
    await hop.getByText('What it sets').focus();
    await expect(idle.getByRole('tooltip')).toBeHidden();
  });

  await test.step('values of one’s own are marked, and go back one by one or together', async () => {
    const fields = [
      ['Entry idle timeout', '1h'],
      ['SNAT ports', '2000-3000'],
      ['Hold after close', '5s'],
    ] as const;
    for (const [label, text] of fields) {
      await hop.getByLabel(label, { exact: true }).fill(text);
      await hop.getByLabel(label, { exact: true }).press('Enter');
    }
    await expect(hop.getByText('What it sets: 9 values, 3 changed by you')).toBeVisible();
    await expect(ofField('flowTable.established')).toHaveAttribute('data-state', 'yours');
    await expect(ofField('flowTable.established')).toContainText('1h');
    await ofField('flowTable.established')
      .getByRole('button', { name: 'Return Entry idle timeout' })
      .press('Enter');
    await expect(hop.getByLabel('Entry idle timeout', { exact: true })).toHaveValue('350s');
    await test.step('axe', () => expectAccessible(page));
    await hop.getByRole('button', { name: 'Return all 2 to the preset' }).click();
    await expect(hop.getByText('What it sets: 9 values', { exact: true })).toBeVisible();
    await expect(hop.getByLabel('SNAT ports', { exact: true })).toHaveValue('1024-56023');
  });

  await hop.getByRole('link', { name: 'More about AWS NAT gateway' }).click();
  await expect(settings).toHaveCount(0);
  await expect(page).toHaveURL(/#presets\/aws-nat-gateway$/);
  await expect(page.getByRole('main')).toContainText('In use at hop 1: edge');
  await expect(page.getByRole('banner')).toBeInViewport({ ratio: 1 });
});

test('the library: search, a product, its sources, and the way into the scenario and back', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  const before = await app.scenarioText();
  await app.choose('Presets');
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'Presets' })).toBeFocused();
  await expect(page).toHaveTitle('Presets · Fivetuple');
  const shown = main.getByRole('search').getByRole('status');
  await expect(shown).toHaveText(/^(\d+) of \1 presets$/);

  await main.getByLabel('Family').selectOption({ label: 'Proxies' });
  await expect(main.getByRole('heading', { level: 3 })).toHaveText(['Proxies']);
  await main.getByLabel('Search').fill('no free ports');
  await expect(shown).toHaveText(/^1 of /);
  await main.getByText('HAProxy', { exact: true }).click();
  const table = main.getByRole('table', { name: 'What HAProxy sets' });
  await expect(table.getByRole('row').filter({ hasText: 'snat.ports' })).toContainText('32768-60999');

  await main.getByRole('button', { name: 'Use it at hop 1: edge' }).press('Enter');
  await expect(app.strategy('Proxy')).toBeChecked();
  await expect(page.getByText('HAProxy at hop 1: edge')).toBeVisible();
  await app.button('Undo').click();
  expect(await app.scenarioText()).toBe(before);

  await test.step('a product that does not fit says why, and the scenario stays', async () => {
    await page.goto('./#presets/azure-load-balancer-outbound-default');
    await main.getByRole('button', { name: /^Use it at hop 1/ }).click();
    await expect(main.getByRole('alert')).toContainText('a pool of 2000 machines has no default allocation');
    await app.button('Back to the scenario').click();
    expect(await app.scenarioText()).toBe(before);
  });
});

test('a failure shows in the words of the product: answer, ladder, chart and diagram', async ({ page }) => {
  const app = new AppPage(page);
  const [edge] = Array.isArray(SMALL.path) ? SMALL.path : [];
  const hop = { ...edge, preset: 'f5-snat' };
  await app.open(await linkTo({ ...SMALL, path: [hop] }));
  await app.runIsComplete();
  await expect(app.answer).toContainText('First failure: Inet port exhaustion.');
  await expect(app.answer).toContainText('ltm log 01010201:2 "Inet port exhaustion on');
  await app.ladder.getByRole('button', { name: 'edge SNAT ports' }).click();
  await expect(app.ladder).toContainText(/How it shows.*F5.*01010201:2.*verified/);
  const failures = page.getByRole('figure').filter({ hasText: 'Failures by cause' });
  await failures.getByText('Data of Failures by cause').click();
  await expect(page.getByRole('columnheader', { name: /Inet port exhaustion/ })).toBeVisible();
});

for (const { colorScheme, width } of LOOKS) {
  test(`axe finds nothing in the library: ${colorScheme}, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await page.goto('./#presets/haproxy');
    await expect(page.getByRole('table', { name: 'What HAProxy sets' })).toBeVisible();
    await expectAccessible(page);
    await expectNothingSideways(page);
  });
}
