import { expect, test } from '@playwright/test';
import { AppPage, STRATEGY_NAMES, type StrategyName } from './support/app-page.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

test('the page opens on the question with an answer in numbers, then confirms it by simulation', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open();
  await expect(page.getByRole('combobox', { name: 'Question' })).toHaveText(
    /Can one load balancer carry 100k WebSockets to ten servers\?/,
  );
  // 61,134 in closed form; the run must come close to it, and stops being a closed form when it does.
  await expect(app.sentence).toHaveText(
    /^No\. SNAT ports at the edge run out at 61,\d{3} of 100,000 after 6\sm \d+\ss\.$/,
  );
  await expect(app.answer).toHaveAttribute('data-verdict', 'no');
  await app.runIsComplete();
  await expect(app.sentence).toHaveText(/^No\. SNAT ports at the edge run out at 61,\d{3} of 100,000/);
  await expect(app.answer).toContainText(/[\d,]+ of [\d,]+ attempts fail \(\d+(\.\d+)?\s%\)/);
  await expect(app.answer).not.toContainText('Closed form');
});

test('a second SNAT address, set with the keyboard, turns the answer to yes', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await expect(app.sentence).toHaveText(/^No\./);
  const slider = app.slider('SNAT addresses');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', '2');
  await expect(app.field('SNAT addresses')).toHaveValue('2');
  await expect(app.strategy('SNAT pool')).toBeChecked();
  await expect(app.sentence).toHaveText(/^Yes\. 100,000 of 100,000 connect; .* SNAT ports at the edge/);
  await app.runIsComplete();
  await expect(app.sentence).toHaveText(/^Yes\. 100,000 of 100,000 connect; .* SNAT ports at the edge/);
  await page.keyboard.press('ArrowLeft');
  await expect(app.sentence).toHaveText(/^No\./);
});

test('fields take units and arithmetic, and refuse what is no number with the reason', async ({ page }) => {
  const app = new AppPage(page);
  await app.open('#example/direct-server-return');
  await expect(app.sentence).toHaveText(/^Yes\. 100,000 of 100,000 connect/);

  await app.enter('Clients', '200k');
  await expect(app.field('Clients')).toHaveValue('200,000');
  await expect(app.sentence).toHaveText(/^Yes\. 200,000 of 200,000 connect/);
  await app.enter('Clients', '64*1024');
  await expect(app.field('Clients')).toHaveValue('65,536');
  await expect(app.sentence).toHaveText(/^Yes\. 65,536 of 65,536 connect/);
  await app.enter('Lifetime, median', '2*90s');
  await expect(app.field('Lifetime, median')).toHaveValue('3m');

  const clients = app.field('Clients');
  await app.enter('Clients', '12 parsecs');
  await expect(clients).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('alert').filter({ hasText: '12 parsecs' })).toContainText('Accepted:');
  await expect(app.sentence).toHaveText(/^Yes\. 65,536 of 65,536 connect/);
  await clients.press('Escape');
  await expect(clients).toHaveValue('65,536');
  await expect(clients).toHaveAttribute('aria-invalid', 'false');
});

test('a field that is given back to its default says which default that is', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await app.enter('Hold after close', '5s');
  await expect(app.field('Hold after close')).toHaveValue('5s');
  // netfilter's own TIME_WAIT, nf_conntrack_tcp_timeout_time_wait.
  await app.button('Reset Hold after close to 2m').click();
  await expect(app.field('Hold after close')).toHaveValue('2m');
  await expect(page.getByRole('button', { name: /^Reset Hold after close/ })).toHaveCount(0);
});

interface Expected {
  readonly answer: RegExp;
  /** What the diagram calls the hop; null where there is none. */
  readonly hop: RegExp | null;
  readonly binds: string;
  readonly has: readonly string[];
  readonly lacks: readonly string[];
}

const FORWARDS: Pick<Expected, 'answer' | 'binds' | 'has' | 'lacks'> = {
  answer: /^Yes\. 100,000 of 100,000 connect; .* flow table at the edge at 236,059/,
  binds: 'edge flow table',
  has: ['Instances'],
  lacks: ['SNAT addresses', 'SNAT ports', 'Hold after close', 'Port selection', 'Clients choose'],
};

/** The default question under each strategy. */
const EXPECTED: Readonly<Record<StrategyName, Expected>> = {
  SNAT: {
    answer: /^No\. SNAT ports at the edge run out at 61,\d{3} of 100,000/,
    hop: /edge · snat/,
    binds: 'edge SNAT ports',
    has: ['SNAT addresses', 'SNAT ports', 'Hold after close'],
    lacks: ['Address choice', 'Block size', 'Clients choose'],
  },
  'SNAT pool': {
    answer: /^Yes\. 100,000 of 100,000 connect; .* SNAT ports at the edge at 122,268/,
    hop: /edge · snat/,
    binds: 'edge SNAT ports',
    has: ['SNAT addresses', 'Address choice'],
    lacks: ['Block size', 'Clients choose'],
  },
  'No SNAT': { ...FORWARDS, hop: /edge · dnat/ },
  DSR: { ...FORWARDS, hop: /edge · dsr/ },
  Proxy: {
    answer: /^Yes\. 100,000 of 100,000 connect; .* source ports at the edge at 267,299/,
    hop: /edge · proxy/,
    binds: 'edge source ports toward the next stage',
    has: ['Instances', 'Port selection'],
    lacks: ['Address choice', 'Clients choose'],
  },
  Direct: {
    answer: /^Yes\. 100,000 of 100,000 connect; .* file descriptors at the servers at 10,485,760/,
    hop: null,
    binds: 'servers file descriptors',
    has: ['Clients choose'],
    lacks: ['Instances', 'Balance', 'SNAT addresses', 'SNAT ports', 'Hold after close'],
  },
};

test('each strategy changes the answer, the diagram, the ladder and the controls', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  const control = (label: string) => page.getByLabel(label, { exact: true });
  for (const name of STRATEGY_NAMES.toReversed()) {
    await test.step(name, async () => {
      const { answer, hop, binds, has, lacks } = EXPECTED[name];
      await app.strategy(name).check();
      await expect(app.sentence).toHaveText(answer);
      await expect(app.ladder.getByRole('rowheader').first()).toHaveText(binds);
      if (hop === null) await expect(page.getByText(/edge · \w+/)).toHaveCount(0);
      else await expect(page.getByText(hop).first()).toBeVisible();
      for (const label of has) await expect(control(label)).toHaveCount(1);
      for (const label of lacks) await expect(control(label)).toHaveCount(0);
    });
  }
});

test('a strategy that comes back has its settings again', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await app.enter('Hold after close', '5s');
  await app.strategy('Direct').check();
  await expect(app.field('Hold after close')).toHaveCount(0);
  await app.strategy('SNAT').check();
  await expect(app.field('Hold after close')).toHaveValue('5s');
  // A pool that was never open is SNAT with a second address, also by way of another strategy.
  await app.strategy('Proxy').check();
  await app.strategy('SNAT pool').check();
  await expect(app.field('SNAT addresses')).toHaveValue('2');
  await expect(app.field('Hold after close')).toHaveValue('5s');
});

test('a row of the ladder opens its arithmetic, its source and the way to raise it', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  const row = app.ladder.getByRole('button', { name: 'edge SNAT ports' });
  await expect(row).toHaveAttribute('aria-expanded', 'false');
  await row.press('Enter');
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await expect(app.ladder).toContainText('1 address x 64,512 ports');
  for (const entry of ['Arithmetic', 'Smallest change', 'How to raise', 'How it shows', 'Source']) {
    await expect(app.ladder.locator('dt').filter({ hasText: new RegExp(`^${entry}$`) })).toHaveCount(1);
  }
  await row.press('Enter');
  await expect(app.ladder.locator('dt')).toHaveCount(0);
});

test('what binds next, with the change that leads there, follows the sliders and opens its arithmetic', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open();
  const next = page.getByRole('region', { name: 'What binds next' });
  const steps = next.getByRole('listitem');
  await expect(steps).toHaveCount(2);
  await expect(steps.first()).toContainText(/edge SNAT ports\s*61,134\s*Lift to 236,059: 4 addresses/);
  await expect(next).toContainText('Nothing binds below 1,000,000, 10 times the demand');
  await steps.nth(1).locator('summary').press('Enter');
  await expect(steps.nth(1)).toContainText('path.0.flowTable.max 262,144 -> 1,110,501');
  await expect(steps.nth(1)).toContainText('17 addresses for the SNAT ports at the edge');
  await app.field('SNAT addresses').fill('6');
  await app.field('SNAT addresses').press('Enter');
  // Six addresses carry more than the flow table, which now binds first.
  await expect(steps.first()).toContainText('edge flow table');
});
