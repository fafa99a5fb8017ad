import { expect, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { expectNothingSideways } from './support/sideways.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('a phone shows the sentence, the strategies, four sliders, one chart and the ladder', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open();
  await expect(app.sentence).toHaveText(/^No\. SNAT ports at the edge run out/);
  await expect(app.sentence).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('radio')).toHaveCount(6);
  await expect(app.strategy('SNAT')).toBeInViewport();
  await expect(page.getByRole('slider', { name: / slider$/ })).toHaveCount(4);
  for (const label of ['Clients', 'Servers', 'SNAT addresses', 'Lifetime, median']) {
    await expect(app.slider(label)).toBeVisible();
  }
  await expect(page.getByRole('figure')).toHaveCount(1);
  await expect(app.ladder.getByRole('rowheader').first()).toHaveText('edge SNAT ports');
  await expectNothingSideways(page);
});

test('the picker changes the chart', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/one-office-address');
  const picker = page.getByRole('combobox', { name: 'Chart', exact: true });
  const title = page.getByRole('figure').getByRole('heading');
  await expect(title).toHaveText(/^Concurrent connections/);
  for (const name of ['Ports in use', 'Failures by cause', 'Load per backend', 'Lifetimes']) {
    await picker.selectOption({ label: name });
    await expect(title).toContainText(name);
    await expect(page.getByRole('figure')).toHaveCount(1);
    await expectNothingSideways(page);
  }
});

test('the rest is behind tabs, by touch and by arrow keys', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/one-office-address');
  await app.runIsComplete();
  await page.getByRole('tab', { name: 'Diagram' }).tap();
  await expect(page.getByRole('region', { name: 'Topology' })).toBeVisible();
  await expect(app.answer).toHaveCount(0);
  await expectNothingSideways(page);
  await page.getByRole('tab', { name: 'Diagram' }).press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Ports' })).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Ports' })).toHaveAttribute('aria-selected', 'true');
  await expect(app.portMap).toContainText(/in use [\d,]+/);
  await expectNothingSideways(page);
  await page.getByRole('tab', { name: 'Settings' }).tap();
  await expect(app.field('Backlog')).toBeVisible();
  await expectNothingSideways(page);
  await app.enter('Connect timeout', '3s');
  await page.getByRole('tab', { name: 'Answer' }).tap();
  await app.runIsComplete();
  await app.button('Undo').tap();
  await page.getByRole('tab', { name: 'Settings' }).tap();
  await expect(app.field('Connect timeout')).not.toHaveValue('3s');
});

test('changing the strategy by touch changes the answer', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await app.strategy('Direct').tap();
  await expect(app.sentence).toHaveText(/^Yes\. 100,000 of 100,000 connect/);
  await expect(app.slider('SNAT addresses')).toHaveCount(0);
  await expect(page.getByRole('slider', { name: / slider$/ })).toHaveCount(4);
  await expectNothingSideways(page);
});

test('modes and actions are in a menu, and the mode that is shown has its button outside, to be left by', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open('#example/direct-server-return');
  await expect(app.button('Export')).toBeHidden();
  await app.openMenu();
  for (const name of ['Compare', 'Plan', 'Sweep', 'Share', 'Export', 'Import', 'JSON', 'Errors', 'Help']) {
    const item = page.getByRole('menuitem', { name, exact: true });
    await item.scrollIntoViewIfNeeded();
    await expect(item).toBeInViewport();
  }
  await expectNothingSideways(page);
  await page.getByRole('menuitem', { name: 'JSON', exact: true }).tap();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(app.dialog('Scenario JSON')).toBeVisible();
  await expectNothingSideways(page);
  await app.dialog('Scenario JSON').getByRole('button', { name: 'Close' }).tap();
  await app.choose('Compare');
  await expect(page.getByRole('region', { name: 'Comparison of strategies' })).toBeVisible();
  await expectNothingSideways(page);
  await expect(app.button('Compare')).toHaveAttribute('aria-pressed', 'true');
  await app.choose('Plan');
  await expect(page.getByRole('region', { name: 'Plan' })).toBeVisible();
  await expect(app.button('Compare')).toBeHidden();
  await expectNothingSideways(page);
  await app.button('Plan').tap();
  await expect(app.sentence).toBeVisible();
});

for (const width of [320, 768, 1024, 1280]) {
  test(`nothing is wider than the page at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const app = new AppPage(page);
    await app.open('#example/no-snat');
    await expect(page.getByRole('figure').first()).toBeVisible();
    await expectNothingSideways(page);
  });
}
