import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { preview } from 'vite';
import { freePort } from './free-port.ts';
import { launchBrowser } from './launch-browser.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface ServedApp {
  readonly browser: Browser;
  /** Of the page, with a slash at its end. */
  readonly url: string;
}

/**
 * Serves what `npm run build:app` has built and starts a browser for it; both are gone when the work is done.
 * @throws Error where nothing is built
 */
export async function withBuiltApp<T>(work: (app: ServedApp) => Promise<T>): Promise<T> {
  if (!existsSync(`${ROOT}dist/app/index.html`))
    throw new Error('dist/app is missing: run `npm run build:app` first.');
  const port = await freePort();
  const server = await preview({
    root: ROOT,
    logLevel: 'warn',
    preview: { host: '127.0.0.1', port, strictPort: true },
  });
  try {
    const browser = await launchBrowser();
    try {
      return await work({ browser, url: `http://127.0.0.1:${port}/` });
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
