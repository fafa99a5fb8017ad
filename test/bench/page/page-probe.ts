import type { Page } from '@playwright/test';

/** What the page tells of its own speed; all times are of its `performance.now()`. */
export interface PageRecord {
  readonly firstPaintMs: number;
  /** When the sentence of the answer was first on the page. */
  readonly firstAnswerMs: number;
  /** Since `watchFrames`: tasks of the main thread that took 50 ms or more. */
  readonly longTasksMs: readonly number[];
  /** Since `watchFrames`: for each frame what its animation callbacks took. */
  readonly frameMs: readonly number[];
}

export interface AnswerToInput {
  readonly inputAtMs: number;
  /** From the input event to the frame in which the page has said its new answer. */
  readonly paintedMs: number;
}

interface Probe {
  firstAnswerMs: number;
  watchedFromMs: number;
  longTasks: { readonly startTime: number; readonly duration: number }[];
  frames: { readonly atMs: number; tookMs: number }[];
  inputAtMs: number;
  paintedMs: number;
}

type Probed = typeof globalThis & { readonly fivetupleProbe: Probe };

/** Puts the probe into the page; call it before the page is opened. */
export async function probe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const state: Probe = {
      firstAnswerMs: Number.NaN,
      watchedFromMs: Infinity,
      longTasks: [],
      frames: [],
      inputAtMs: Number.NaN,
      paintedMs: Number.NaN,
    };
    Object.assign(globalThis, { fivetupleProbe: state });
    new PerformanceObserver((list) => state.longTasks.push(...list.getEntries())).observe({
      type: 'longtask',
      buffered: true,
    });

    const request = globalThis.requestAnimationFrame.bind(globalThis);
    globalThis.requestAnimationFrame = (callback) =>
      request((frameMs) => {
        const startMs = performance.now();
        callback(frameMs);
        const tookMs = performance.now() - startMs;
        const last = state.frames.at(-1);
        if (last?.atMs === frameMs) last.tookMs += tookMs;
        else state.frames.push({ atMs: frameMs, tookMs });
      });

    const sentence = (): string => document.querySelector('.answer-sentence')?.textContent ?? '';
    let before = '';
    const mayHaveAnswered = (): void => {
      const now = performance.now();
      if (Number.isNaN(state.firstAnswerMs) && sentence() !== '') state.firstAnswerMs = now;
      if (Number.isNaN(state.inputAtMs) || !Number.isNaN(state.paintedMs) || sentence() === before) return;
      // A task after the next frame: what has been said is on the screen.
      request(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          if (Number.isNaN(state.paintedMs)) state.paintedMs = performance.now() - state.inputAtMs;
        });
        port1.start();
        port2.postMessage(null);
      });
    };
    new MutationObserver(mayHaveAnswered).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    // A slider takes some keys itself, and then there is no input event.
    for (const kind of ['keydown', 'input'])
      document.addEventListener(
        kind,
        () => {
          before = sentence();
          state.paintedMs = Number.NaN;
          state.inputAtMs = performance.now();
        },
        { capture: true },
      );
  });
}

/** From now on tasks and frames count. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    (globalThis as Probed).fivetupleProbe.watchedFromMs = performance.now();
  });
}

export async function recordOf(page: Page): Promise<PageRecord> {
  return page.evaluate(() => {
    const { firstAnswerMs, watchedFromMs, longTasks, frames } = (globalThis as Probed).fivetupleProbe;
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return {
      firstPaintMs: paint?.startTime ?? Number.NaN,
      firstAnswerMs,
      longTasksMs: longTasks
        .filter(({ startTime }) => startTime >= watchedFromMs)
        .map(({ duration }) => duration),
      frameMs: frames.filter(({ atMs }) => atMs >= watchedFromMs).map(({ tookMs }) => tookMs),
    };
  });
}

/** The last input that changed the sentence of the answer, once that is on the screen. */
export async function answerToInput(page: Page): Promise<AnswerToInput> {
  const found = await page.waitForFunction(() => {
    const { inputAtMs, paintedMs } = (globalThis as Probed).fivetupleProbe;
    return Number.isNaN(paintedMs) ? null : { inputAtMs, paintedMs };
  });
  const answered = await found.jsonValue();
  if (answered === null) throw new Error('No input has changed the answer.');
  return answered;
}
