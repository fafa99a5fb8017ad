import { expect, type Locator, type Page, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { LOOKS } from './support/looks.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { expectNothingSideways } from './support/sideways.ts';

/** The page that holds the model against measurements. */
class ValidationPage {
  readonly page: Page;
  readonly main: Locator;
  readonly table: Locator;
  readonly shown: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.table = page.getByRole('table', { name: 'Measured against predicted' });
    this.shown = this.main.getByRole('search').getByRole('status');
  }

  async isOpen(): Promise<void> {
    await expect(this.main.getByRole('heading', { name: 'Validation' })).toBeVisible();
    await expect(this.shown).toContainText(/^\d+ of \d+ quantities$/);
  }

  filter(label: string): Locator {
    return this.main.getByLabel(label, { exact: true });
  }

  /** The line of a quantity of a case. */
  row(id: string, quantity: string): Locator {
    return this.table
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: id, exact: true }) })
      .filter({ has: this.page.getByRole('cell', { name: quantity, exact: true }) });
  }

  /** How many lines there are, as the page says. */
  async count(): Promise<number> {
    return Number.parseInt((await this.shown.textContent()) ?? '', 10);
  }
}

test('the answer leads to what was measured, and a case opens as a scenario that undo takes back', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  const before = await app.scenarioText();
  await app.answer.getByRole('link', { name: 'How do you know?' }).click();
  const validation = new ValidationPage(page);
  await validation.isOpen();
  await expect(page).toHaveURL(/#validation$/);
  await expect(page).toHaveTitle('Validation · Fivetuple');
  await expect(validation.main).toContainText(/\d+ of \d+ quantities, measured or published, agree/);

  const row = validation.row('A03_dstips4', 'maxConcurrent');
  await expect(row).toContainText('4,000');
  await expect(row).toContainText('agrees');
  await row.getByRole('cell', { name: 'maxConcurrent' }).click();
  await expect(validation.main).toContainText('src=10.1.0.1 bind=2 dst=10.2.0.1 ndst=4');
  await validation.main.getByRole('button', { name: 'Open as scenario' }).click();

  await expect(page.getByText('Opened case A03_dstips4')).toBeVisible();
  await expect(app.sentence).toHaveText(/^No\. client ports .*run out at 4,000/i);
  await expect(page).toHaveURL(/\/$/);
  await app.button('Undo').click();
  expect(await app.scenarioText()).toBe(before);

  await test.step('the browser’s Back returns to the list as it was left', async () => {
    await page.goBack();
    await validation.isOpen();
    await expect(validation.main.getByRole('button', { name: 'Open as scenario' })).toBeVisible();
    await app.button('Back to the scenario').click();
    await expect(app.sentence).toBeVisible();
  });
});

test('filters, search and order', async ({ page }) => {
  await page.goto('./#validation');
  const validation = new ValidationPage(page);
  await validation.isOpen();
  const all = await validation.count();

  await validation.filter('Group').selectOption({ label: 'A\u2002connect() and its ports' });
  const ofGroup = await validation.count();
  expect(ofGroup).toBeLessThan(all);
  await expect(validation.table.getByRole('rowheader')).toHaveCount(ofGroup);

  await validation.filter('Group').selectOption('');
  await validation.filter('Verdict').selectOption('not reproduced');
  expect(await validation.count()).toBeLessThan(all);
  await validation.table.getByRole('rowheader').first().click();
  await expect(validation.main.getByText('Why not')).toBeVisible();
  await expect(validation.main.getByRole('button', { name: 'Open as scenario' })).toHaveCount(0);

  await validation.filter('Search').fill('nothing is called so');
  await expect(validation.main).toContainText('No quantity is like that.');
  await validation.main.getByRole('button', { name: 'Show all' }).click();
  expect(await validation.count()).toBe(all);

  await validation.table.getByRole('button', { name: 'Error' }).click();
  await expect(validation.filter('Order')).toHaveValue('error');
  await expect(validation.table.getByRole('columnheader', { name: 'Error' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  const errors = await validation.table.locator('tbody tr:first-child td:nth-child(7)').allTextContents();
  const sizes = errors
    .filter((text) => text.endsWith('%'))
    .map((text) => Math.abs(Number.parseFloat(text.replaceAll(/[^\d.]/g, ''))));
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
});

test('all of it by keyboard', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  const question = page.getByRole('combobox', { name: 'Question' });
  await app.button('More').press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('menuitem', { name: 'Validation' })).toBeFocused();
  await page.keyboard.press('Enter');
  const validation = new ValidationPage(page);
  await validation.isOpen();
  await expect(validation.main.getByRole('heading', { name: 'Validation' })).toBeFocused();
  await validation.filter('Search').press('c');
  await expect(validation.filter('Search')).toHaveValue('c');
  await validation.filter('Search').fill('A07_reserved maxConcurrent');
  await page.keyboard.press('Tab');
  await expect(validation.table.getByRole('button', { name: 'Error' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(validation.table.getByRole('button', { name: 'A07_reserved' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(validation.table.getByRole('button', { name: 'A07_reserved' })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(app.sentence).toBeVisible();
  await expect(question.getByRole('option', { name: 'A07_reserved' })).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(question.getByRole('option', { name: SMALL.name ?? '' })).toHaveCount(1);
});

test('the help names the page, and comparing leaves it', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.button('Help').click();
  await app.dialog('Help').getByRole('link', { name: 'Validation' }).click();
  await new ValidationPage(page).isOpen();
  await expect(app.dialog('Help')).toHaveCount(0);
  await app.button('Compare').click();
  await expect(page.getByRole('region', { name: 'Comparison of strategies' })).toBeVisible();
});

test('measurements that do not arrive are told, and fetched again', async ({ page }) => {
  let answers = 0;
  await page.route('**/validation.json', async (route) => {
    answers += 1;
    if (answers === 1) await route.fulfill({ status: 503, body: 'busy' });
    else await route.continue();
  });
  await page.goto('./#validation');
  await expect(page.getByRole('alert')).toContainText('validation.json: 503');
  await page.getByRole('button', { name: 'Try again' }).click();
  await new ValidationPage(page).isOpen();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

for (const width of [320, 820, 1024, 1200]) {
  test(`nothing is wider than the page at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('./#validation');
    const validation = new ValidationPage(page);
    await validation.isOpen();
    await validation.main.getByRole('button', { name: 'A01_plain_1x1' }).first().click();
    await expectNothingSideways(page);
  });
}

for (const { colorScheme, width } of LOOKS) {
  test(`axe finds nothing: ${colorScheme}, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await page.goto('./#validation');
    const validation = new ValidationPage(page);
    await validation.isOpen();
    // One group has every verdict, and axe takes its time for each line.
    await validation.filter('Group').selectOption('B');
    await validation.main.getByRole('button', { name: 'B06_tw_duration' }).click();
    await validation.main.getByText('The rules to the letter').click();
    await expectAccessible(page);
    await expectNothingSideways(page);
  });
}
