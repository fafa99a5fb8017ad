import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { parseScenarioText } from '../../src/scenario/parse.ts';
import { AppPage, tabTo } from './support/app-page.ts';
import { expectAccessible } from './support/axe.ts';
import { LargeMap } from './support/large-map.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { apart, touch } from './support/touch.ts';

const PORTS_EACH = 400;
/** Two addresses toward four servers, each pair with ports of its own: eight spaces. */
const SPACES: ScenarioFile = {
  ...SMALL,
  name: 'Two thousand clients on eight port spaces',
  path: [
    {
      name: 'edge',
      mode: 'snat',
      snat: { addresses: 2, ports: '10001-10400', scope: 'destination', selection: 'random', hold: '30s' },
    },
  ],
};

/** Opens a scenario three minutes after its start, paused. */
async function openAt3Minutes(page: Page, file = SPACES): Promise<AppPage> {
  const app = new AppPage(page);
  await app.open(await linkTo(file));
  await app.runIsComplete();
  await app.pause();
  await app.scrub('Home', 'PageUp', 'PageUp', 'PageUp');
  await expect(app.portMap.locator('.port-map-counts')).toContainText('at 0:03:00');
  return app;
}

/** Ports of the edge in use and held in a sample of the run, as the engine counts them here in Node. */
function sampleOf(file: ScenarioFile, atSec: number): { readonly inUse: number; readonly held: number } {
  const outcome = parseScenarioText(JSON.stringify(file));
  if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
  const { series } = runToEnd(outcome.scenario);
  const at = series.timeSec.indexOf(atSec);
  const value = (quantity: string): number => {
    const column = series.info.findIndex(
      (each) => each.quantity === quantity && each.station === 'path.0' && each.index === null,
    );
    return series.columns[column]![at]!;
  };
  return { inUse: value('ports-in-use'), held: value('ports-held') };
}

interface SpaceRow {
  readonly address: string;
  readonly destination: string;
  readonly inUse: number;
  readonly held: number;
}

/** The file that the matrix saves. */
async function savedSpaces(page: Page, large: LargeMap): Promise<SpaceRow[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), large.button('Save as CSV').click()]);
  expect(download.suggestedFilename()).toBe('port-spaces-of-edge-at-0-03-00.csv');
  const [head, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(head).toBe('time_s,source_address,destination,present,ports_in_use,ports_held,ports');
  return lines.map((line) => {
    const [time, address = '', destination = '', present, inUse, held, ports] = line.split(',');
    expect([time, present, ports]).toEqual(['180', '1', String(PORTS_EACH)]);
    return { address, destination, inUse: Number(inUse), held: Number(held) };
  });
}

function sum(rows: readonly SpaceRow[], key: 'inUse' | 'held'): number {
  return rows.reduce((all, row) => all + row[key], 0);
}

test('the matrix and the maps sum to the ports of the run at that moment', async ({ page }) => {
  const app = await openAt3Minutes(page);
  const sample = sampleOf(SPACES, 180);
  expect(sample.inUse).toBeGreaterThan(500);
  expect(sample.held).toBeGreaterThan(100);
  await app.portMap.getByRole('button', { name: 'Large' }).click();
  const large = new LargeMap(page);
  await expect(large.counts).toContainText('at 0:03:00');

  const rows = await savedSpaces(page, large);
  expect(rows).toHaveLength(8);
  expect({ inUse: sum(rows, 'inUse'), held: sum(rows, 'held') }).toEqual(sample);

  await large.matrix.getByText('As a table').click();
  const table = large.matrix.getByRole('row');
  await expect(table.nth(1)).toContainText(
    `${sample.inUse.toLocaleString('en-US')}${sample.held.toLocaleString('en-US')}`,
  );
  for (const { address, destination, inUse, held } of rows) {
    await large.from.selectOption(address);
    await large.to.selectOption(destination);
    const free = PORTS_EACH - inUse - held;
    await expect(large.counts).toHaveText(
      new RegExp(`in use ${inUse}held ${held}free ${free}\\s*of ${PORTS_EACH} at 0:03:00`),
    );
  }
});

test('fullest first puts the fullest space on top of the table', async ({ page }) => {
  await openAt3Minutes(page);
  await page.keyboard.press('m');
  const large = new LargeMap(page);
  const rows = await savedSpaces(page, large);
  await large.matrix.getByText('As a table').click();
  const first = large.matrix.getByRole('row').nth(2);
  await expect(first).toContainText('edge address 1servers 1:443');
  await large.matrix.getByRole('combobox', { name: 'rows' }).selectOption('fullest first');
  const most = Math.max(...rows.map(({ inUse, held }) => inUse + held));
  await expect(first.getByRole('cell').nth(3)).toHaveText(String(PORTS_EACH - most));
});

test('the mouse reads, zooms, drags and picks', async ({ page }) => {
  const app = await openAt3Minutes(page);
  await app.portMap.getByRole('button', { name: 'Large' }).click();
  const large = new LargeMap(page);
  await expect(large.matrix).toBeVisible();
  const box = (await large.surface.boundingBox())!;
  // The middle of the cell of port 10,243, in row 40.
  const at = { x: box.x + ((3 + 0.5) / 256) * box.width, y: box.y + ((40 + 0.5) / 256) * box.height };
  await page.mouse.move(at.x, at.y);
  await expect(large.reading).toContainText('port 10,243:');

  await expect(large.zoom).toHaveText('×1');
  await page.mouse.wheel(0, -960);
  await expect(large.zoom).toHaveText('×16');
  await expect(large.inset).toBeVisible();
  // What is pointed at stays under the pointer.
  await page.mouse.move(at.x + 1, at.y);
  await expect(large.reading).toContainText('port 10,243:');

  const before = await large.picture();
  await page.mouse.down();
  await page.mouse.move(at.x + 60, at.y + 100, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => large.picture()).not.toBe(before);
  const corner = (await large.inset.boundingBox())!;
  await page.mouse.click(corner.x + corner.width / 2, corner.y + corner.height / 2);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(large.reading).toHaveText(/^port 3[23],\d\d\d: outside the range$/);

  await large.button('Whole').click();
  await expect(large.zoom).toHaveText('×1');
  await expect(large.inset).toBeHidden();
  await large.button('Zoom in').click();
  await expect(large.zoom).toHaveText('×2');
  await large.surface.dblclick({ position: { x: 30, y: 30 } });
  await expect(large.zoom).toHaveText('×4');
  await large.button('Zoom out').click();
  await expect(large.zoom).toHaveText('×2');

  const state = await large.picture();
  await large.button('Age').click();
  await expect(large.button('Age')).toHaveAttribute('aria-pressed', 'true');
  await expect(large.dialog.locator('.port-map-age-marks')).toHaveText(/1 s10 s1 m10 m/);
  await expect.poll(() => large.picture()).not.toBe(state);

  const canvas = (await large.matrix.locator('canvas').boundingBox())!;
  // Below the two rows of the heads, in the last column: the second address toward the fourth server.
  const columnPx = 40;
  await page.mouse.click(canvas.x + canvas.width - columnPx, canvas.y + 2 * 24 + 24 + 12);
  await expect(large.from.locator('option:checked')).toHaveText('edge address 2');
  await expect(large.to.locator('option:checked')).toHaveText('servers 4:443');
  await expect(large.matrix).toContainText(/edge address 2 → servers 4:443: \d+ in use, \d+ held, \d+ free/);

  await large.button('Close').click();
  await expect(large.dialog).toBeHidden();
  await expect(
    app.portMap.getByRole('combobox', { name: 'Destination' }).locator('option:checked'),
  ).toHaveText('servers 4:443');
});

test('in the column of results the wheel scrolls, and zooms with Ctrl', async ({ page }) => {
  const app = await openAt3Minutes(page);
  const surface = app.portMap.locator('.port-map-surface');
  await surface.scrollIntoViewIfNeeded();
  await surface.hover({ position: { x: 20, y: 40 } });
  const zoom = app.portMap.locator('.port-map-zoom');
  await page.mouse.wheel(0, -120);
  await expect(zoom).toHaveText('×1');
  await page.keyboard.down('Control');
  await surface.hover({ position: { x: 20, y: 40 } });
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect(zoom).toHaveText('×4');
});

test('all of it works by keyboard alone', async ({ page }) => {
  const app = await openAt3Minutes(page);
  await page.keyboard.press('m');
  const large = new LargeMap(page);
  await expect(large.matrix).toBeVisible();

  // From the close button by Tab to the map.
  await tabTo(page, large.port, 40);
  for (let row = 4; row < 36; row += 16) await page.keyboard.press('PageDown');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight']) {
    await page.keyboard.press(key);
  }
  const tuple = String.raw`edge address 1:10241 to servers 1:443`;
  await expect(large.port).toHaveAttribute(
    'aria-valuetext',
    new RegExp(
      `^port 10241: (in use for .+, ${tuple}, client [\\d,]+ of browsers|held for .+, free again in .+, ${tuple}|free, ${tuple})$`,
    ),
  );
  await page.keyboard.press('Enter');
  await expect(large.zoom).toHaveText('×16');
  await page.keyboard.press('+');
  await expect(large.zoom).toHaveText('×32');
  await page.keyboard.press('-');
  await expect(large.zoom).toHaveText('×16');
  await page.keyboard.press('ArrowLeft');
  await expect(large.reading).toContainText('port 10,240:');
  await page.keyboard.press('Escape');
  await expect(large.zoom).toHaveText('×1');
  await expect(large.dialog).toBeVisible();

  await tabTo(page, large.space, 40);
  await expect(large.space).toHaveAttribute(
    'aria-valuetext',
    /^edge address 1 → servers 1:443: \d+ in use, \d+ held, \d+ free; \d+ % used\.$/,
  );
  for (const key of ['ArrowDown', 'End', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  await expect(large.space).toHaveAttribute('aria-valuetext', /^edge address 2 → servers 3:443: /);
  await expect(large.from.locator('option:checked')).toHaveText('edge address 2');
  await expect(large.to.locator('option:checked')).toHaveText('servers 3:443');

  await page.keyboard.press('Escape');
  await expect(large.dialog).toBeHidden();
  await expect(app.portMap.locator('.port-map-counts')).toContainText('at 0:03:00');
});

test('the matrix and the map follow the time, and a moment looks the same when it comes back', async ({
  page,
}) => {
  await openAt3Minutes(page);
  await page.keyboard.press('m');
  const large = new LargeMap(page);
  await large.matrix.getByText('As a table').click();
  const total = large.matrix.getByRole('row').nth(1);
  const matrix = (): Promise<string> =>
    large.matrix.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await expect(large.counts).toContainText('at 0:03:00');
  const early = { total: await total.textContent(), matrix: await matrix() };

  await large.moment.focus();
  await page.keyboard.press('PageUp');
  await expect(large.counts).toContainText('at 0:04:00');
  const later = sampleOf(SPACES, 240);
  await expect(total.getByRole('cell').nth(1)).toHaveText(later.inUse.toLocaleString('en-US'));
  await expect(total.getByRole('cell').nth(2)).toHaveText(later.held.toLocaleString('en-US'));
  expect(await matrix()).not.toBe(early.matrix);

  await page.keyboard.press('PageDown');
  await expect(large.counts).toContainText('at 0:03:00');
  await expect(total).toHaveText(early.total ?? '');
  await expect.poll(matrix).toBe(early.matrix);
});

test('one space for all destinations is one column, and the page says why', async ({ page }) => {
  const app = await openAt3Minutes(page, SMALL);
  await app.portMap.getByRole('button', { name: 'Large' }).click();
  const large = new LargeMap(page);
  await expect(large.matrix).toContainText(
    'One column: with scope “source” a port is taken toward all destinations at once.',
  );
  await tabTo(page, large.space, 40);
  await expect(large.space).toHaveAttribute(
    'aria-valuetext',
    /^edge address 1 → all destinations: \d+ in use, \d+ held, 0 free; 100 % used\.$/,
  );
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  await expect(large.space).toHaveValue('0');
});

test('axe finds nothing, in light and in dark', async ({ page }) => {
  await openAt3Minutes(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.press('m');
  const large = new LargeMap(page);
  await large.matrix.getByText('As a table').click();
  await large.button('Age').click();
  await large.button('Zoom in').click();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(page);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the map fills the width, two fingers zoom, and one moves what is shown', async ({ page }) => {
    const { app, surface } = await openPortsTab(page);
    const box = (await surface.boundingBox())!;
    expect(box.width).toBeGreaterThan(300);
    const zoom = app.portMap.locator('.port-map-zoom');
    const middle = { x: box.x + 20, y: box.y + (40 / 256) * box.height };
    await touch(page, apart(middle, 10), apart(middle, 80));
    await expect(zoom).toHaveText('×8');
    const first = app.portMap.locator('.port-map-scale li').first();
    const above = Number((await first.textContent())?.replace(',', ''));
    const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await touch(page, [centre], [{ x: centre.x, y: centre.y - 80 }]);
    await expect
      .poll(async () => Number((await first.textContent())?.replace(',', '')))
      .toBeGreaterThan(above + 6 * 256);
    await surface.tap({ position: { x: 60, y: 60 } });
    await expect(app.portMap.locator('.port-map-reading')).toContainText(/^port [\d,]+: /);
    await app.button('Whole').tap();
    await expect(zoom).toHaveText('×1');
  });

  test('axe finds nothing on the tab and in the large map, in light and in dark', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    const { app } = await openPortsTab(page);
    await app.button('Age').tap();
    await expectAccessible(page);
    await app.button('Large').tap();
    const large = new LargeMap(page);
    await expect(large.matrix).toBeVisible();
    await expectAccessible(page);
    const overflow = await large.dialog.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    expect(overflow).toBe(0);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expectAccessible(page);
  });
});

async function openPortsTab(page: Page): Promise<{ readonly app: AppPage; readonly surface: Locator }> {
  const app = new AppPage(page);
  await app.open(await linkTo(SPACES));
  await app.runIsComplete();
  await page.getByRole('tab', { name: 'Ports' }).tap();
  await expect(app.portMap).toContainText(/in use [\d,]+/);
  return { app, surface: app.portMap.locator('.port-map-surface') };
}
