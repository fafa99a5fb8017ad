import { expect, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { expectNothingSideways } from './support/sideways.ts';

/** Gives a command and waits for its dialog, which may have to be fetched first. */
async function openDialog(app: AppPage, command: string, title: string): Promise<void> {
  await app.choose(command);
  await expect(app.dialog(title)).toBeVisible();
}

/** Every view and dialog of the page, and how one comes there. */
const VIEWS: readonly (readonly [name: string, show: (app: AppPage) => Promise<unknown>])[] = [
  ['the answer', async () => {}],
  ['the comparison', (app) => app.choose('Compare')],
  ['the plan', (app) => app.choose('Plan')],
  ['the sweep', (app) => app.choose('Sweep')],
  ['the presets', (app) => app.choose('Presets')],
  ['the validation', (app) => app.choose('Validation')],
  ['the JSON', (app) => openDialog(app, 'JSON', 'Scenario JSON')],
  ['the settings', (app) => openDialog(app, 'All settings', 'All settings')],
  ['the lookup of errors', (app) => openDialog(app, 'Errors', 'Look up an error')],
  ['the help', (app) => openDialog(app, 'Help', 'Help')],
  ['the menu', (app) => app.openMenu()],
  [
    'the palette',
    async (app) => {
      await app.button('Search').click();
      await expect(app.dialog('Search').getByRole('option').first()).toBeVisible();
    },
  ],
];

for (const size of [
  { width: 320, height: 640 },
  { width: 800, height: 900 },
  { width: 1280, height: 800 },
]) {
  test(`${size.width} px: no view is wider than the page`, async ({ page }) => {
    await page.setViewportSize(size);
    const app = new AppPage(page);
    await app.open(await linkTo(SMALL));
    await app.runIsComplete();
    for (const [name, show] of VIEWS) {
      await test.step(name, async () => {
        await show(app);
        await expect(page.getByText('Loading…')).toHaveCount(0);
        await expectNothingSideways(page);
        await page.keyboard.press('Escape');
        // In the text of the JSON the first one leaves the text to the keyboard.
        if (name === 'the JSON') await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      });
    }
  });
}

test('the header has all its parts within the window at any width, one beside the other', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  for (const width of [320, 390, 799, 800, 960, 1199, 1200, 1440, 1920, 2799, 2800, 3840]) {
    await page.setViewportSize({ width, height: 900 });
    const boxes = await page
      .getByRole('banner')
      .locator('button:visible, select:visible, h1')
      .evaluateAll((elements) =>
        elements.map((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          return { name: element.ariaLabel ?? element.textContent ?? '', left, right, top, bottom };
        }),
      );
    // A phone has name, question, undo, redo, menu and search.
    expect(boxes.length).toBeGreaterThanOrEqual(6);
    expect(boxes.filter(({ left, right }) => left < 0 || right > width).map(({ name }) => name)).toEqual([]);
    const overlapping = boxes.flatMap((one, at) =>
      boxes
        .slice(at + 1)
        .filter(
          (other) =>
            one.left < other.right - 0.5 &&
            other.left < one.right - 0.5 &&
            one.top < other.bottom - 0.5 &&
            other.top < one.bottom - 0.5,
        )
        .map((other) => `${width}: ${one.name} and ${other.name}`),
    );
    expect(overlapping).toEqual([]);
    const question = await page.getByRole('combobox', { name: 'Question' }).boundingBox();
    expect(question?.width, `the question at ${width}`).toBeGreaterThan(150);
  }
});

test('a 4k screen has larger type, charts that take the room, and explanations at their words', async ({
  page,
}) => {
  await page.setViewportSize({ width: 3840, height: 2160 });
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.runIsComplete();
  const chart = page.getByRole('figure').filter({ hasText: 'Concurrent connections' });
  const box = await chart.boundingBox();
  expect(box?.width).toBeGreaterThan(1200);
  expect(box?.height).toBeGreaterThan(450);

  await test.step('the canvas has a pixel of its own for each of the screen', async () => {
    const share = await chart
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.getBoundingClientRect().width);
    expect(share).toBeGreaterThan(0.98);
    expect(share).toBeLessThan(1.02);
  });

  await test.step('the explanation of a word stands at the word', async () => {
    const word = app.ladder.getByRole('button', { name: 'Closed form' });
    await word.hover();
    const note = page.getByRole('tooltip').filter({ hasText: 'Computed from a formula' });
    await expect(note).toBeVisible();
    const [at, stands] = [await word.boundingBox(), await note.boundingBox()];
    expect(Math.abs((stands?.x ?? 0) - (at?.x ?? 0))).toBeLessThan(400);
    const distance = Math.max(
      (stands?.y ?? 0) - (at?.y ?? 0) - (at?.height ?? 0),
      (at?.y ?? 0) - (stands?.y ?? 0) - (stands?.height ?? 0),
    );
    expect(distance).toBeLessThan(12);
    expect((stands?.x ?? 0) + (stands?.width ?? 0)).toBeLessThanOrEqual(3840);
  });
});
