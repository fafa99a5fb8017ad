import { expect, type Locator, type Page, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { expectAccessible, expectEnhancedContrast } from './support/axe.ts';
import { LOOKS } from './support/looks.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

for (const { colorScheme, ...size } of LOOKS) {
  test(`axe finds nothing: ${colorScheme}, ${size.width} x ${size.height}`, async ({ page }) => {
    const narrow = size.width < 800;
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const app = new AppPage(page);
    await app.open(await linkTo(SMALL));
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await app.runIsComplete();
    await test.step('main view', () => expectAccessible(page));

    if (narrow) {
      for (const tab of ['Diagram', 'Ports', 'Settings']) {
        await page.getByRole('tab', { name: tab }).click();
        await test.step(`tab ${tab}`, () => expectAccessible(page));
      }
      await page.getByRole('tab', { name: 'Answer' }).click();
    } else {
      await app.ladder.getByRole('button', { name: 'edge SNAT ports' }).click();
      await page.getByRole('button', { name: 'edge', exact: true }).focus();
      await expect(page.getByRole('tooltip')).toContainText('edge · snat');
      await test.step('a tooltip of the diagram and an open rung', () => expectAccessible(page));
      await app.button('All settings').click();
      await expect(app.dialog('All settings')).toBeVisible();
      await test.step('settings', () => expectAccessible(page));
      await page.keyboard.press('Escape');
    }

    await app.choose('JSON');
    await app.dialog('Scenario JSON').getByRole('textbox').fill('{');
    await app.dialog('Scenario JSON').getByRole('button', { name: 'Apply' }).click();
    await expect(app.dialog('Scenario JSON').getByRole('alert')).toContainText('line 1');
    await test.step('JSON with a fault', () => expectAccessible(page));
    await page.keyboard.press('Escape');

    await app.choose('Help');
    await expect(app.dialog('Help')).toBeVisible();
    await test.step('help', () => expectAccessible(page));
    await page.keyboard.press('Escape');

    await page.evaluate(() => {
      location.hash = '#example/unheard-of';
    });
    await expect(app.failureDialog).toContainText('There is no example "unheard-of"');
    await test.step('import failure', () => expectAccessible(page));
    await page.keyboard.press('Escape');

    await app.choose('Compare');
    await expect(page.getByRole('region', { name: 'Comparison of strategies' })).toContainText(
      /\d+ connections at the peak/,
    );
    await test.step('comparison', () => expectAccessible(page));
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`high contrast, ${colorScheme}: chosen once and kept, and text of at least 7:1 in the views`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    const app = new AppPage(page);
    await app.open(await linkTo(SMALL));
    await page.getByRole('button', { name: 'Theme: system' }).click();
    await page.getByRole('menuitemradio', { name: 'High contrast' }).click();
    const root = page.locator('html');
    await expect(root).toHaveAttribute('data-contrast', 'more');
    await page.reload();
    await expect(root).toHaveAttribute('data-contrast', 'more');
    await expect(root).toHaveAttribute('data-theme', colorScheme);
    await app.runIsComplete();
    await app.ladder.getByRole('button', { name: 'edge SNAT ports' }).click();

    await test.step('main view with an open rung', async () => {
      await expectAccessible(page);
      await expectEnhancedContrast(page);
    });
    const views: readonly (readonly [show: () => Promise<void>, shown: Locator])[] = [
      [() => app.openMenu(), page.getByRole('menuitem').first()],
      [() => app.button('Search').click(), app.dialog('Search').getByRole('option').first()],
      [() => app.choose('Help'), app.dialog('Help').getByRole('heading', { name: 'Keys' })],
      [() => app.choose('Compare'), page.getByRole('region', { name: 'Comparison of strategies' })],
      [() => app.choose('Plan'), page.getByRole('region', { name: 'Plan' })],
      [() => app.choose('Sweep'), page.getByRole('region', { name: 'Sweep', exact: true })],
    ];
    for (const [show, shown] of views) {
      await show();
      await expect(shown).toBeVisible();
      await test.step(String(shown), () => expectEnhancedContrast(page));
      await page.keyboard.press('Escape');
    }
  });
}

test('the system can ask for more contrast, and the page gives it in the theme that is chosen', async ({
  page,
}) => {
  await page.emulateMedia({ contrast: 'more', colorScheme: 'light' });
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-contrast', 'more');
  await page.getByRole('button', { name: 'Theme: system' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await expect(root).toHaveAttribute('data-contrast', 'more');
  await page.emulateMedia({ contrast: 'no-preference' });
  await expect(root).not.toHaveAttribute('data-contrast', 'more');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`forced colours, ${colorScheme}: canvases and bars take the system's`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    const app = new AppPage(page);
    await app.open(await linkTo(SMALL));
    await app.runIsComplete();
    await expectAccessible(page);
    const chart = page.getByRole('figure').filter({ hasText: 'Concurrent connections' });
    // The line of the connections is 2 pixels thick: some of its pixels have its colour whole.
    await expect
      .poll(() => chart.locator('canvas').first().evaluate(pixelsOf, 'LinkText'))
      .toBeGreaterThan(100);
    const bar = await app.ladder
      .locator('.ladder-bar')
      .last()
      .evaluate((element) => [
        getComputedStyle(element).backgroundColor,
        getComputedStyle(document.body).color,
      ]);
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(bar[0]).not.toBe(ground);
    expect(bar[1]).not.toBe(ground);
  });
}

/** How many pixels of a canvas have a colour of the system; runs in the page. */
function pixelsOf(canvas: Element, systemColour: string): number {
  const probe = document.createElement('span');
  probe.style.color = systemColour;
  document.body.append(probe);
  const wanted = getComputedStyle(probe).color.match(/\d+/g)?.map(Number) ?? [];
  probe.remove();
  const context = (canvas as HTMLCanvasElement).getContext('2d');
  const { width, height } = canvas as HTMLCanvasElement;
  const data = context?.getImageData(0, 0, width, height).data ?? [];
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 255 && [0, 1, 2].every((part) => data[at + part] === wanted[part])) count += 1;
  }
  return count;
}

test('there are landmarks, one first heading, and a name on every region', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.runIsComplete();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fivetuple');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('banner')).toHaveCount(1);
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page.getByRole('complementary', { name: 'Controls' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Limits and ports' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Topology' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Charts over time' })).toBeVisible();
});

test('the verdict is announced when it changes, and not before', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.runIsComplete();
  const announced = app.answer.getByRole('status');
  await expect(announced).toHaveText('');
  await app.enter('Clients', '2500');
  await expect(app.sentence).toHaveText(/^No\. .* of 2,500/);
  await expect(announced).toHaveText('');
  await app.enter('Clients', '500');
  await expect(announced).toHaveText(/^It fits\. Yes\. 500 of 500 connect/);
  await app.enter('Clients', '2k');
  await expect(announced).toHaveText(/^It does not fit\. No\. SNAT ports at the edge run out/);
});

test('the keyboard reaches the strategy switch, and the arrow keys change it', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  const focused = page.locator(':focus');
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focused.getAttribute('name')) === 'strategy') break;
  }
  await expect(app.strategy('SNAT')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(app.strategy('SNAT pool')).toBeFocused();
  await expect(app.strategy('SNAT pool')).toBeChecked();
  await expect(app.sentence).toHaveText(/^Yes\./);
  await page.keyboard.press('ArrowDown');
  await expect(app.strategy('No SNAT')).toBeChecked();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(app.strategy('SNAT')).toBeChecked();
  await expect(app.sentence).toHaveText(/^No\./);
});

test('every stop of the tab key is visible, has a name and shows that it has the focus', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/direct-server-return');
  await app.runIsComplete();
  const stops: string[] = [];
  const faults: string[] = [];
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(describeFocus);
    if (stop === null) break;
    stops.push(stop.name);
    if (stop.name === '') faults.push(`${stop.tag} has no name`);
    if (!stop.isInView) faults.push(`${stop.name} is out of view`);
    else if (!stop.hasOutline && !(await looksFocused(page, stop.box))) {
      faults.push(`${stop.name} does not show the focus`);
    }
  }
  expect(faults).toEqual([]);
  expect(stops).toEqual(
    expect.arrayContaining(['Export', 'Clients slider', 'Moment of the run', 'All settings']),
  );
});

interface FocusStop {
  readonly tag: string;
  readonly name: string;
  readonly hasOutline: boolean;
  readonly isInView: boolean;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Runs in the page: what has the focus, and whether one sees it; null when the focus has left the page. */
function describeFocus(): FocusStop | null {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const label = (element as HTMLInputElement).labels?.[0];
  const named = (label ?? element).textContent?.trim().slice(0, 40);
  // A radio button is drawn by the label around it.
  const drawn = element.matches('[type="radio"]') && label !== undefined ? label : element;
  const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
  const { x, y, width, height } = drawn.getBoundingClientRect();
  return {
    tag: element.tagName.toLowerCase(),
    name: element.getAttribute('aria-label') ?? named ?? '',
    hasOutline: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0,
    isInView: width > 0 && y + height > 0 && y < innerHeight && x + width > 0 && x < innerWidth,
    box: { x, y, width, height },
  };
}

/** Whether the place looks different when the focus is taken away; leaves the tab order where it was. */
async function looksFocused(page: Page, box: FocusStop['box']): Promise<boolean> {
  const clip = { x: Math.max(0, box.x), y: Math.max(0, box.y), width: box.width, height: box.height };
  const before = await page.screenshot({ clip });
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  return !before.equals(await page.screenshot({ clip }));
}

test('a dialog takes the focus, keeps it, and gives it back', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/direct-server-return');
  await app.button('Help').focus();
  await page.keyboard.press('Enter');
  const dialog = app.dialog('Help');
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.button('Help')).toBeFocused();
});

test('the diagram can be walked with the arrow keys, and says what it shows', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/direct-server-return');
  await app.runIsComplete();
  const diagram = page.getByRole('region', { name: 'Topology' });
  await diagram.getByRole('button', { name: 'browsers', exact: true }).focus();
  await expect(diagram.getByRole('tooltip')).toContainText('tcp 203.0.113.7:');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(diagram.getByRole('button', { name: 'edge', exact: true })).toBeFocused();
  await expect(diagram.getByRole('tooltip')).toContainText('edge · dsr');
  await page.keyboard.press('Escape');
  await expect(diagram.getByRole('tooltip')).toHaveCount(0);
});

test('a chart can be read moment by moment, in words and as a table', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/one-office-address');
  await app.runIsComplete();
  const chart = page.getByRole('figure').filter({ hasText: 'Concurrent connections' });
  const reader = chart.getByRole('slider', { name: 'Concurrent connections: values at a moment' });
  await reader.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(reader).toHaveAttribute('aria-valuetext', /^\d+ min.*: .*connected 2\d,\d{3}/);
  await page.keyboard.press('Enter');
  await expect(app.clock).not.toHaveText(/^0:30:00/);
  await chart.getByText('Data').click();
  await expect(chart.getByRole('table')).toContainText('0:30:00');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    chart.getByRole('button', { name: 'Save every sample as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^concurrent-connections.*\.csv$/);
});
