/** How quickly the built app opens, answers and plays, measured in the browser as a user has it. */
import type { Browser, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { AppPage } from '../../e2e/support/app-page.ts';
import type { ServedApp } from '../../e2e/support/built-app.ts';
import { busySec, countPage, countsOf } from '../../e2e/support/main-thread.ts';
import { linkTo } from '../../e2e/support/scenario-files.ts';
import { rollingDeployScenario } from '../scenarios/rolling-deploy.ts';
import { answerToInput, probe, recordOf, watchFrames } from './page-probe.ts';

const DESK = { width: 1440, height: 900 } as const;

export interface Opening {
  readonly firstPaintMs: number;
  readonly firstAnswerMs: number;
}

export interface SliderMove {
  /** From the input to the frame with the new closed-form answer. */
  readonly answerMs: number;
  /** From the input to the first simulated points of the new run on the page. */
  readonly pointsMs: number;
}

export interface Playing {
  readonly frames: number;
  /** Tasks of the main thread of 50 ms and more. */
  readonly longTasksMs: readonly number[];
  /** All JavaScript of the main thread, shared among the frames. */
  readonly scriptMsPerFrame: number;
  /** Of 100 frames 95 spent less in their animation callbacks. */
  readonly callbacksP95Ms: number;
}

async function onNewPage<T>(browser: Browser, work: (page: Page) => Promise<T>): Promise<T> {
  // A context of its own: nothing is in its cache.
  const context = await browser.newContext({ viewport: DESK, locale: 'en-US' });
  try {
    const page = await context.newPage();
    // tsx wraps functions in a helper of this name, also those that are sent to the page.
    await page.addInitScript('globalThis.__name = (each) => each');
    await countPage(page);
    await probe(page);
    return await work(page);
  } finally {
    await context.close();
  }
}

/** Opens the page with an empty cache. */
export function timeOpening({ browser, url }: ServedApp): Promise<Opening> {
  return onNewPage(browser, async (page) => {
    await page.goto(url);
    await new AppPage(page).runIsComplete();
    const { firstPaintMs, firstAnswerMs } = await recordOf(page);
    return { firstPaintMs, firstAnswerMs };
  });
}

/** Moves the slider of the clients step by step, each time after the run before has come to its end. */
export function timeSlider({ browser, url }: ServedApp, moves: number): Promise<SliderMove[]> {
  return onNewPage(browser, async (page) => {
    await page.goto(url);
    const app = new AppPage(page);
    await app.runIsComplete();
    const slider = app.slider('Clients');
    await slider.focus();
    const times: SliderMove[] = [];
    for (let move = 0; move < moves; move += 1) {
      await page.keyboard.press(move % 2 === 0 ? 'ArrowLeft' : 'ArrowRight');
      const { inputAtMs, paintedMs } = await answerToInput(page);
      const pointsMs = await firstPoints(page, inputAtMs);
      times.push({ answerMs: paintedMs, pointsMs: pointsMs - inputAtMs });
      await app.runIsComplete();
    }
    return times;
  });
}

/** When the first points of the run that an input has started are on the page. */
async function firstPoints(page: Page, afterMs: number): Promise<number> {
  let found = Number.NaN;
  await expect
    .poll(async () => {
      const { updates } = await countsOf(page);
      const first = updates.find(({ atMs, fromSec }) => atMs > afterMs && fromSec === 0);
      found = first === undefined ? Number.NaN : first.atMs + first.handledMs;
      return Number.isNaN(found);
    })
    .toBe(false);
  return found;
}

/** Plays a rolling deploy of a million connections while it is being computed. */
export function timePlaying({ browser, url }: ServedApp, seconds: number): Promise<Playing> {
  return onNewPage(browser, async (page) => {
    await page.goto(`${url}${await linkTo(rollingDeployScenario())}`);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await expect.poll(async () => (await countsOf(page)).drawings).toBeGreaterThan(0);
    await watchFrames(page);
    const before = await busySec(session);
    await page.waitForTimeout(1000 * seconds);
    const after = await busySec(session);
    const { frameMs, longTasksMs } = await recordOf(page);
    const sorted = frameMs.toSorted((a, b) => a - b);
    return {
      frames: frameMs.length,
      longTasksMs,
      scriptMsPerFrame: (1000 * (after.script - before.script)) / frameMs.length,
      callbacksP95Ms: sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.NaN,
    };
  });
}
