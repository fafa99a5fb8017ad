import { expect, type Locator, type Page, test } from '@playwright/test';
import { junitXml } from '../../src/cli/junit-xml.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

/** A run of a blink, so that ten of them take a second. */
const BLINK: ScenarioFile = {
  ...SMALL,
  duration: '4m',
  clients: [{ ...SMALL.clients[0], count: 300 }],
  path: [
    {
      name: 'edge',
      mode: 'snat',
      snat: { ports: '10001-10150', scope: 'source', selection: 'random', hold: '5s' },
    },
  ],
  targets: { concurrent: 300 },
};
/** One that is still going when somebody has changed their mind. */
const LONG: ScenarioFile = { ...SMALL, duration: '30m' };

const repeatButton = (page: Page): Locator => page.getByRole('button', { name: 'Repeat under other seeds' });

async function openDone(page: Page, file: ScenarioFile = BLINK): Promise<AppPage> {
  const app = new AppPage(page);
  await app.open(await linkTo(file));
  await app.runIsComplete();
  return app;
}

test.describe('repeated runs', () => {
  test('say how many there were, and the intervals of blocking and of the peak', async ({ page }) => {
    const app = await openDone(page);
    await expect(app.answer).toContainText(/seed 7, 1 run\./);
    await repeatButton(page).focus();
    await page.keyboard.press('Enter');
    await expect(app.answer).toContainText(
      /10 runs: blocking [\d.]+\s% to [\d.]+\s%, peak \d+( to \d+)? \(95\s% intervals/,
      { timeout: 60_000 },
    );
    // The focus is still on the button, which now adds to them.
    const more = page.getByRole('button', { name: '10 more runs' });
    await expect(more).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(app.answer).toContainText(/20 runs: blocking/, { timeout: 60_000 });
    await expectAccessible(page);
  });

  test('are marked when the scenario changes, and begin anew', async ({ page }) => {
    const app = await openDone(page);
    await repeatButton(page).click();
    await expect(app.answer).toContainText(/10 runs: blocking/, { timeout: 60_000 });
    await app.enter('Clients', '310');
    await expect(app.answer).toContainText(/Before the change, 10 runs: blocking/);
    await repeatButton(page).click();
    await expect(app.answer).toContainText(/10 runs: blocking/, { timeout: 60_000 });
    await expect(app.answer).not.toContainText('Before the change');
  });

  test('can be cancelled, and end with the scenario that they belong to', async ({ page }) => {
    const app = await openDone(page, LONG);
    await repeatButton(page).click();
    await expect(page.getByRole('progressbar', { name: 'Repeated runs' })).toBeVisible();
    await app.answer.getByRole('button', { name: 'Cancel' }).click();
    await expect(repeatButton(page)).toBeVisible();
    await repeatButton(page).click();
    await app.enter('Clients', '100');
    await app.runIsComplete();
    await expect(repeatButton(page)).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Repeated runs' })).toHaveCount(0);
  });
});

test.describe('what moves the answer most', () => {
  const fold = (page: Page): Locator => page.locator('details.sensitivity');
  const bars = (page: Page): Locator => fold(page).locator('.tornado-bar');

  async function openFold(page: Page): Promise<void> {
    await fold(page).locator('summary').first().focus();
    await page.keyboard.press('Enter');
    await expect(bars(page).first()).toBeVisible();
  }

  test('follows a slider, and is a table too', async ({ page }) => {
    const app = await openDone(page);
    await openFold(page);
    await expect(bars(page).first()).toContainText(/edge instances.*2 →/);
    await expect(bars(page).filter({ hasText: 'browsers count' })).toContainText(/240 → .*360 → /);
    await app.enter('Clients', '500');
    await expect(bars(page).filter({ hasText: 'browsers count' })).toContainText(/400 → .*600 → /);
    await fold(page).getByText('As a table').click();
    const row = fold(page).getByRole('row').filter({ hasText: 'browsers count' });
    await expect(row.getByRole('rowheader')).toHaveText(/browsers count\s+500/);
    await expect(row.getByRole('cell')).toHaveText([/^400\s+-?[\d.]+\s%$/, /^600\s+-?[\d.]+\s%$/]);
    await test.step('of what nothing of it is known', async () => {
      await fold(page).getByRole('combobox').selectOption('blocking');
      await expect(fold(page)).toContainText('No theory of blocking fits this scenario');
      await fold(page).getByRole('combobox').selectOption('capacity');
      await expect(bars(page).filter({ hasText: 'browsers count' })).toHaveCount(0);
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`is accessible, simulated on a phone, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 390, height: 844 });
      await openDone(page);
      await openFold(page);
      await fold(page).getByRole('button', { name: 'Simulate these inputs' }).click();
      const simulated = page.getByRole('region', { name: 'Simulated inputs' });
      await expect(simulated).toContainText('1 run each, all under the same seed', { timeout: 60_000 });
      await expect(simulated.locator('.tornado-bar').first()).toBeVisible();
      await fold(page).getByText('As a table').first().click();
      await expectAccessible(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBe(390);
    });
  }
});

test('a browser reads the report of the gate as XML, whatever names are in it', async ({ page }) => {
  const name = `<b> & "quoted" 'twice' \u0001 ]]> \ud800 é\n`;
  const message = 'missed: 1 < 2 & more';
  const xml = junitXml('fivetuple assert', [
    {
      name,
      cases: [
        {
          name,
          className: name,
          sec: 1,
          output: message,
          result: { kind: 'failed', type: 'missed', message },
        },
        { name: 'blocking', className: name, sec: 0, output: '', result: { kind: 'skipped', message } },
      ],
    },
  ]);
  const read = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'application/xml');
    const attributes = (selector: string): Record<string, string> =>
      Object.fromEntries(
        [...(root.querySelector(selector)?.attributes ?? [])].map((each) => [each.name, each.value]),
      );
    return {
      error: root.querySelector('parsererror')?.textContent ?? null,
      children: [...(root.querySelector('testsuite')?.children ?? [])].map(({ tagName }) => tagName),
      suites: attributes('testsuites'),
      suite: attributes('testsuite'),
      failure: root.querySelector('failure')?.textContent,
      skipped: attributes('skipped'),
    };
  }, xml);
  expect(read).toEqual({
    error: null,
    children: ['testcase', 'testcase'],
    suites: { name: 'fivetuple assert', tests: '2', failures: '1', errors: '0', time: '1.000' },
    suite: {
      name: `<b> & "quoted" 'twice' \ufffd ]]> \ufffd é\n`,
      tests: '2',
      failures: '1',
      errors: '0',
      skipped: '1',
      time: '1.000',
    },
    failure: message,
    skipped: { message },
  });
});
