import { expect, type Locator, type Page, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

/** The mode Plan, by the names on it. */
class PlanPage {
  readonly region: Locator;
  readonly sentence: Locator;
  readonly ways: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('region', { name: 'Plan', exact: true });
    this.sentence = this.region.locator('.plan-answer');
    this.ways = this.region.getByRole('list', { name: 'Ways, cheapest first' });
  }

  way(title: string): Locator {
    return this.ways.getByRole('listitem', { name: title, exact: true });
  }

  /** What simulations say of a way. */
  standing(title: string): Locator {
    return this.way(title).locator('.plan-standing');
  }
}

const ADDRESSES = 'More source addresses at the edge';

test('the question has seven ways at once, and the cheapest is two addresses', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await page.keyboard.press('p');
  const plan = new PlanPage(page);
  await expect(plan.sentence).toHaveText(
    'With 2 source addresses at the edge it carries 100,000: the cheapest of 7 ways, at a cost of 3.',
  );
  await expect(plan.ways.getByRole('button', { name: /^Use this/ })).toHaveCount(7);
  await expect(plan.way(ADDRESSES)).toContainText('source addresses at the edge: 1 → to 2');
  await expect(plan.way(ADDRESSES)).toContainText(
    'Binds next: the SNAT ports at the edge at 122,268 (18 % free)',
  );
  await app.enter('Connections', '1M');
  await expect(plan.sentence).toContainText('it carries 1,000,000');
  await page.keyboard.press('Control+z');
  await app.button('Plan').click();
  await expect(plan.region).toHaveCount(0);
  await expect(app.sentence).toBeVisible();
});

test('simulations verify a plan; using it changes the file, and undo takes it back', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.button('Plan').click();
  const plan = new PlanPage(page);
  await expect(plan.standing(ADDRESSES)).toHaveText(/verified by simulation \(5 runs\)/, { timeout: 60_000 });
  await expect(plan.way(ADDRESSES)).toContainText(
    /2,000 connections at the same time: 2,000 \(95 % interval, 5 runs\); all of the interval reaches 99 % of the 1,946/,
  );
  await plan.way(ADDRESSES).getByText('In the file').click();
  await expect(plan.way(ADDRESSES)).toContainText('path.0.snat.addresses = 3');
  await plan
    .way(ADDRESSES)
    .getByRole('button', { name: /^Use this/ })
    .focus();
  await page.keyboard.press('Enter');
  await expect(plan.region).toHaveCount(0);
  await expect(app.sentence).toHaveText(/^Yes\./);
  await expect(app.field('SNAT addresses')).toHaveValue('3');
  await app.button('Undo').click();
  await expect(app.field('SNAT addresses')).toHaveValue('1');
});

test('costs rank the ways; where nothing may be changed, the limit and the nearest target are named', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.button('Plan').click();
  const plan = new PlanPage(page);
  await expect(plan.way(ADDRESSES)).toBeVisible();
  await plan.region.getByText('What changes cost').click();
  await app.enter('A SNAT address', 'never');
  await expect(plan.way(ADDRESSES)).toHaveCount(0);
  await app.enter('A setting touched', 'never');
  await expect(plan.sentence).toHaveText(
    /^No plan meets the targets\. The SNAT ports at the edge \(857 of 2,000\) stand in the way\. The nearest target with a plan: 857 connections\.$/,
  );
  await expect(plan.region.getByRole('region', { name: 'Ways that do not get there' })).toContainText(
    'not to be changed',
  );
  await app.enter('A setting touched', '-1');
  await expect(app.field('A setting touched')).toHaveAttribute('aria-invalid', 'true');
});

test('axe finds nothing in light and in dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.button('Plan').click();
  const plan = new PlanPage(page);
  await expect(plan.standing(ADDRESSES)).toContainText('verified', { timeout: 60_000 });
  await plan.region.getByText('What changes cost').click();
  await plan.way(ADDRESSES).getByText('In the file').click();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(page);
});
