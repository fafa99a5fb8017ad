import { expect, type Locator, type Page, test } from '@playwright/test';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { AppPage } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { LOOKS } from './support/looks.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

/** Ten minutes with two crashes at the same moment, one of them of a hop. */
const TIMED: ScenarioFile = {
  ...SMALL,
  name: 'When does it crash?',
  path: [
    { name: 'wall', mode: 'router' },
    { name: 'edge', mode: 'proxy' },
  ],
  events: [
    { at: '5m', action: 'crash' },
    { at: '5m', action: 'crash', target: 'edge' },
  ],
};

async function openTimed(page: Page): Promise<AppPage> {
  const app = new AppPage(page);
  await app.open(await linkTo(TIMED));
  return app;
}

/** What Export writes once the run is complete. */
async function exported(app: AppPage): Promise<string> {
  await app.runIsComplete();
  return (await app.exported()).text;
}

const mark = (page: Page, name: RegExp): Locator =>
  page.getByRole('group', { name: 'Time of the run' }).getByRole('slider', { name });
const area = (page: Page): Locator => page.getByRole('textbox', { name: 'Scenario as JSON' });

/** Seizes a mark and draws it along the track; it is let go with `release`. */
async function drag(page: Page, seized: Locator, byPx: number): Promise<void> {
  await seized.scrollIntoViewIfNeeded();
  const box = await seized.boundingBox();
  if (box === null) throw new Error('the mark is not on the page');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + byPx, y, { steps: 8 });
}

/** Seconds of the ten minutes in a pixel of the track, whose thumb takes up its width. */
async function secPerPixel(page: Page): Promise<number> {
  const width = await page.getByRole('list', { name: 'Events' }).evaluate((lane) => lane.clientWidth);
  return 600 / (width - 14);
}

test.describe('the same edit in the form, in the JSON and by dragging gives the same file', () => {
  test('with the mouse; undo returns to it exactly', async ({ page }) => {
    const app = await openTimed(page);
    const original = await exported(app);
    const undone = async (): Promise<void> => {
      await app.button('Undo').click();
      expect(await exported(app)).toBe(original);
    };

    await app.button('All settings').click();
    const settings = app.dialog('All settings');
    const at = settings.getByRole('group', { name: /^Event 1: crash/ }).getByLabel('At', { exact: true });
    await at.fill('7m');
    await at.press('Enter');
    await settings.getByRole('button', { name: 'Close', exact: true }).click();
    const inForm = await exported(app);
    expect(inForm).not.toBe(original);
    await undone();

    await app.choose('JSON');
    await area(page).fill((await app.copiedJson()).replace('"at": "5m"', '"at": "7m"'));
    await app.dialog('Scenario JSON').getByRole('button', { name: 'Apply' }).click();
    expect(await exported(app)).toBe(inForm);
    await undone();

    await drag(page, mark(page, /of backends/), 120 / (await secPerPixel(page)));
    await expect(page.getByText('crash of 1 of backends · 7 m')).toBeVisible();
    await page.mouse.up();
    await expect(mark(page, /of backends/)).toHaveAttribute('aria-valuetext', '7 min');
    expect(await exported(app)).toBe(inForm);
    await undone();
  });

  test('with the keyboard alone; undo returns to it exactly', async ({ page }) => {
    const app = await openTimed(page);
    const original = await exported(app);
    const undone = async (): Promise<void> => {
      await page.keyboard.press('ControlOrMeta+Z');
      expect(await exported(app)).toBe(original);
    };

    const moved = mark(page, /of edge/);
    await moved.focus();
    await page.keyboard.press('End');
    await expect(moved).toHaveAttribute('aria-valuetext', '9 min 55 s');
    await expect(moved).toBeFocused();
    const byKeys = await exported(app);
    expect(byKeys).not.toBe(original);
    await moved.focus();
    await undone();

    await moved.focus();
    await page.keyboard.press('Enter');
    const at = app.dialog('All settings').locator('[data-path="events.1.at"] input');
    await expect(at).toBeFocused();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('9m55s');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await exported(app)).toBe(byKeys);
    await moved.focus();
    await undone();

    await app.button('More').press('Enter');
    await page.getByRole('menuitem', { name: 'JSON', exact: true }).press('Enter');
    await expect(area(page)).toBeFocused();
    const text = (await app.copiedJson()).replace(/"5m"(, "action": "crash", "target": "edge")/, '"595s"$1');
    await area(page).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(text);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(app.dialog('Scenario JSON')).toBeHidden();
    expect(await exported(app)).toBe(byKeys);
    await moved.focus();
    await undone();
  });
});

test('events that coincide can each be seized, stay in the run, and go with Delete', async ({ page }) => {
  const app = await openTimed(page);
  await app.runIsComplete();
  const [first, second] = [mark(page, /of backends/), mark(page, /of edge/)];
  const boxes = [await first.boundingBox(), await second.boundingBox()];
  expect(Math.abs((boxes[0]?.x ?? 0) - (boxes[1]?.x ?? 0))).toBeGreaterThanOrEqual(24);

  await test.step('far beyond the end it is just before the end; Escape takes it back', async () => {
    await drag(page, second, 3000);
    await expect(second).toHaveAttribute('aria-valuetext', '9 min 55 s');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(second).toHaveAttribute('aria-valuetext', '5 min');
  });

  await test.step('Shift is for small steps', async () => {
    await second.focus();
    await page.keyboard.press('Shift+ArrowRight');
    await expect(second).toHaveAttribute('aria-valuetext', '5 min 1 s');
    await page.keyboard.press('ArrowRight');
    await expect(second).toHaveAttribute('aria-valuetext', '5 min 5 s');
    await page.keyboard.press('PageDown');
    await expect(second).toHaveAttribute('aria-valuetext', '4 min 15 s');
  });

  await test.step('Delete removes it, the focus goes to the next, undo brings it back', async () => {
    await page.keyboard.press('Delete');
    await expect(second).toHaveCount(0);
    await expect(first).toBeFocused();
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(second).toHaveCount(1);
  });
});

test('the first event of a scenario stands where its time is', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.runIsComplete();
  await app.button('All settings').click();
  const settings = app.dialog('All settings');
  await settings.getByRole('button', { name: 'Add event' }).click();
  await settings.getByRole('button', { name: 'Close', exact: true }).click();
  const added = mark(page, /^restart of backends at 5 m/);
  const [lane, box] = [
    await page.getByRole('list', { name: 'Events' }).boundingBox(),
    await added.boundingBox(),
  ];
  if (lane === null || box === null) throw new Error('the mark is not on the page');
  // Half of ten minutes is the middle of the line.
  expect(Math.abs(box.x + box.width / 2 - lane.x - lane.width / 2)).toBeLessThan(2);
});

test('the JSON completes fields and words of the place, explains them, and marks faults', async ({
  page,
}) => {
  const app = await openTimed(page);
  await app.choose('JSON');
  const dialog = app.dialog('Scenario JSON');
  await expect(area(page)).toBeFocused();
  const options = page.getByRole('listbox').getByRole('option');

  await test.step('a field with its explanation, then its words', async () => {
    // A line of its own, to write at the end of.
    await area(page).fill((await app.copiedJson()).replace('"mode": "proxy"', '"mode": "proxy",\n'));
    await area(page).getByText('"proxy"').click();
    await page.keyboard.press('End');
    await page.keyboard.type('"bal');
    await expect(options.first()).toContainText('balance');
    await expect(page.locator('.cm-completionInfo')).toContainText('Default:');
    // What is shown may still be on its way; a first Enter must not be a new line.
    await expect(page.locator('.cm-tooltip-autocomplete')).toBeVisible();
    await page.waitForTimeout(200);
    await page.keyboard.press('Enter');
    await expect(options.filter({ hasText: 'least-connections' })).toBeVisible();
    await page.keyboard.type('least');
    await expect(options).toHaveCount(1);
    await page.waitForTimeout(200);
    await page.keyboard.press('Enter');
    await expect(area(page)).toContainText('"balance": "least-connections"');
    await expect(dialog.locator('.json-field')).toContainText('path.1.balance');
    await expect(dialog.getByRole('listitem')).toHaveCount(0);
  });

  await test.step('a fault is underlined and listed, and its place is a way there', async () => {
    await area(page).fill((await app.copiedJson()).replace('least-connections', 'least-busy'));
    await expect(page.locator('.cm-lintRange-error')).toHaveText('"balance": "least-busy"');
    const place = dialog.getByRole('button', { name: /path\.1\.balance/ });
    await place.click();
    await expect(area(page)).toBeFocused();
    await page.keyboard.type('"balance": "random"');
    await expect(page.locator('.cm-lintRange-error')).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(dialog).toBeHidden();
    expect(await app.scenarioText()).toContain('"balance": "random"');
  });
});

test('Escape leaves the text first, Tab then goes on, and what is not applied is kept', async ({ page }) => {
  const app = await openTimed(page);
  await app.choose('JSON');
  const dialog = app.dialog('Scenario JSON');
  await expect(area(page)).toBeFocused();
  const before = await app.copiedJson();
  await area(page).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' x');
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toContainText('Tab now leaves the text');
  await page.keyboard.press('Tab');
  await expect(area(page)).not.toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Not applied: the text is kept')).toBeAttached();

  await app.choose('JSON');
  await expect(dialog).toContainText('the text that you left here');
  expect(await app.copiedJson()).toBe(`${before} x`);
  await dialog.getByRole('button', { name: 'Take the scenario instead' }).click();
  expect(await app.copiedJson()).toBe(before);
  await dialog.getByRole('button', { name: 'Close' }).click();
});

/** The settings, by what their groups are called. */
async function openSettings(app: AppPage) {
  await app.button('All settings').click();
  const settings = app.dialog('All settings');
  const group = (name: RegExp): Locator => settings.getByRole('group', { name });
  const close = (): Promise<void> => settings.getByRole('button', { name: 'Close', exact: true }).click();
  return { group, close };
}

test('hops are added, named, moved and removed with the keyboard, and events go along', async ({ page }) => {
  const app = await openTimed(page);
  const original = await app.scenarioText();
  const { group, close } = await openSettings(app);

  await test.step('a product before the edge; its name has the focus', async () => {
    const add = group(/^Another hop/);
    await add.getByLabel('New hop').selectOption('AWS NAT gateway');
    await add.getByLabel('Where').selectOption('before edge');
    await add.getByRole('button', { name: 'Add hop' }).press('Enter');
    await expect(group(/^Hop 2: aws-nat-gateway/).getByLabel('Name', { exact: true })).toBeFocused();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('egress');
    await page.keyboard.press('Enter');
    await expect(group(/^Hop 2: egress/).getByLabel('Name', { exact: true })).toBeFocused();
  });

  await test.step('it goes to the front, and the focus with it', async () => {
    await group(/^Hop 2/)
      .getByRole('button', { name: 'Move egress earlier' })
      .press('Enter');
    const first = group(/^Hop 1: egress/);
    await expect(first.getByRole('button', { name: 'Move egress later' })).toBeFocused();
    await expect(first.getByRole('button', { name: 'Move egress earlier' })).toBeDisabled();
  });

  await test.step('the edge goes with its event', async () => {
    await group(/^Hop 3: edge/)
      .getByRole('button', { name: 'Remove edge' })
      .press('Enter');
    await expect(
      page.getByText('Hop edge removed; one event of edge gone. Undo takes it back'),
    ).toBeAttached();
    await expect(group(/^Another hop/).getByRole('button', { name: 'Add hop' })).toBeFocused();
  });

  await close();
  const file = JSON.parse(await app.scenarioText()) as ScenarioFile;
  expect([file.path, file.events]).toEqual([
    [
      { name: 'egress', preset: 'aws-nat-gateway' },
      { name: 'wall', mode: 'router' },
    ],
    [{ at: '5m', action: 'crash' }],
  ]);
  // The edge, the move, the name, the new hop.
  for (let step = 0; step < 4; step += 1) await app.button('Undo').click();
  expect(await app.scenarioText()).toBe(original);
});

test('clients are added and removed with the keyboard; the last ones stay', async ({ page }) => {
  const app = await openTimed(page);
  const original = await app.scenarioText();
  const { group, close } = await openSettings(app);
  await expect(group(/^Clients: browsers/).getByRole('button', { name: 'Remove browsers' })).toBeDisabled();
  await group(/^More clients/)
    .getByRole('button', { name: 'Add clients' })
    .press('Enter');
  const added = group(/^Clients: clients/);
  await expect(added.getByLabel('Name', { exact: true })).toBeFocused();
  await added.getByRole('button', { name: 'Remove clients' }).press('Enter');
  await expect(added).toHaveCount(0);
  await close();
  expect(await app.scenarioText()).toBe(original);
  await app.button('Undo').click();
  expect(JSON.parse(await app.scenarioText())).toMatchObject({
    clients: [{ name: 'browsers' }, { name: 'clients', count: 1000 }],
    targets: { concurrent: 3000 },
  });
});

for (const { colorScheme, width } of LOOKS) {
  test(`axe finds nothing: ${colorScheme}, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await page.emulateMedia({ colorScheme });
    const app = await openTimed(page);
    await app.runIsComplete();
    await mark(page, /of edge/).focus();
    await page.keyboard.press('ArrowRight');
    // What a run draws is dimmed until it has caught up.
    await app.runIsComplete();
    await test.step('an event in hand', () => expectAccessible(page));
    await app.choose('JSON');
    await expect(area(page)).toBeFocused();
    await test.step('the text', () => expectAccessible(page));
    await area(page).fill('{ "fivetuple": 1, "clients": [{ "count": "many" }] }');
    await expect(page.locator('.cm-lintRange-error').first()).toBeVisible();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+Space');
    await expect(page.locator('.cm-completionInfo')).toBeVisible();
    await test.step('faults and completion', () => expectAccessible(page));
  });
}
