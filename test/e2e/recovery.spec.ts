import { expect, test } from '@playwright/test';
import { AppPage } from './support/app-page.ts';
import { linkTo, SMALL } from './support/scenario-files.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

/** The file of the simulation worker among what the build put out. */
const WORKER = /\/simulation\.worker-[\w-]+\.js$/;

test('a run that is too large for memory is refused with its estimate, and the page goes on', async ({
  page,
}) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.runIsComplete();
  await app.enter('Clients', '200M');
  await expect(app.answer).toContainText(
    /Not simulated: the run needs about [\d,]+ MiB of memory; at most [\d,]+ MiB are accepted\./,
  );
  // The closed form needs no memory.
  await expect(app.sentence).toHaveText(/^No\. SNAT ports at the edge run out at \d+ of 200,000,000/);
  await app.enter('Clients', '500');
  await expect(app.sentence).toHaveText(/^Yes\. 500 of 500 connect/);
  await app.runIsComplete();
  await expect(app.sentence).toHaveText(/^Yes\. 500 of 500 connect/);
});

test('a page that opens on a run too large says so where the run would be', async ({ page }) => {
  const app = new AppPage(page);
  const [clients] = SMALL.clients ?? [];
  await app.open(await linkTo({ ...SMALL, clients: [{ ...clients, count: 200_000_000 }] }));
  await expect(page.getByRole('main')).toContainText(/needs about [\d,]+ MiB/);
  // Said once, and not offered again: it would be refused again.
  await expect(page.getByText(/needs about/)).toHaveCount(1);
  await expect(app.button('Try again')).toHaveCount(0);
  await app.enter('Clients', '2k');
  await app.runIsComplete();
  await expect(page.getByText(/needs about/)).toHaveCount(0);
});

test('a worker that fails once is started again without a word', async ({ page }) => {
  let requests = 0;
  await page.route(WORKER, async (route) => {
    requests += 1;
    if (requests === 1) await route.abort();
    else await route.continue();
  });
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.runIsComplete();
  expect(requests).toBeGreaterThanOrEqual(2);
  await expect(app.answer).not.toContainText('stopped');
});

test('a worker that keeps failing is reported, and can be tried again by hand', async ({ page }) => {
  let isBroken = true;
  await page.route(WORKER, (route) => (isBroken ? route.abort() : route.continue()));
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await expect(page.getByRole('main')).toContainText('The simulation worker could not be loaded.');
  // The answer in closed form is there all the same.
  await expect(app.sentence).toHaveText(/^No\. SNAT ports at the edge run out/);
  isBroken = false;
  await app.button('Try again').click();
  await app.runIsComplete();
  await expect(app.portMap).toContainText(/in use [\d,]+/);
});
