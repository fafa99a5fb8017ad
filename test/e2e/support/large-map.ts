import type { Locator, Page } from '@playwright/test';

/** The large map and the matrix beside it, by the names that a user reads or hears. */
export class LargeMap {
  readonly dialog: Locator;
  readonly port: Locator;
  readonly space: Locator;
  readonly counts: Locator;
  readonly reading: Locator;
  readonly surface: Locator;
  readonly inset: Locator;
  readonly matrix: Locator;
  readonly from: Locator;
  readonly to: Locator;
  readonly moment: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Port map' });
    this.port = this.dialog.getByRole('slider', { name: 'Port', exact: true });
    this.space = this.dialog.getByRole('slider', { name: 'Port space' });
    this.counts = this.dialog.locator('.port-map-counts');
    this.reading = this.dialog.locator('.port-map-reading');
    this.surface = this.dialog.locator('.port-map-surface');
    this.inset = this.dialog.locator('.port-map-inset');
    this.matrix = this.dialog.getByRole('region', { name: 'Source addresses and destinations' });
    this.from = this.dialog.getByRole('combobox', { name: 'Source address' });
    this.to = this.dialog.getByRole('combobox', { name: 'Destination' });
    this.moment = this.dialog.getByRole('slider', { name: 'Moment of the run' });
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true });
  }

  get zoom(): Locator {
    return this.dialog.locator('.port-map-zoom');
  }

  picture(): Promise<string> {
    return this.surface.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  }
}
