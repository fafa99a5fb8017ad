import process from 'node:process';
import { expect, test } from '@playwright/test';
import { parseScenarioText } from '../../src/scenario/parse.ts';
import { AppPage, frames } from './support/app-page.ts';
import { busySec, countPage, countsOf, heapBytes, lastUpdate, setHidden } from './support/main-thread.ts';
import { linkTo, SMALL, scenarioText } from './support/scenario-files.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const MIB = 2 ** 20;
/** The updates of a run come at most this often (`UPDATE_EVERY_MS`). */
const UPDATES_PER_SEC = 10;

/** Starts the run anew from another seed and waits for its end. */
async function runSeed(app: AppPage, seed: number): Promise<void> {
  await app.enter('Seed', String(seed));
  await expect(app.answer).toContainText(new RegExp(`Simulated: [\\d,]+ events, seed ${seed}, 1 run\\.`));
}

test('twenty restarts in a row leave no worker and no memory behind', async ({ page }) => {
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.runIsComplete();
  const session = await page.context().newCDPSession(page);
  // The first few compile code and fill caches.
  for (let seed = 101; seed <= 110; seed++) await runSeed(app, seed);
  const workers = page.workers().length;
  const before = await heapBytes(session);
  for (let seed = 201; seed <= 220; seed++) await runSeed(app, seed);
  const growth = (await heapBytes(session)) - before;
  test.info().annotations.push({ type: 'figure', description: `heap +${(growth / MIB).toFixed(2)} MiB` });
  expect(page.workers()).toHaveLength(workers);
  expect(workers).toBeLessThanOrEqual(2);
  expect(growth).toBeLessThan(3 * MIB);
});

test('restarts that overtake each other leave none either', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await app.runIsComplete();
  const session = await page.context().newCDPSession(page);
  const workers = page.workers().length;
  const before = await heapBytes(session);
  for (let seed = 301; seed < 320; seed++) {
    await app.enter('Seed', String(seed));
    // Longer than the page waits for a control to rest, shorter than the run.
    await page.waitForTimeout(150);
  }
  await runSeed(app, 320);
  const growth = (await heapBytes(session)) - before;
  test.info().annotations.push({ type: 'figure', description: `heap +${(growth / MIB).toFixed(2)} MiB` });
  expect(page.workers()).toHaveLength(workers);
  expect(growth).toBeLessThan(8 * MIB);
});

test('a hidden tab goes on computing and does not draw', async ({ page }) => {
  await countPage(page);
  const app = new AppPage(page);
  await app.open();
  await expect.poll(async () => (await countsOf(page)).drawings).toBeGreaterThan(0);
  await setHidden(page, true);
  const hidden = await countsOf(page);
  expect(hidden.updates.some(({ completed }) => completed)).toBe(false);
  await lastUpdate(page);
  await app.runIsComplete();
  await frames(page, 10);
  const done = await countsOf(page);
  expect(done.updates.length).toBeGreaterThan(hidden.updates.length);
  expect(done.drawings).toBe(hidden.drawings);

  await setHidden(page, false);
  await expect.poll(async () => (await countsOf(page)).drawings).toBeGreaterThan(hidden.drawings);
});

test('a tab that opens in the background draws nothing before it is looked at', async ({ page }) => {
  await countPage(page);
  await page.addInitScript(() => {
    const { fivetupleTest } = globalThis as unknown as { fivetupleTest: { hiddenByTest: boolean } };
    fivetupleTest.hiddenByTest = true;
  });
  const app = new AppPage(page);
  await app.open(await linkTo(SMALL));
  await app.runIsComplete();
  await frames(page, 10);
  expect((await countsOf(page)).drawings).toBe(0);
  await setHidden(page, false);
  await expect.poll(async () => (await countsOf(page)).drawings).toBeGreaterThan(0);
});

test('streaming a run to the page is a few messages a second, and each sample once', async ({ page }) => {
  await countPage(page);
  const app = new AppPage(page);
  await app.open();
  await expect.poll(async () => (await countsOf(page)).updates.length).toBeGreaterThan(0);
  await expect(app.portMap).toBeVisible();
  // Nothing is drawn meanwhile, so that what is left of the main thread's work is the streaming.
  await setHidden(page, true);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await busySec(session);
  await lastUpdate(page);
  const after = await busySec(session);
  const { updates } = await countsOf(page);

  const firstMs = updates[0]?.atMs ?? 0;
  const lastMs = updates.at(-1)?.atMs ?? 0;
  // The last one is the result, which waits for nothing.
  const onTheWay = updates.filter(({ completed }) => !completed);
  // Where the machine is busy with other things an update takes long, and the next one waits until that is 1 % of the time.
  const updatesPerSec =
    onTheWay.length < 2 ? 0 : (1000 * (onTheWay.length - 1)) / ((onTheWay.at(-1)?.atMs ?? 0) - firstMs);
  const samples = updates.reduce((sum, update) => sum + update.samples, 0);
  const sampleBytes = updates.reduce((sum, update) => sum + update.sampleBytes, 0);
  const otherBytes = Math.max(...updates.map((update) => update.otherBytes));
  const wallSec = after.atSec - before.atSec;
  const handledSec = updates.reduce((sum, { handledMs }) => sum + handledMs, 0) / 1000;
  const runSec = (lastMs - firstMs) / 1000;
  const percent = (sec: number, ofSec: number): string => `${((100 * sec) / ofSec).toFixed(2)} %`;
  process.stdout.write(
    `streaming: ${updates.length} messages, ${updatesPerSec.toFixed(1)} a second; ` +
      `${Math.round(sampleBytes / 1024)} KiB of samples, at most ${(otherBytes / 1024).toFixed(1)} KiB beside them in ` +
      `one; taking them was ${percent(handledSec, runSec)} of the time, all scripts of the page ` +
      `${percent(after.script - before.script, wallSec)}\n`,
  );
  expect(onTheWay.length).toBeGreaterThan(0);
  expect(updatesPerSec).toBeLessThanOrEqual(UPDATES_PER_SEC + 1);
  const outcome = parseScenarioText(scenarioText('100k-websockets'));
  if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
  const { durationSec, sampleEverySec } = outcome.scenario;
  expect(samples).toBe(durationSec / sampleEverySec + 1);
  // A number a column and sample, and nothing twice.
  expect(sampleBytes % (samples * 8)).toBe(0);
  expect(sampleBytes / (samples * 8)).toBeLessThan(64);
  expect(otherBytes).toBeLessThan(16 * 1024);
});
