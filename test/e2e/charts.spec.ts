import { expect, test } from '@playwright/test';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { frames } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { boxOf, ChartPage, csvRows } from './support/chart-page.ts';
import { LOOKS } from './support/looks.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { expectNothingSideways } from './support/sideways.ts';

const CONCURRENT = 'Concurrent connections';
const BACKENDS = 'Load per backend';
const WITH_EVENTS: ScenarioFile = {
  ...SMALL,
  name: 'Two thousand clients and two events',
  events: [
    { at: '5m', action: 'disconnect', share: 0.1 },
    { at: '7m', action: 'disconnect', share: 0.2 },
  ],
};

test('a drag selects on every chart, and its statistics are those of the samples', async ({ page }) => {
  const app = new ChartPage(page);
  await app.openAtEnd(await linkTo(SMALL));
  const clock = await app.clock.textContent();
  await app.drag(CONCURRENT, 0.2, 0.5);
  await expect(app.panel).toContainText('0:02:00 – 0:05:00');
  // A drag is no click: the playhead stays.
  await expect(app.clock).toHaveText(clock ?? '');

  const { bytes } = await app.saved(CONCURRENT, 'Save every sample as CSV');
  const rows = csvRows(bytes.toString()).filter(({ time_s = 0 }) => time_s >= 120 && time_s <= 300);
  const values = rows.map(({ concurrent = Number.NaN }) => concurrent);
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  const mean =
    values.slice(1).reduce((sum, value, index) => sum + (value + (values[index] ?? 0)) / 2, 0) /
    (values.length - 1);
  const count = (value: number): string => Math.round(value).toLocaleString('en-US');
  const row = app.panel.getByRole('row', { name: /^connected/ });
  await expect(row.getByRole('cell').nth(0)).toHaveText(count(first));
  await expect(row.getByRole('cell').nth(1)).toHaveText(count(Math.min(...values)));
  await expect(row.getByRole('cell').nth(2)).toHaveText(count(mean));
  await expect(row.getByRole('cell').nth(3)).toHaveText(count(Math.max(...values)));
  await expect(row.getByRole('cell').nth(4)).toHaveText(count(last));

  await test.step('what is counted agrees with the totals', async () => {
    const failures = await app.saved('Failures by cause', 'Save every sample as CSV');
    const totals = csvRows(failures.bytes.toString());
    const at = (key: string, sec: number): number =>
      totals.find(({ time_s }) => time_s === sec)?.[key] ?? Number.NaN;
    const counts = Object.keys(totals[0] ?? {})
      .filter((key) => key.startsWith('failed:'))
      .map((key) => at(key, 300) - at(key, 120))
      .filter((each) => each > 0);
    expect(counts).toHaveLength(1);
    const failed = count(counts[0] ?? Number.NaN);
    const causes = app.panel.getByRole('region', { name: 'Failures by cause in the span' });
    await expect(causes.getByRole('row').nth(1).getByRole('cell').first()).toHaveText(failed);
    await expect(app.panel).toContainText(`${failed} failed`);
  });

  await test.step('a press without a drag moves the playhead, and what is selected stays', async () => {
    await app.reader(BACKENDS).scrollIntoViewIfNeeded();
    const { width, height } = await boxOf(app.reader(BACKENDS));
    await app.reader(BACKENDS).click({ position: { x: width / 4, y: height / 2 } });
    await expect(app.clock).toHaveText(/^0:02:(29|30)(\.\d)? of/);
    await expect(app.panel).toContainText('0:02:00 – 0:05:00');
  });

  await test.step('it can be cleared', async () => {
    await app.panel.getByRole('button', { name: 'Clear' }).click();
    await expect(app.panel).toBeHidden();
  });
});

test('the selection is shown closer on all charts, and the strip moves what they show', async ({ page }) => {
  const app = new ChartPage(page);
  await app.openAtEnd(await linkTo(SMALL));
  await expect(app.strip).toBeHidden();
  expect(await app.shown(CONCURRENT)).toEqual([0, 600]);
  const picture = (): Promise<string> =>
    app
      .chart(BACKENDS)
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await picture();
  await app.drag(CONCURRENT, 0.1, 0.3);
  await app.panel.getByRole('button', { name: 'Zoom to it' }).click();
  await expect(app.panel).toBeHidden();
  for (const title of [CONCURRENT, 'Ports in use', 'Failures by cause', BACKENDS])
    expect(await app.shown(title)).toEqual([60, 180]);
  await expect.poll(picture).not.toBe(before);

  await test.step('the axis says so', async () => {
    const ticks = app.chart(CONCURRENT).locator('.chart-tick');
    await expect(ticks.filter({ hasText: /^2 m$/ })).toHaveCount(1);
    await expect(ticks.filter({ hasText: /^10 m$/ })).toHaveCount(0);
  });

  await test.step('the part and its ends are dragged', async () => {
    const { x, width } = await boxOf(app.strip.locator('.span-rail'));
    const dragBy = async (part: string, sec: number): Promise<void> => {
      const box = await boxOf(app.stripPart(part));
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 + (sec / 600) * width, box.y + 4, { steps: 3 });
      await page.mouse.up();
    };
    expect(x).toBeGreaterThan(0);
    await dragBy('Part on display', 120);
    const [from, to] = await app.shown(BACKENDS);
    expect(Math.abs(from - 180)).toBeLessThan(2);
    expect(to - from).toBeCloseTo(120, 6);
    await dragBy('End of the part on display', 60);
    expect(Math.abs((await app.shown(BACKENDS))[1] - (to + 60))).toBeLessThan(2);
    await dragBy('Start of the part on display', -90);
    expect(Math.abs((await app.shown(BACKENDS))[0] - (from - 90))).toBeLessThan(2);
  });

  await app.strip.getByRole('button', { name: 'Whole run' }).click();
  await expect(app.strip).toBeHidden();
  expect(await app.shown(CONCURRENT)).toEqual([0, 600]);
});

test('all of it by the keyboard alone', async ({ page }) => {
  const app = new ChartPage(page);
  await app.openAtEnd(await linkTo(SMALL));
  const reader = app.reader(CONCURRENT);
  await reader.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  await expect(reader).toHaveAttribute('aria-valuetext', /^1 min: connected /);
  await page.keyboard.press('Shift+PageUp');
  await page.keyboard.press('Shift+PageUp');
  await expect(app.panel.getByRole('status')).toContainText('Selected: 1 min to 3 min');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(app.panel.getByRole('status')).toContainText('Selected: 1 min to 2 min 57 s');
  await page.keyboard.press('f');
  await expect(app.strip).toBeVisible();
  await expect(app.panel).toBeHidden();
  expect(await app.shown(BACKENDS)).toEqual([60, 177]);

  await test.step('the reader stays within what is shown', async () => {
    await reader.focus();
    await page.keyboard.press('Home');
    await expect(reader).toHaveAttribute('aria-valuetext', /^1 min: /);
    await page.keyboard.press('End');
    await expect(reader).toHaveAttribute('aria-valuetext', /^2 min 57 s: /);
  });

  await test.step('the strip', async () => {
    await app.stripPart('Part on display').focus();
    await page.keyboard.press('PageUp');
    await expect(app.stripPart('Part on display')).toHaveAttribute(
      'aria-valuetext',
      '2 min 57 s to 4 min 54 s',
    );
    await page.keyboard.press('End');
    expect((await app.shown(BACKENDS))[1]).toBe(600);
    await app.stripPart('Start of the part on display').focus();
    await page.keyboard.press('Home');
    await expect(app.strip).toBeHidden();
  });

  await test.step('the whole run, and nothing selected', async () => {
    await reader.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await expect(app.panel.getByRole('status')).toContainText('Selected: 0 s to 10 min');
    await page.keyboard.press('Escape');
    await expect(app.panel).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(app.panel).toBeHidden();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+PageUp');
    await page.keyboard.press('f');
    expect(await app.shown(BACKENDS)).toEqual([0, 60]);
    await page.keyboard.press('0');
    expect(await app.shown(BACKENDS)).toEqual([0, 600]);
  });

  await test.step('the help lists the keys', async () => {
    await page.keyboard.press('?');
    const help = app.dialog('Help');
    await expect(help).toContainText('Zoom to the selected span');
    await expect(help).toContainText('Step on by a sample');
  });
});

test('keys and buttons step by samples, jump to events and change the speed', async ({ page }) => {
  const app = new ChartPage(page);
  await app.openAtEnd(await linkTo(WITH_EVENTS));
  await page.keyboard.press('[');
  await expect(app.clock).toHaveText(/^0:07:00 of/);
  await page.keyboard.press('[');
  await expect(app.clock).toHaveText(/^0:05:00 of/);
  await page.keyboard.press('.');
  await expect(app.clock).toHaveText(/^0:05:00\.2 of/);
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  await expect(app.clock).toHaveText(/^0:04:59\.8 of/);
  await page.keyboard.press(']');
  await expect(app.clock).toHaveText(/^0:05:00 of/);
  const speed = page.getByRole('combobox', { name: /^Speed/ });
  await page.keyboard.press('>');
  await expect(speed).toHaveValue('240');
  await page.keyboard.press('<');
  await page.keyboard.press('<');
  await expect(speed).toHaveValue('60');

  await app.button('Next event').click();
  await expect(app.clock).toHaveText(/^0:07:00 of/);
  await app.button('Step on').click();
  await expect(app.clock).toHaveText(/^0:07:00\.2 of/);
  await app.button('Step back').click();
  await app.button('Previous event').click();
  await expect(app.clock).toHaveText(/^0:05:00 of/);

  await test.step('every chart marks the events and the first failure', async () => {
    for (const title of [CONCURRENT, 'Ports in use', 'Failures by cause', BACKENDS]) {
      await expect(app.chart(title).locator('.chart-mark-event')).toHaveCount(2);
      expect(await app.chart(title).locator('.chart-mark-failure').count()).toBeGreaterThan(0);
    }
  });
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a finger reads and scrolls, and selects where it was told to', async ({ page }) => {
    const app = new ChartPage(page);
    await app.openAtEnd(await linkTo(SMALL));
    const touch = await page.context().newCDPSession(page);
    const swipe = async (from: readonly [number, number], to: readonly [number, number]): Promise<void> => {
      const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', [x, y]: readonly number[]) =>
        touch.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: type === 'touchEnd' ? [] : [{ x: x ?? 0, y: y ?? 0 }],
        });
      await send('touchStart', from);
      for (let step = 1; step <= 8; step += 1) {
        const part = (a: number, b: number): number => a + ((b - a) * step) / 8;
        await send('touchMove', [part(from[0], to[0]), part(from[1], to[1])]);
        await frames(page, 1);
      }
      await send('touchEnd', to);
    };
    const reader = app.reader(CONCURRENT);
    const across = async (): Promise<void> => {
      await reader.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      const { x, y, width, height } = await boxOf(reader);
      await swipe([x + 0.2 * width, y + height / 2], [x + 0.7 * width, y + height / 2]);
    };
    await across();
    await expect(app.panel).toBeHidden();

    const select = app.button('Select');
    await select.click();
    await expect(select).toHaveAttribute('aria-pressed', 'true');
    await across();
    await expect(app.panel).toContainText(/0:0[12]:\d\d(\.\d)? – 0:0[67]:\d\d/);

    await test.step('up and down still scrolls', async () => {
      await reader.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      const before = await page.evaluate(() => scrollY);
      const { x, y, width, height } = await boxOf(reader);
      await swipe([x + width / 2, y + height - 20], [x + width / 2, y - 200]);
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before + 50);
    });
  });
});

for (const { colorScheme, ...size } of LOOKS) {
  test(`axe finds nothing about a selection and a zoom: ${colorScheme}, ${size.width}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const app = new ChartPage(page);
    await app.open(await linkTo(WITH_EVENTS));
    await app.runIsComplete();
    await app.drag(CONCURRENT, 0.2, 0.8);
    await app.panel.getByRole('button', { name: 'Zoom to it' }).click();
    await app.drag(CONCURRENT, 0.3, 0.6);
    await expect(app.panel).toBeVisible();
    await expect(app.strip).toBeVisible();
    await expectAccessible(page);
    await expectNothingSideways(page);
  });
}
