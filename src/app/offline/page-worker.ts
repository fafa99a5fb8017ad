import { Workbox } from 'workbox-window';
import { create } from 'zustand';

/**
 * The service worker that keeps the page for use without a network: every file of the build, so that parts which are fetched
 * when they are asked for come too. `vite.config.ts` lists them; the worker is written by the build.
 */

/** `ready`: a new version has been fetched and waits; the open page stays the one that it is until it is loaded again. */
export const useNewVersion = create<{ readonly state: 'none' | 'ready' | 'put-off' }>()(() => ({
  state: 'none',
}));

/** A tab that stays open for days asks this often, when it is looked at, whether there is a new version. */
const ASK_AFTER_MS = 60 * 60 * 1000;

let worker: Workbox | null = null;

/** Registers the worker. Where that fails (private window, switched off) the page works all the same, with a network. */
export async function startPageWorker(): Promise<void> {
  const own = new Workbox('./sw.js');
  own.addEventListener('waiting', () => useNewVersion.setState({ state: 'ready' }));
  worker = own;
  try {
    await own.register();
  } catch {
    return;
  }
  let asked = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || performance.now() - asked < ASK_AFTER_MS) return;
    asked = performance.now();
    own.update().catch(() => {});
  });
}

/** Lets the new version take over and loads the page again; the scenario is kept in the browser. */
export function loadNewVersion(): void {
  worker?.addEventListener('controlling', () => location.reload());
  worker?.messageSkipWaiting();
}

/** The new version comes when all tabs of the page have been closed. */
export function putOffNewVersion(): void {
  useNewVersion.setState({ state: 'put-off' });
}
