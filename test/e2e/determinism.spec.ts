import { expect, type Page, test } from '@playwright/test';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import { parseScenarioText } from '../../src/scenario/parse.ts';
import { smallScenarios } from '../support/small-scenarios.ts';
import { AppPage } from './support/app-page.ts';
import { scenarioText } from './support/scenario-files.ts';
import { servePoolPage } from './support/serve-pool-page.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

/** What must agree to the last bit: the hash covers every sample of every column. */
interface Fingerprint {
  readonly seriesHash: string;
  readonly events: number;
  readonly peakConcurrent: number;
  readonly meanConcurrent: number;
}

function fingerprint({ seriesHash, events, peakConcurrent, meanConcurrent }: Fingerprint): Fingerprint {
  return { seriesHash, events, peakConcurrent, meanConcurrent };
}

/** Runs the scenario here, in Node. */
function inNode(id: string): Fingerprint {
  const outcome = parseScenarioText(scenarioText(id));
  if (!outcome.ok) throw new Error(`${id}: ${outcome.errors[0]?.message}`);
  return fingerprint(runToEnd(outcome.scenario).summary);
}

/** What the page exports as the results of its finished run. */
async function inBrowser(app: AppPage): Promise<Fingerprint> {
  await app.runIsComplete();
  const { results } = JSON.parse((await app.exported()).text) as { readonly results: Fingerprint };
  expect(results.seriesHash).toMatch(/^[0-9a-f]{16}$/);
  return fingerprint(results);
}

async function open(page: Page, id: string): Promise<AppPage> {
  const app = new AppPage(page);
  await app.open(`#example/${id}`);
  return app;
}

test('the default run gives the same bits in the browser as in Node, while it is played', async ({
  page,
}) => {
  const app = await open(page, '100k-websockets');
  await expect(app.button('Pause')).toBeVisible();
  // The two run at the same time.
  const expected = inNode('100k-websockets');
  expect(await inBrowser(app)).toEqual(expected);
});

test('pausing, scrubbing and reading port maps meanwhile change nothing', async ({ page }) => {
  const app = await open(page, 'one-office-address');
  await app.pause();
  await app.button('To the end').click();
  await app.scrub('PageDown', 'PageDown');
  await app.button('Play').click();
  await app.portMap.getByText('By range').click();
  const played = await inBrowser(app);
  expect(played).toEqual(inNode('one-office-address'));

  // A run that is cancelled half way and started again is the same run.
  await app.enter('Seed', '2');
  await app.enter('Seed', '1');
  expect(await inBrowser(app)).toEqual(played);
  await app.enter('Seed', '2');
  expect((await inBrowser(app)).seriesHash).not.toBe(played.seriesHash);
});

test('a page that draws nothing that moves computes the same run', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 390, height: 844 });
  const app = new AppPage(page);
  await app.open('#example/direct-server-return');
  await app.runIsComplete();
  expect(await inBrowser(app)).toEqual(inNode('direct-server-return'));
});

test('a fixed set of scenarios has the same hashes in Node, in one worker and in four at once', async ({
  page,
}) => {
  const expected = smallScenarios().map((scenario) => runToEnd(scenario).summary.seriesHash);
  expect(new Set(expected).size).toBe(expected.length);
  const served = await servePoolPage();
  try {
    await page.goto(served.url);
    await page.waitForFunction(() => 'hashesOn' in window);
    for (const workers of [1, 4]) {
      const found = await page.evaluate((n) => window.hashesOn(n), workers);
      expect(found, `${workers} at once`).toEqual({ hashes: expected, started: workers });
    }
  } finally {
    await served.close();
  }
});
