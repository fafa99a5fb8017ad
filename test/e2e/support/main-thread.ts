import type { CDPSession, Page } from '@playwright/test';

/** What the page did since it was opened. */
export interface PageCounts {
  /** Times that a canvas was cleared, or an image put on it: every drawing begins with one of them. */
  readonly drawings: number;
  readonly updates: readonly UpdateRecord[];
}

/** One message with new samples of a run. */
export interface UpdateRecord {
  readonly atMs: number;
  /** Of the first sample; NaN where there is none. */
  readonly fromSec: number;
  readonly samples: number;
  /** Of the arrays of samples, which are handed over without a copy. */
  readonly sampleBytes: number;
  /** Of all else as JSON, which is about what is copied. */
  readonly otherBytes: number;
  readonly completed: boolean;
  /** How long the page took to store it, without what is rendered for it later. */
  readonly handledMs: number;
}

type RawRecord = Omit<UpdateRecord, 'otherBytes'> & { readonly others: unknown };

interface Counted {
  drawings: number;
  updates: RawRecord[];
  hiddenByTest: boolean;
}

/** Counts drawings and updates, and lets `hide` pretend. Call it before the page is opened. */
export async function countPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const state: Counted = { drawings: 0, updates: [], hiddenByTest: false };
    Object.assign(globalThis, { fivetupleTest: state });
    Object.defineProperty(Document.prototype, 'hidden', { get: () => state.hiddenByTest });
    Object.defineProperty(Document.prototype, 'visibilityState', {
      get: () => (state.hiddenByTest ? 'hidden' : 'visible'),
    });

    const surface = CanvasRenderingContext2D.prototype;
    for (const name of ['clearRect', 'putImageData'] as const) {
      const draw = surface[name] as (...args: unknown[]) => void;
      Object.assign(surface, {
        [name](this: CanvasRenderingContext2D, ...args: unknown[]): void {
          state.drawings += 1;
          draw.apply(this, args);
        },
      });
    }

    // Updates come on a message port of their own, as the argument of a call of the observer.
    interface Update {
      readonly chunk: { readonly timeSec: Float64Array; readonly columns: readonly Float64Array[] };
      readonly summary: { readonly completed: boolean };
    }
    const updateIn = (data: unknown): Partial<Update> | undefined =>
      (data as { readonly argumentList?: readonly { readonly value?: Partial<Update> }[] } | null)
        ?.argumentList?.[0]?.value;
    // oxlint-disable-next-line typescript/unbound-method -- called on the port that it is asked of
    const listen = MessagePort.prototype.addEventListener as (...args: unknown[]) => void;
    const recorded = (handle: (event: MessageEvent) => void) => (event: MessageEvent) => {
      const atMs = performance.now();
      handle(event);
      const handledMs = performance.now() - atMs;
      const { chunk, summary } = updateIn(event.data) ?? {};
      if (chunk === undefined || summary === undefined) return;
      const { timeSec, columns, ...rest } = chunk;
      state.updates.push({
        atMs,
        handledMs,
        fromSec: timeSec[0] ?? Number.NaN,
        samples: timeSec.length,
        sampleBytes: columns.reduce((sum, column) => sum + column.byteLength, timeSec.byteLength),
        others: [rest, summary],
        completed: summary.completed,
      });
    };
    Object.assign(MessagePort.prototype, {
      addEventListener(this: MessagePort, type: string, handle: (event: MessageEvent) => void): void {
        listen.call(this, type, type === 'message' ? recorded(handle) : handle);
      },
    });
  });
}

export async function countsOf(page: Page): Promise<PageCounts> {
  return page.evaluate(() => {
    const { drawings, updates } = (globalThis as unknown as { fivetupleTest: Counted }).fivetupleTest;
    return {
      drawings,
      // Not before somebody asks, so that the page is not slower for it.
      updates: updates.map(({ others, ...rest }) => ({ ...rest, otherBytes: JSON.stringify(others).length })),
    };
  });
}

/** Hides the tab or shows it again, as far as the page can tell. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    (globalThis as unknown as { fivetupleTest: Counted }).fivetupleTest.hiddenByTest = isHidden;
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

/** Waits for the last update of a run without keeping the page busy meanwhile. */
export async function lastUpdate(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      (globalThis as unknown as { fivetupleTest: Counted }).fivetupleTest.updates.at(-1)?.completed === true,
    undefined,
    { polling: 500, timeout: 60_000 },
  );
}

/** Bytes of the page's own heap after a collection, and of the buffers that it holds where the browser tells. */
export async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const use = (await session.send('Runtime.getHeapUsage')) as {
    readonly usedSize: number;
    readonly backingStorageSize?: number;
  };
  return use.usedSize + (use.backingStorageSize ?? 0);
}

/** Seconds that the page's main thread has been busy, and of them in scripts; `Performance.enable` goes before. */
export async function busySec(session: CDPSession): Promise<{ atSec: number; task: number; script: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { atSec: value('Timestamp'), task: value('TaskDuration'), script: value('ScriptDuration') };
}
