import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { AppPage } from './app-page.ts';

interface AxisEntry {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly points: string;
  readonly spacing: string;
}

/** The sweep of the app, by the names that a user reads on it. */
export class SweepPage {
  readonly page: Page;
  readonly region: Locator;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole('region', { name: 'Sweep', exact: true });
  }

  async open(): Promise<void> {
    await new AppPage(this.page).choose('Sweep');
    await expect(this.region).toBeVisible();
  }

  button(name: string): Locator {
    return this.region.getByRole('button', { name, exact: true });
  }

  /** The fields of one parameter. */
  axis(name: 'Parameter' | 'Second parameter'): Locator {
    return this.region.getByRole('group', { name, exact: true });
  }

  /** Fills the form in for one or two parameters. */
  async enter(sweep: { readonly axes: readonly AxisEntry[]; readonly replications: string }): Promise<void> {
    const [first, second] = sweep.axes;
    if (first !== undefined) await this.enterAxis('Parameter', first);
    if (second !== undefined) {
      await this.button('Add a second parameter').click();
      await this.enterAxis('Second parameter', second);
    }
    await this.region.getByRole('textbox', { name: 'Runs of each point' }).fill(sweep.replications);
    await expect(this.button('Start')).toBeEnabled();
  }

  private async enterAxis(name: 'Parameter' | 'Second parameter', axis: AxisEntry): Promise<void> {
    const group = this.axis(name);
    await group.getByRole('combobox', { name, exact: true }).selectOption(axis.path);
    await group.getByRole('combobox', { name: 'Spacing' }).selectOption(axis.spacing);
    for (const [label, text] of [
      ['From', axis.from],
      ['To', axis.to],
      ['Points', axis.points],
    ] as const) {
      await group.getByRole('textbox', { name: label, exact: true }).fill(text);
    }
  }

  /** How many runs are over, as the page says it. */
  async progress(): Promise<{ readonly done: number; readonly total: number; readonly text: string }> {
    const text = (await this.region.locator('.sweep-progress').textContent()) ?? '';
    const all = /All ([\d,]+) runs done/.exec(text);
    const some = /([\d,]+) of ([\d,]+) runs done/.exec(text);
    const [done, total] = all === null ? [some?.[1] ?? '0', some?.[2] ?? '1'] : [all[1] ?? '', all[1] ?? ''];
    return { done: numberOf(done), total: numberOf(total), text };
  }

  /** Waits until the page has read what is kept of the sweep. */
  async settled(): Promise<void> {
    await expect(this.region.getByRole('status')).toContainText(/runs/);
  }

  async isComplete(timeoutMs = 90_000): Promise<void> {
    await expect(this.region.getByText(/All [\d,]+ runs done/)).toBeVisible({ timeout: timeoutMs });
  }

  /** The text of the file that the page saves. */
  async saved(format: 'JSON' | 'CSV'): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.button(`Save as ${format}`).click(),
    ]);
    return readFile(await download.path(), 'utf8');
  }
}

function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}
