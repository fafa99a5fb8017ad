import process from 'node:process';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import type { PreviewServer } from 'vite';
import { findBrowser } from '../../e2e/support/find-browser.ts';
import type { Host } from '../measure/host.ts';
import type { Job, JobResult } from '../measure/job.ts';
import type { AppTiming } from '../measure/sections.ts';
import { median } from '../measure/statistics.ts';
import { serveBuiltPage } from './built-app.ts';
import type { BenchPage } from './page.ts';

interface BenchWindow {
  readonly bench: BenchPage;
}

/** Web Workers of one page in a Chromium, as built for use. */
export class BrowserHost implements Host {
  readonly name = 'Chromium';
  readonly clock = "CPU time of the page's process; of programs their own";
  readonly version: string;
  private readonly server: PreviewServer;
  private readonly browser: Browser;
  private readonly page: Page;
  private readonly cdp: CDPSession;
  private readonly rendererPid: number;

  private constructor(
    server: PreviewServer,
    browser: Browser,
    page: Page,
    cdp: CDPSession,
    rendererPid: number,
  ) {
    this.version = `Chromium ${browser.version()}`;
    this.server = server;
    this.browser = browser;
    this.page = page;
    this.cdp = cdp;
    this.rendererPid = rendererPid;
  }

  static async start(): Promise<BrowserHost> {
    const { server, url } = await serveBuiltPage();
    const found = await findBrowser();
    const browser = await chromium.launch({
      executablePath: found.executablePath,
      args: [...found.args],
      env: { ...process.env, ...found.env },
    });
    const cdp = await browser.newBrowserCDPSession();
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'bench' in window);
    return new BrowserHost(server, browser, page, cdp, await busiestRenderer(page, cdp));
  }

  /** A worker has no clock of its CPU time: the browser tells that of the whole page, of which the worker is nearly all. */
  async run(lane: string, job: Job): Promise<JobResult> {
    const before = await cpuSecOf(this.cdp, this.rendererPid);
    const result = await this.page.evaluate(
      ([lane, job]) => (window as unknown as BenchWindow).bench.run(lane, job),
      [lane, job] as const,
    );
    const cpuMs = ((await cpuSecOf(this.cdp, this.rendererPid)) - before) * 1000;
    // Only a part of such a job is timed.
    return job.kind === 'port-fill' ? result : { ...result, tookMs: cpuMs };
  }

  /** The default scenario by the clock on the wall, as a user waits for it; the first runs warm up. */
  async timeApp(rounds: number): Promise<AppTiming> {
    const times: { firstPointsMs: number; resultMs: number }[] = [];
    const warmUps = 2;
    for (let round = 0; round < warmUps + rounds; round++) {
      const time = await this.page.evaluate(() => (window as unknown as BenchWindow).bench.defaultRun());
      if (round >= warmUps) times.push(time);
    }
    return {
      rounds,
      resultMs: median(times.map(({ resultMs }) => resultMs)),
      firstPointsMs: median(times.map(({ firstPointsMs }) => firstPointsMs)),
    };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

async function processes(cdp: CDPSession): Promise<{ type: string; id: number; cpuTime: number }[]> {
  return (await cdp.send('SystemInfo.getProcessInfo')).processInfo;
}

async function cpuSecOf(cdp: CDPSession, pid: number): Promise<number> {
  const found = (await processes(cdp)).find(({ id }) => id === pid);
  if (found === undefined) throw new Error(`the browser has no process ${pid} any more`);
  return found.cpuTime;
}

/** The process of the page: the one that works when the page does. */
async function busiestRenderer(page: Page, cdp: CDPSession): Promise<number> {
  const before = new Map((await processes(cdp)).map(({ id, cpuTime }) => [id, cpuTime]));
  await page.evaluate(() => {
    const untilMs = performance.now() + 200;
    while (performance.now() < untilMs);
  });
  const grown = (await processes(cdp))
    .filter(({ type }) => type === 'renderer')
    .map(({ id, cpuTime }) => ({ id, grewSec: cpuTime - (before.get(id) ?? 0) }))
    .toSorted((a, b) => b.grewSec - a.grewSec);
  const [busiest] = grown;
  if (busiest === undefined) throw new Error('the browser names no process of the page');
  return busiest.id;
}
