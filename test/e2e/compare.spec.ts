import { expect, type Locator, type Page, test } from '@playwright/test';
import { AppPage, STRATEGY_NAMES, type StrategyName } from './support/app-page.ts';
import { ComparePage } from './support/compare-page.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

/** The comparison of the six strategies, whose columns are always the same. */
class Strategies extends ComparePage {
  constructor(page: Page) {
    super(page, 'strategies');
  }

  of(row: string, strategy: StrategyName): Locator {
    return this.row(row).nth(STRATEGY_NAMES.indexOf(strategy));
  }

  /** Waits until every strategy has been simulated to its end. */
  async areComplete(): Promise<void> {
    await this.isComplete(STRATEGY_NAMES.length);
    await expect(this.region.getByRole('button', { name: /^Open / })).toHaveCount(STRATEGY_NAMES.length - 1);
  }
}

test('all six strategies face the same arrivals, and each has its own verdict', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await app.button('Compare').click();
  const comparison = new Strategies(page);
  await expect(comparison.region.getByRole('columnheader')).toHaveCount(1 + STRATEGY_NAMES.length);
  for (const [index, name] of STRATEGY_NAMES.entries()) {
    await expect(comparison.region.getByRole('columnheader').nth(1 + index)).toContainText(name);
  }
  await comparison.areComplete();

  await expect(comparison.of('Answer', 'SNAT')).toHaveText(
    /^No\. SNAT ports at the edge run out at 61,\d{3}/,
  );
  for (const name of ['SNAT pool', 'No SNAT', 'DSR', 'Proxy', 'Direct'] as const) {
    await expect(comparison.of('Answer', name)).toHaveText(/^Yes\. 100,000 of 100,000 connect/);
    await expect(comparison.of('Failed attempts', name)).toHaveText(/^0/);
    await expect(comparison.of('First failure', name)).toHaveText('none');
  }
  // The same clients at the same times: where nothing is refused, nothing differs.
  const peaks = await Promise.all(
    (['No SNAT', 'DSR', 'Direct'] as const).map((name) =>
      comparison.of('Peak concurrent', name).textContent(),
    ),
  );
  expect(new Set(peaks).size).toBe(1);
  await expect(comparison.of('First failure', 'SNAT')).toHaveText(
    /after 6 m \d+ s.*SYN dropped by NAT \(edge\)/,
  );
  await expect(comparison.of('Through the balancer', 'DSR')).toContainText('requests only');
  await expect(comparison.of('Through the balancer', 'Direct')).toContainText('no balancer');
  await expect(comparison.of('Source ports at peak', 'No SNAT')).toHaveText('no port leased');
});

test('a strategy opens from the comparison, and the others keep what was set', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.button('Compare').click();
  const comparison = new Strategies(page);
  await comparison.areComplete();
  await expect(
    comparison.region.getByRole('columnheader', { name: 'SNAT', exact: false }).first(),
  ).toContainText('open now');
  await comparison.region.getByRole('button', { name: 'Open DSR' }).click();
  await expect(comparison.region).toHaveCount(0);
  await expect(app.button('Compare')).toHaveAttribute('aria-pressed', 'false');
  await expect(app.strategy('DSR')).toBeChecked();
  await expect(app.sentence).toHaveText(/^Yes\. 2,000 of 2,000 connect/);
  await app.button('Undo').click();
  await expect(app.strategy('SNAT')).toBeChecked();
  await expect(app.field('SNAT ports')).toHaveValue('10001-11000');
});

test('a change beside the comparison runs it again', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.button('Compare').click();
  const comparison = new Strategies(page);
  await comparison.areComplete();
  await expect(comparison.of('Answer', 'SNAT')).toHaveText(/^No\./);
  await app.enter('Clients', '600');
  for (const name of STRATEGY_NAMES) {
    await expect(comparison.of('Answer', name)).toHaveText(/^Yes\. 600 of 600 connect/);
  }
  await comparison.areComplete();
});

test('a baseline is pinned by mouse or by keyboard, and the other strategies show how they differ', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.button('Compare').click();
  const strategies = new ComparePage(page, 'strategies');
  await strategies.isComplete(STRATEGY_NAMES.length);
  const { region } = strategies;
  await expect(region).toContainText('Choose a baseline to see differences as numbers.');
  await expect(region.getByRole('rowheader', { name: 'Changed inputs' })).toHaveCount(0);
  await strategies.button('Baseline SNAT').focus();
  await page.keyboard.press('Enter');
  await expect(region).toContainText('Differences are from SNAT.');
  await expect(await strategies.cell('Changed inputs', 'SNAT pool')).toHaveText(
    /^SNAT addresses: 1 →\s+to 2 path\.0\.snat\.addresses$/,
  );
  const failed = await strategies.cell('Failed attempts', 'DSR');
  await expect(failed).toHaveText(/^0 lowest0 % of [\d,]+−[\d,]+ \(−100 %\), −[\d.]+ points$/);
  await expect(await strategies.cell('Failed attempts', 'SNAT')).not.toContainText('points');
  await expect(region.locator('.compare-answer')).toHaveText(/do best/);

  await test.step('it survives a reload, and goes with a second press', async () => {
    await page.reload();
    await app.button('Compare').click();
    await strategies.isComplete(STRATEGY_NAMES.length);
    await expect(strategies.button('Baseline SNAT')).toHaveAttribute('aria-pressed', 'true');
    await strategies.button('Baseline SNAT').click();
    await expect(strategies.button('Baseline SNAT')).toHaveAttribute('aria-pressed', 'false');
    await expect(region.getByRole('rowheader', { name: 'Changed inputs' })).toHaveCount(0);
  });
});

test('one crosshair reads all columns, of connections and of failures', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.button('Compare').click();
  const strategies = new ComparePage(page, 'strategies');
  const { region } = strategies;
  await strategies.isComplete(STRATEGY_NAMES.length);
  const legend = region.getByRole('list', { name: 'Legend' }).getByRole('listitem');
  await expect(legend).toHaveText([...STRATEGY_NAMES]);
  const slider = region.getByRole('slider', { name: 'Concurrent connections of all columns at a moment' });
  await slider.hover();
  await expect(region.locator('.column-legend')).toContainText('at 0:05:00');
  const connected = (await legend.allInnerTexts()).map((text) => Number(text.replace(/\D/g, '')));
  expect(connected[3]).toBe(connected[2]);
  expect(connected[0]).toBeLessThan(connected[3] ?? 0);
  await region.getByRole('combobox', { name: 'Lines of' }).selectOption('Failed attempts so far');
  const failures = region.getByRole('slider', { name: 'Failed attempts so far of all columns at a moment' });
  await failures.focus();
  await page.keyboard.press('End');
  await expect(failures).toHaveAttribute('aria-valuetext', /^10 min: SNAT [\d,]{4,}, .*DSR 0, /);
  // The last sample is the end of the run: what has failed then is what its table says.
  const cell = await strategies.cell('Failed attempts', 'SNAT');
  const total = /^[\d,]+/.exec(await cell.innerText())?.[0] ?? '';
  await expect(failures).toHaveAttribute('aria-valuetext', new RegExp(`SNAT ${total},`));
  // A small chart moves the crosshair of all.
  await region.locator('.compare-chart').nth(2).hover();
  await expect(region.locator('.column-legend')).toContainText('at 0:0');
  await app.strategy('SNAT').hover();
  await expect(region.locator('.column-legend')).not.toContainText('at 0:0');
});

test('reconnect policies face the same event, and one of them opens', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(
    await linkTo({
      ...SMALL,
      duration: '4m',
      clients: [
        {
          name: 'browsers',
          count: 2000,
          connectTimeout: '2s',
          arrivals: { rampUp: '30s' },
          session: { lifetime: { distribution: 'exponential', mean: '4h' } },
          reconnect: { policy: 'fixed', base: '1s', cap: '1m' },
        },
      ],
      path: 'direct',
      backends: { count: 2, handshakesPerSecond: 100 },
      events: [{ at: '1m', action: 'restart', batch: 2, down: '1s' }],
      targets: undefined,
    }),
  );
  await app.button('Compare').click();
  await page.getByRole('radio', { name: 'Reconnect policies' }).check();
  const comparison = new ComparePage(page, 'reconnect policies');
  const { region } = comparison;
  await expect(region).not.toContainText('simulated on the same arrivals', { timeout: 60_000 });
  await expect(region.getByRole('columnheader')).toHaveCount(1 + 5);
  // The tier serves 200 a second and its clients wait 2 s: 2,000 that come back at once never get in.
  await expect(region).toContainText(/Under .*Fixed.* the clients are not back before the end\./);
  const recovered = comparison.row('Recovered after');
  await region.getByRole('button', { name: 'Baseline Immediate' }).click();
  await expect(comparison.row('Changed inputs').nth(3)).toContainText(
    /Policy: immediate →\s+to full-jitter|immediate →\s+to full jitter/i,
  );
  await expect(comparison.row('Highest wave').nth(3)).toContainText(/−[\d,]+\/s \(−[\d.]+ %\)/);
  await expect(recovered.nth(1)).toContainText('not in this run');
  await expect(recovered.nth(3)).toContainText(/\d+ s/);
  await region.getByRole('button', { name: 'Open Full jitter' }).click();
  await expect(region).toHaveCount(0);
  await app.button('Compare').click();
  await page.getByRole('radio', { name: 'Reconnect policies' }).check();
  await expect(region.getByRole('columnheader', { name: /Full jitter/ })).toContainText('open now');
});
