import { expect, type Page } from '@playwright/test';
import { AppPage } from './app-page.ts';
import { SweepPage } from './sweep-page.ts';

/** A view of the page that people come for, and how one gets there with a scenario open. */
export interface KeyView {
  readonly id: string;
  /** Ends when all that the view shows is there. */
  readonly show: (page: Page) => Promise<void>;
}

/** Longest that all runs of a view take on a slow machine. */
const RUNS_TIMEOUT_MS = 120_000;

export const KEY_VIEWS: readonly KeyView[] = [
  {
    id: 'run',
    show: async (page) => {
      const app = new AppPage(page);
      await app.runIsComplete();
      // On a phone it is behind a tab.
      if (await app.portMap.isVisible()) await expect(app.portMap).toContainText(/free [\d,]+/);
    },
  },
  {
    id: 'compare',
    show: async (page) => {
      await page.keyboard.press('c');
      const comparison = page.getByRole('region', { name: 'Comparison of strategies' });
      await expect(comparison.locator('.compare-answer')).not.toContainText('simulated on the same', {
        timeout: RUNS_TIMEOUT_MS,
      });
    },
  },
  {
    id: 'plan',
    show: async (page) => {
      await page.keyboard.press('p');
      const ways = page.getByRole('list', { name: 'Ways, cheapest first' });
      await expect(ways.getByRole('listitem').first()).toBeVisible();
      const pending = ways.getByText(/^waiting for simulation$|^\d+ of \d+ runs$/);
      await expect(pending).toHaveCount(0, { timeout: RUNS_TIMEOUT_MS });
    },
  },
  {
    id: 'sweep',
    show: async (page) => {
      await page.keyboard.press('w');
      const sweep = new SweepPage(page);
      await sweep.enter({
        axes: [
          { path: 'path.0.snat.addresses', from: '1', to: '4', points: '4', spacing: 'evenly spaced' },
          { path: 'path.0.snat.hold', from: '5s', to: '5m', points: '4', spacing: 'in equal ratios' },
        ],
        replications: '1',
      });
      await sweep.button('Start').click();
      await expect
        .poll(
          async () => {
            const { done, total } = await sweep.progress();
            return total - done;
          },
          { timeout: RUNS_TIMEOUT_MS },
        )
        .toBe(0);
    },
  },
  {
    id: 'gallery',
    show: async (page) => {
      await page.evaluate(() => {
        location.hash = 'gallery';
      });
      await expect(page.getByRole('heading', { name: 'The ten claims' })).toBeVisible();
    },
  },
];
