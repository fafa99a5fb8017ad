import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { AppPage } from './app-page.ts';

/** The charts of the page under test, and what is done to their time. */
export class ChartPage extends AppPage {
  readonly panel: Locator;
  readonly strip: Locator;

  constructor(page: Page) {
    super(page);
    this.panel = page.getByRole('region', { name: 'Selected span' });
    this.strip = page.getByRole('group', { name: 'Part on display' });
  }

  /** Opens a scenario and shows the end of its run. */
  async openAtEnd(hash: string): Promise<void> {
    await this.open(hash);
    await this.runIsComplete();
    await this.button('To the end').click();
    await expect(this.button('Play')).toBeVisible();
    await this.moment.blur();
  }

  chart(title: string): Locator {
    return this.page.getByRole('figure').filter({ hasText: title });
  }

  /** The slider that lies over a plot: pointers, keys and its bounds. */
  reader(title: string): Locator {
    return this.page.getByRole('slider', { name: `${title}: values at a moment` });
  }

  stripPart(name: string): Locator {
    return this.strip.getByRole('slider', { name, exact: true });
  }

  /** Drags over a plot, from one share of its width to another. */
  async drag(title: string, from: number, to: number): Promise<void> {
    const { mouse } = this.page;
    await this.reader(title).scrollIntoViewIfNeeded();
    const { x, y, width, height } = await boxOf(this.reader(title));
    await mouse.move(x + from * width, y + height / 2);
    await mouse.down();
    await mouse.move(x + ((from + to) / 2) * width, y + height / 2);
    await mouse.move(x + to * width, y + height / 2);
    await mouse.up();
  }

  /** The bounds of what a chart shows, in seconds. */
  async shown(title: string): Promise<readonly [fromSec: number, toSec: number]> {
    const reader = this.reader(title);
    return [Number(await reader.getAttribute('min')), Number(await reader.getAttribute('max'))];
  }

  /** Opens the data of a chart where it is not open, presses a button there and reads what is downloaded. */
  async saved(title: string, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const chart = this.chart(title);
    const wanted = chart.getByRole('button', { name: button, exact: true });
    if (!(await wanted.isVisible())) await chart.getByText('Data', { exact: false }).first().click();
    return download(this.page, () => wanted.click());
  }
}

export async function boxOf(
  locator: Locator,
): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('there is no box');
  return box;
}

/** What the browser downloads after an action. */
export async function download(
  page: Page,
  act: () => Promise<void>,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The rows of a CSV of numbers, under the names of its columns. */
export function csvRows(text: string): readonly Readonly<Record<string, number>>[] {
  const [head = '', ...lines] = text.trimEnd().split('\r\n');
  const names = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', Number(cell)])),
  );
}
