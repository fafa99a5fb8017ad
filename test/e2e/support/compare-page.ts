import { expect, type Locator, type Page } from '@playwright/test';

/** The table of a comparison, by the names of its rows and columns. */
export class ComparePage {
  readonly page: Page;
  readonly region: Locator;

  /** @param what "strategies", "reconnect policies", "my columns" */
  constructor(page: Page, what: string) {
    this.page = page;
    this.region = page.getByRole('region', { name: `Comparison of ${what}` });
  }

  get heads(): Locator {
    return this.region.getByRole('columnheader').filter({ has: this.page.getByRole('button') });
  }

  button(name: string): Locator {
    return this.region.getByRole('button', { name, exact: true });
  }

  /** Cells of a row, without its name; in the order of the columns. */
  row(name: string): Locator {
    return this.region
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name }) })
      .getByRole('cell');
  }

  /** The cell of a row in the column of that name. */
  async cell(row: string, column: string): Promise<Locator> {
    const names = await this.heads.locator('.compare-name').allTextContents();
    expect(names).toContain(column);
    return this.row(row).nth(names.indexOf(column));
  }

  /** Waits until that many columns have come to their end. */
  async isComplete(columns: number): Promise<void> {
    await expect(this.heads).toHaveCount(columns);
    await expect(this.region).not.toContainText('simulated on the same arrivals', { timeout: 90_000 });
  }
}
