import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { expectAccessible } from './support/axe.ts';
import { ChartPage, csvRows, download } from './support/chart-page.ts';
import { LOOKS } from './support/looks.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';
import { expectNothingSideways } from './support/sideways.ts';

const CONCURRENT = 'Concurrent connections';
const SAMPLES = 3001;

/** More than fits on one page, had it no bounds. */
const LARGE: ScenarioFile = {
  ...SMALL,
  name: 'Six populations, five hops and a dozen events on the way to four servers that listen on five ports each',
  duration: '5m',
  clients: Array.from({ length: 6 }, (_, index) => ({
    ...SMALL.clients[0],
    name: `browsers in region ${index + 1}`,
    count: 300,
  })),
  path: [
    ...(SMALL.path === 'direct' || SMALL.path === undefined ? [] : SMALL.path),
    ...Array.from({ length: 4 }, (_, index) => ({ name: `router ${index + 1}`, mode: 'router' as const })),
  ],
  backends: { name: 'servers', count: 4, ports: [443, 444, 445, 446, 447] },
  events: Array.from({ length: 12 }, (_, index) => ({
    at: `${60 + 15 * index}s`,
    action: 'disconnect' as const,
    target: 'browsers in region 1',
    share: 0.1,
  })),
};

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What `fivetuple run - --json` writes. */
function documentOfCommand(file: ScenarioFile): Record<string, unknown> {
  const program = ['node_modules/tsx/dist/cli.mjs', 'src/cli/fivetuple.ts', 'run', '-', '--json'];
  const text = execFileSync(process.execPath, program, { cwd: ROOT, input: JSON.stringify(file) });
  return JSON.parse(text.toString()) as Record<string, unknown>;
}

interface ParsedSvg {
  readonly error: string | null;
  readonly texts: readonly string[];
  /** Points of each path without a fill, by the colour of its stroke. */
  readonly lines: readonly (readonly [stroke: string, points: number])[];
}

/** An SVG as the browser reads it. */
function parseSvg(page: Page, text: string): Promise<ParsedSvg> {
  return page.evaluate((source) => {
    const root = new DOMParser().parseFromString(source, 'image/svg+xml');
    const all = (selector: string): Element[] => [...root.querySelectorAll(selector)];
    return {
      error: root.querySelector('parsererror')?.textContent ?? null,
      texts: all('text').map((each) => each.textContent),
      lines: all('path[fill=none]').map((each): [string, number] => [
        each.getAttribute('stroke') ?? '',
        (each.getAttribute('d') ?? '').split(/[ML]/).length - 1,
      ]),
    };
  }, text);
}

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').split(/\/Type\s*\/Page\b/).length - 1;

test('a chart is saved as vectors and as pixels, as it is shown, in light colours', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const app = new ChartPage(page);
  await app.openAtEnd(await linkTo(SMALL));
  const whole = await app.saved(CONCURRENT, 'Save SVG');
  expect(whole.name).toBe('two-thousand-clients-on-a-thousand-ports-concurrent-connections.svg');
  const svg = await parseSvg(page, whole.bytes.toString());
  expect(svg.error).toBeNull();
  expect(svg.texts).toEqual(
    expect.arrayContaining(['target 2,000', 'edge: SNAT ports 857', CONCURRENT, '10 m']),
  );
  expect(svg.texts.some((text) => text.startsWith('first failure at '))).toBe(true);
  expect(svg.texts).toContain(SMALL.name);
  expect(
    svg.texts.some((text) => /^Simulated by Fivetuple \S+, seed 7, series [0-9a-f]{16}$/.test(text)),
  ).toBe(true);
  // One point or two for each of the 702 pixels between the axes.
  const connected = svg.lines.find(([stroke, points]) => stroke === '#0072b2' && points > 2);
  expect(connected?.[1]).toBeGreaterThanOrEqual(702);
  expect(connected?.[1]).toBeLessThanOrEqual(2 * 702);
  expect(whole.bytes.toString()).toMatch(/<rect [^>]+fill="#fff(fff)?"/);

  await test.step('PNG at twice the size', async () => {
    const { name, bytes } = await app.saved(CONCURRENT, 'Save PNG');
    expect(name).toMatch(/-concurrent-connections\.png$/);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(whole.bytes.toString()) ?? [];
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
  });

  await test.step('the part on display, sample by sample', async () => {
    const reader = app.reader(CONCURRENT);
    await reader.focus();
    await page.keyboard.press('Home');
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('f');
    expect(await app.shown(CONCURRENT)).toEqual([0, 12]);
    const part = await parseSvg(page, (await app.saved(CONCURRENT, 'Save SVG')).bytes.toString());
    // Samples at 0, 0.2 ... 12 s, and one beyond.
    const points = part.lines.filter(([stroke]) => stroke === '#0072b2').map(([, count]) => count);
    expect(Math.max(...points)).toBe(62);
    expect(part.texts).not.toContain('10 m');
  });
});

test('results, series and all charts are exported', async ({ page }) => {
  const app = new ChartPage(page);
  await app.openAtEnd(await linkTo(SMALL));
  const exported = (name: string) => download(page, () => app.button(name).click());

  await test.step('results are the document of the command line', async () => {
    const { name, bytes } = await exported('Results as JSON');
    expect(name).toBe('two-thousand-clients-on-a-thousand-ports-results.json');
    const { eventsPerSecond: _, ...byCommand } = documentOfCommand(SMALL);
    expect(JSON.parse(bytes.toString())).toEqual(byCommand);
  });

  await test.step('the series has a row for each sample and a column for each that is recorded', async () => {
    const { name, bytes } = await exported('Series as CSV');
    expect(name).toMatch(/-series\.csv$/);
    const rows = csvRows(bytes.toString());
    expect(rows).toHaveLength(SAMPLES);
    expect(Object.keys(rows[0] ?? {})).toEqual(
      expect.arrayContaining(['time_s', 'concurrent', 'attempts', 'backends.3:connections']),
    );
    expect(rows.at(-1)?.['time_s']).toBe(600);
  });

  await test.step('all charts on one sheet', async () => {
    const { bytes } = await exported('Charts as SVG');
    const svg = await parseSvg(page, bytes.toString());
    expect(svg.error).toBeNull();
    expect(svg.texts).toEqual(
      expect.arrayContaining([
        CONCURRENT,
        'Ports in use',
        'Failures by cause',
        'Load per backend',
        'capacity 1,000',
      ]),
    );
  });
});

test('a report is looked at, leads back and fits on one page', async ({ page }) => {
  const app = new ChartPage(page);
  await app.openAtEnd(await linkTo(SMALL));
  const sentence = (await app.sentence.textContent()) ?? '';
  await app.button('Report to print').focus();
  await page.keyboard.press('Enter');
  const report = page.getByRole('article', { name: 'Report' });
  await expect(report).toContainText(sentence);
  await expect(report).toContainText('2,000 clients, within 2 m');
  await expect(report).toContainText('1 source address, ports 10001–11000; scope source, random, held 30 s');
  await expect(report.getByRole('row', { name: /^edge SNAT ports/ })).toContainText('857');
  await expect(report).toContainText(/seed 7, [\d,]+ events, 1 run, series [0-9a-f]{16}/);
  await expect(report.getByRole('img')).toHaveCount(4);
  await expect(report.getByRole('img').first()).toHaveAttribute(
    'alt',
    /^Concurrent connections, connections\. connected: peak/,
  );
  for (const format of ['A4', 'Letter']) expect(pagesOf(await page.pdf({ format }))).toBe(1);

  await test.step('Print asks the browser to', async () => {
    const asked = page.evaluate(
      () =>
        new Promise((resolve) => {
          window.print = () => resolve('asked');
        }),
    );
    await page.getByRole('button', { name: 'Print', exact: true }).press('Enter');
    expect(await asked).toBe('asked');
  });

  await test.step('its link opens the same question', async () => {
    const href = (await report.getByRole('link').getAttribute('href')) ?? '';
    await page.keyboard.press('Escape');
    await expect(report).toBeHidden();
    await page.goto('about:blank');
    await page.goto(href);
    await expect(app.sentence).toBeVisible();
    await app.runIsComplete();
    await expect(app.sentence).toHaveText(sentence);
  });
});

test('a report of a large scenario fits on one page as well', async ({ page }) => {
  const app = new ChartPage(page);
  await app.openAtEnd(await linkTo(LARGE));
  await app.button('Report to print').click();
  const report = page.getByRole('article', { name: 'Report' });
  await expect(report.getByRole('img')).toHaveCount(4);
  await expect(report).toContainText('9 more');
  for (const format of ['A4', 'Letter']) expect(pagesOf(await page.pdf({ format }))).toBe(1);
});

test('the page itself is printed without its controls, and light', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const app = new ChartPage(page);
  await app.openAtEnd(await linkTo(SMALL));
  await page.evaluate(() => {
    const seen: (string | undefined)[] = [];
    addEventListener('beforeprint', () => seen.push(document.documentElement.dataset['theme']));
    Object.assign(globalThis, { seen });
  });
  const pages = pagesOf(await page.pdf({ format: 'A4' }));
  expect(pages).toBeGreaterThan(0);
  expect(pages).toBeLessThanOrEqual(3);
  expect(await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)).toEqual(['light']);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.emulateMedia({ media: 'print' });
  await expect(app.sentence).toBeVisible();
  await expect(app.reader(CONCURRENT)).toBeHidden();
  await expect(app.chart(CONCURRENT)).toBeVisible();
  for (const hidden of [
    app.field('Clients'),
    app.button('Play'),
    app.button('More'),
    app.button('Charts as SVG'),
  ])
    await expect(hidden).toBeHidden();
});

for (const { colorScheme, ...size } of LOOKS) {
  test(`axe finds nothing about the report: ${colorScheme}, ${size.width}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const app = new ChartPage(page);
    await app.open(await linkTo(SMALL));
    await app.runIsComplete();
    await app.chart(CONCURRENT).getByText('Data', { exact: false }).first().click();
    await expect(app.chart(CONCURRENT).getByRole('button', { name: 'Save PNG' })).toBeVisible();
    await expectAccessible(page);
    await app.button('Report to print').click();
    await expect(page.getByRole('article', { name: 'Report' }).getByRole('img')).toHaveCount(4);
    await expectAccessible(page);
    await expectNothingSideways(page);
  });
}
