import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { AppPage, tabTo } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { LOOKS } from './support/looks.ts';
import { expectNothingSideways } from './support/sideways.ts';

type Results = Record<string, Record<string, Record<string, string>>>;

/** What a unit test reads from the runs. */
const RESULTS = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../src/analysis/gallery/results.json', import.meta.url)), 'utf8'),
) as Results;
const QUESTIONS = Object.keys(RESULTS).length;
const NO_SNAT = 'What stops 300k WebSockets when the balancer does not SNAT?';
const OFFICE = 'Why do 40k WebSockets from one office stop at 28,232?';

const card = (page: Page, question: string): Locator => page.getByRole('article', { name: question });
const tour = (page: Page, step: string): Locator => page.getByRole('dialog', { name: step, exact: true });

test('the gallery: search, groups, claims with their verdicts, and what the runs give', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await app.choose('Gallery');
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'Gallery' })).toBeFocused();
  await expect(page).toHaveTitle('Gallery · Fivetuple');
  const shown = main.getByRole('search').getByRole('status');
  await expect(shown).toHaveText(/^(\d+) of \1 questions$/);
  await expect(main.getByRole('article')).toHaveCount(QUESTIONS);

  await test.step('ten claims, each with a verdict', async () => {
    await main.getByLabel('Group').selectOption({ label: 'The ten claims' });
    await expect(main.getByRole('article')).toHaveCount(10);
    await expect(main.getByText(/^. (Confirmed|Bounded|Corrected)\.$/)).toHaveCount(10);
  });

  await test.step('what a search finds, and what it does not', async () => {
    await main.getByLabel('Search').fill('flow table default route');
    await expect(shown).toHaveText(/^1 of /);
    await expect(main.getByRole('article')).toContainText('Don’t SNAT');
    await main.getByLabel('Search').fill('carrier pigeon');
    await expect(main.getByText('No question is like that.')).toBeVisible();
    await app.button('Show all').click();
    await expect(main.getByRole('article')).toHaveCount(QUESTIONS);
  });

  await test.step('a term is explained where it comes first', async () => {
    const term = card(page, NO_SNAT).getByRole('button', { name: 'flow table', exact: true });
    await term.focus();
    await expect(card(page, NO_SNAT).getByRole('tooltip').filter({ hasText: 'flow table.' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(card(page, NO_SNAT).getByRole('tooltip').filter({ hasText: 'flow table.' })).toBeHidden();
  });

  await test.step('an address of its own for each question', async () => {
    await card(page, OFFICE).getByRole('link', { name: OFFICE }).click();
    await expect(page).toHaveURL(/#gallery\/one-office-address$/);
    await expect(page.getByRole('heading', { name: OFFICE })).toBeFocused();
    await expect(page.getByRole('heading', { name: OFFICE })).toBeInViewport();
    await expect(page.getByRole('banner')).toBeInViewport({ ratio: 1 });
  });
});

test('a question opens with one press, gives the number that was shown, and says what to watch', async ({
  page,
}) => {
  const app = new AppPage(page);
  await page.goto('./#gallery/one-office-address');
  const peak = RESULTS['one-office-address']!['as-it-is']!['connections']!;
  const results = card(page, OFFICE).getByRole('region', { name: `What the runs give: ${OFFICE}` });
  await expect(results.getByRole('row', { name: /^Connections, at the peak/ })).toContainText(peak);
  await card(page, OFFICE).getByRole('button', { name: 'Open it' }).press('Enter');
  await expect(page).toHaveURL(/\/$/);
  await app.runIsComplete();
  await expect(app.answer).toContainText(peak);

  const line = app.answer.locator('details').filter({ hasText: 'What to watch' });
  await test.step('the line unfolds to the lesson, and leads back to the entry', async () => {
    await line.locator('summary').press('Enter');
    await expect(line).toContainText('Lesson. A limit at the client’s side looks like one of the balancer.');
    await line.getByRole('link', { name: 'What its runs give' }).click();
    await expect(page.getByRole('heading', { name: OFFICE })).toBeFocused();
  });

  await test.step('a changed one opens as it was measured', async () => {
    await card(page, OFFICE).getByRole('button', { name: 'Two VIP ports' }).click();
    await app.runIsComplete();
    await expect(app.sentence).toHaveText(/^Yes\. 40,000 of 40,000 connect/);
    await expect(page.getByRole('combobox', { name: 'Question' })).toHaveValue('own');
    await app.button('Undo').click();
    await expect(page.getByRole('combobox', { name: 'Question' })).toHaveValue('one-office-address');
  });

  await test.step('who does not want the line does not see it again', async () => {
    await line.locator('summary').click();
    await line.getByRole('button', { name: 'Do not show this line' }).click();
    await expect(line).toHaveCount(0);
    await page.reload();
    await app.runIsComplete();
    await expect(app.answer.getByText('New here?')).toBeVisible();
    await expect(line).toHaveCount(0);
  });
});

test('a question opens in the comparison where that is the point', async ({ page }) => {
  const app = new AppPage(page);
  await page.goto('./#gallery/no-snat');
  await card(page, NO_SNAT).getByRole('button', { name: 'Open and compare' }).click();
  await expect(page.getByRole('button', { name: 'Compare', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(JSON.parse(await app.scenarioText())).toMatchObject({ name: NO_SNAT });
});

test('the tour stands beside its places on a large screen, where the page is zoomed', async ({ page }) => {
  await page.setViewportSize({ width: 3440, height: 1440 });
  const app = new AppPage(page);
  await app.open('#example/one-office-address');
  await app.runIsComplete();
  await app.button('Take the tour').click();
  for (const [step, anchor] of [
    ['The answer', '.answer'],
    ['Change one thing', '.strategy'],
    ['What binds next', '.ladder'],
  ] as const) {
    const callout = tour(page, step);
    await expect(callout).toBeInViewport({ ratio: 1 });
    await expect
      .poll(async () => {
        const [box, place] = await Promise.all([callout.boundingBox(), page.locator(anchor).boundingBox()]);
        if (box === null || place === null) return Infinity;
        const asidePx = Math.max(place.x - box.x - box.width, box.x - place.x - place.width);
        const apartPx = Math.max(place.y - box.y - box.height, box.y - place.y - place.height);
        return Math.abs(Math.max(asidePx, apartPx) - 8);
      }, step)
      .toBeLessThan(4);
    if (step !== 'What binds next') await callout.getByRole('button', { name: 'Next' }).click();
  }
});

test('the tour: offered once, three steps by mouse, the page stays usable', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/one-office-address');
  await app.runIsComplete();
  await app.button('Take the tour').click();
  await expect(tour(page, 'The answer')).toContainText('Step 1 of 3');
  await expect(page.getByRole('heading', { name: 'The answer' })).toBeFocused();
  await expect(app.sentence).toBeInViewport({ ratio: 1 });

  await tour(page, 'The answer').getByRole('button', { name: 'Next' }).click();
  const second = tour(page, 'Change one thing');
  await expect(second).toBeVisible();
  const before = await app.sentence.textContent();
  await app.strategy('Proxy').click();
  await expect(second).toContainText('The answer is now: ');
  expect(await app.sentence.textContent()).not.toBe(before);

  await second.getByRole('button', { name: 'Next' }).click();
  const third = tour(page, 'What binds next');
  await expect(app.ladder).toBeInViewport();
  await third.getByRole('button', { name: 'Back' }).click();
  await second.getByRole('button', { name: 'Next' }).click();
  await third.getByRole('link', { name: 'gallery' }).click();
  await expect(page).toHaveURL(/#gallery$/);
  await expect(third).toHaveCount(0);

  await test.step('it is not offered again', async () => {
    await app.open('#example/one-office-address');
    await page.reload();
    await app.runIsComplete();
    await expect(app.answer.getByText('What to watch')).toBeVisible();
    await expect(app.answer.getByText('New here?')).toHaveCount(0);
  });
});

test('the tour by keyboard alone, from the help, and skipped at once', async ({ page }) => {
  const app = new AppPage(page);
  await page.goto('./#gallery');
  await expect(page.getByRole('heading', { name: 'Gallery' })).toBeFocused();
  await page.keyboard.press('?');
  await app.dialog('Help').getByRole('button', { name: 'Take the tour' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'The answer' })).toBeFocused();
  const next = async (): Promise<void> => {
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Next' }), 12);
    await page.keyboard.press('Enter');
  };
  await next();
  await expect(page.getByRole('heading', { name: 'Change one thing' })).toBeFocused();
  // The callout stands behind the strategies: Shift and Tab go there, and an arrow changes it.
  await tabTo(page, app.strategy('SNAT'), 12, 'Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await expect(app.strategy('SNAT pool')).toBeChecked();
  await expect(tour(page, 'Change one thing').getByRole('status')).toContainText('answer is');
  await next();
  await expect(tour(page, 'What binds next').getByRole('heading')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.reload();
  await expect(app.sentence).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

for (const { colorScheme, width } of LOOKS) {
  test(`axe finds nothing in gallery, line and tour: ${colorScheme}, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await page.emulateMedia({ colorScheme });
    await page.goto('./#gallery/how-long-they-live');
    await expect(page.getByRole('article')).toHaveCount(QUESTIONS);
    await expectAccessible(page);
    await expectNothingSideways(page);

    const app = new AppPage(page);
    await app.open('#example/one-office-address');
    await app.runIsComplete();
    await app.answer.getByText('What to watch').click();
    await expectAccessible(page);
    await app.button('Take the tour').click();
    for (const step of ['The answer', 'Change one thing', 'What binds next']) {
      const callout = tour(page, step);
      await expect(callout).toBeInViewport({ ratio: 1 });
      await expectAccessible(page);
      await expectNothingSideways(page);
      const next = callout.getByRole('button', { name: /^(Next|Close)$/ });
      await next.click();
    }
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
}
