import type { CDPSession, Page } from '@playwright/test';

/** The process of a page, and the CPU time that the browser says it took. */
export class PageProcess {
  private readonly cdp: CDPSession;
  private readonly pid: number;

  private constructor(cdp: CDPSession, pid: number) {
    this.cdp = cdp;
    this.pid = pid;
  }

  /** @param cdp a session with the browser */
  static async of(page: Page, cdp: CDPSession): Promise<PageProcess> {
    return new PageProcess(cdp, await busiestRenderer(page, cdp));
  }

  async cpuSec(): Promise<number> {
    const found = (await processes(this.cdp)).find(({ id }) => id === this.pid);
    if (found === undefined) throw new Error(`the browser has no process ${this.pid} any more`);
    return found.cpuTime;
  }
}

async function processes(cdp: CDPSession): Promise<{ type: string; id: number; cpuTime: number }[]> {
  return (await cdp.send('SystemInfo.getProcessInfo')).processInfo;
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
