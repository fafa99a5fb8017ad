import { advancePlayhead } from './advance-playhead.ts';
import { usePlayhead } from './playhead.ts';
import { useRun } from './run-store.ts';

/**
 * Called once an animation frame, after the playhead has moved. `nowMs` is the frame's time stamp, `elapsedMs`
 * the time since the frame before (at most 100 ms, so that a page that was hidden does not jump).
 */
export type FrameCallback = (nowMs: number, elapsedMs: number) => void;

const MAX_ELAPSED_MS = 100;

const callbacks = new Set<FrameCallback>();
let request = 0;
let lastMs = 0;

/** Joins the page's only animation loop; the result leaves it. Nothing is called while the page is hidden. */
export function onFrame(callback: FrameCallback): () => void {
  callbacks.add(callback);
  start();
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) stop();
  };
}

function start(): void {
  if (request !== 0 || document.hidden || callbacks.size === 0) return;
  lastMs = performance.now();
  request = requestAnimationFrame(frame);
}

function stop(): void {
  cancelAnimationFrame(request);
  request = 0;
}

function frame(nowMs: number): void {
  request = requestAnimationFrame(frame);
  const elapsedMs = Math.min(MAX_ELAPSED_MS, Math.max(0, nowMs - lastMs));
  lastMs = nowMs;
  movePlayhead(elapsedMs / 1000);
  drawFrame(nowMs, elapsedMs);
}

/** Draws what has changed, now: for paper, which waits for no frame. */
export function drawFrame(nowMs: number, elapsedMs = 0): void {
  for (const callback of callbacks) {
    // One drawer that fails must not stop the others, nor the loop.
    try {
      callback(nowMs, elapsedMs);
    } catch (error) {
      callbacks.delete(callback);
      reportError(error);
    }
  }
}

function movePlayhead(elapsedSec: number): void {
  const { run } = useRun.getState();
  const before = usePlayhead.getState();
  if (run === null || !before.playing) return;
  const reach = {
    lastSampleSec: run.timeSec[run.length - 1] ?? 0,
    // The last sample lies before the end where the duration is no multiple of the sampling distance.
    endSec: Math.max(0, run.timeSec.length - 1) * run.scenario.sampleEverySec,
  };
  const after = advancePlayhead(before, reach, elapsedSec);
  if (after !== before) usePlayhead.setState(after, true);
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) stop();
  else start();
});
