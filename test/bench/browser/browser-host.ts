import type { Browser, Page } from '@playwright/test';
import { launchBrowser } from '../../e2e/support/launch-browser.ts';
import { busySec } from '../../e2e/support/main-thread.ts';
import { type AppRun, type AppTiming, appTiming, tabRun } from '../measure/app-timing.ts';
import { WARM_UP_RUNS } from '../measure/compare.ts';
import type { Host } from '../measure/host.ts';
import type { Job, JobResult } from '../measure/job.ts';
import { median } from '../measure/statistics.ts';
import { workloadOf } from '../workload.ts';
import { type ServedPage, serveBuiltPage } from './built-app.ts';
import type { BenchPage } from './page.ts';
import { PageProcess } from './page-process.ts';

interface BenchWindow {
  readonly bench: BenchPage;
}

interface Parts {
  readonly served: ServedPage;
  readonly browser: Browser;
}

/** A page of one contestant alone, so that nobody pays for the memory that another one leaves behind. */
interface Lane {
  readonly page: Page;
  readonly pageProcess: PageProcess;
}

/** As many as the other runs have: see `compare.ts`. */
const APP_WARM_UPS = WARM_UP_RUNS;
/** Pages that are opened to be measured cold. */
const COLD_PAGES = 3;

/** Web Workers of pages in a Chromium, as built for use. */
export class BrowserHost implements Host {
  readonly name = 'Chromium';
  readonly clock = "CPU time of the page's process; of programs their own";
  readonly version: string;
  private readonly parts: Parts;
  private readonly lanes = new Map<string, Lane>();

  private constructor(parts: Parts) {
    this.version = `Chromium ${parts.browser.version()}`;
    this.parts = parts;
  }

  static async start(): Promise<BrowserHost> {
    const served = await serveBuiltPage();
    const browser = await launchBrowser();
    return new BrowserHost({ served, browser });
  }

  private async laneOf(name: string): Promise<Lane> {
    const known = this.lanes.get(name);
    if (known !== undefined) return known;
    const { browser, served } = this.parts;
    const page = await openPage(browser, served);
    const lane = { page, pageProcess: await PageProcess.of(page, await browser.newBrowserCDPSession()) };
    this.lanes.set(name, lane);
    return lane;
  }

  /** A worker has no clock of its CPU time: the browser tells that of the whole page, of which the worker is nearly all. */
  async run(lane: string, job: Job): Promise<JobResult> {
    const { page, pageProcess } = await this.laneOf(lane);
    const before = await pageProcess.cpuSec();
    const result = await page.evaluate(
      ([lane, job]) => (window as unknown as BenchWindow).bench.run(lane, job),
      [lane, job] as const,
    );
    const cpuMs = ((await pageProcess.cpuSec()) - before) * 1000;
    // Only a part of such a job is timed.
    return job.kind === 'port-fill' ? result : { ...result, tookMs: cpuMs };
  }

  /**
   * Runs as the app makes them, by the clock on the wall, as a user waits for them.
   * @param withLargest also port-loss at 10M, which takes a while
   */
  async timeApp(rounds: number, withLargest: boolean): Promise<AppTiming> {
    const cold: AppRun[] = [];
    for (let round = 0; round < COLD_PAGES; round++) cold.push(await this.onNewPage(defaultRun));
    const warm = await this.onNewPage(async (page) => {
      for (let round = 0; round < APP_WARM_UPS; round++) await defaultRun(page);
      const runs: AppRun[] = [];
      for (let round = 0; round < rounds; round++) runs.push(await defaultRun(page));
      const asked: number[] = [];
      for (let round = 0; round < rounds; round++) asked.push(await idleBusyMs(page));
      // What it costs a page to be asked is not what its run costs.
      const askedMs = median(asked);
      return runs.map((run) => ({ ...run, pageBusyMs: Math.max(0, run.pageBusyMs - askedMs) }));
    });
    return appTiming(warm, cold, withLargest ? await this.onNewPage(largestRun) : null);
  }

  async close(): Promise<void> {
    await this.parts.browser.close();
    await this.parts.served.server.close();
  }

  /** A page with a cache of its own, so that nothing is loaded or compiled yet. */
  private async onNewPage<T>(measure: (page: Page) => Promise<T>): Promise<T> {
    const { browser, served } = this.parts;
    const page = await openPage(browser, served);
    try {
      return await measure(page);
    } finally {
      await page.context().close();
    }
  }
}

async function openPage(browser: Browser, { url }: ServedPage): Promise<Page> {
  // A page that is made this way is alone in its context.
  const page = await browser.newPage({ serviceWorkers: 'block' });
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in window);
  return page;
}

async function defaultRun(page: Page): Promise<AppRun> {
  const { result, busyMs } = await whileBusy(page, () =>
    page.evaluate(() => (window as unknown as BenchWindow).bench.defaultRun()),
  );
  return { ...result, pageBusyMs: busyMs };
}

/** How busy a page is that is asked for nothing, for about as long as a run takes. */
async function idleBusyMs(page: Page): Promise<number> {
  const { busyMs } = await whileBusy(page, () =>
    page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300))),
  );
  return busyMs;
}

/** CPU time of the main thread meanwhile, whatever else the machine does. */
async function whileBusy<T>(page: Page, act: () => Promise<T>): Promise<{ result: T; busyMs: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await busySec(session);
  const result = await act();
  const after = await busySec(session);
  await session.detach();
  return { result, busyMs: 1000 * (after.task - before.task) };
}

function largestRun(page: Page): ReturnType<typeof tabRun> {
  const size = '10M';
  return tabRun(size, workloadOf(size), (workload) =>
    page.evaluate((given) => (window as unknown as BenchWindow).bench.portLossRun(given), workload),
  );
}
