import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './support/find-browser.ts';
import { freePort } from './support/free-port.ts';

// This file is read by the main process first and then by every worker, which inherits its variables.
const isMainProcess = process.env['TEST_WORKER_INDEX'] === undefined;
process.env['FIVETUPLE_E2E_PORT'] ??= String(await freePort());
const port = Number(process.env['FIVETUPLE_E2E_PORT']);
const browser = await findBrowser();
if (isMainProcess) process.stderr.write(`Browser: ${browser.executablePath} (${browser.source})\n`);

const root = fileURLToPath(new URL('../../', import.meta.url));
const inRoot = (path: string): string => `${root}${path}`;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: inRoot('test-results'),
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  // One more than a small machine has cores: a page often waits.
  workers: 3,
  // On a machine that others use too a page can be too late for once: that test has a second attempt there, and is named.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: process.env['CI']
    ? [['list'], ['json', { outputFile: inRoot('.cache/reports/playwright.json') }]]
    : 'list',
  use: {
    actionTimeout: 30_000,
    baseURL: `http://127.0.0.1:${port}/`,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    // The page opens on the whole run and draws it once: two browsers that play all the time would take most of a small machine.
    // What plays says so (`test.use({ contextOptions: { reducedMotion: 'no-preference' } })`).
    contextOptions: { reducedMotion: 'reduce' },
    // Requests that a worker answers are out of a test's reach; offline.spec.ts and smoke.spec.ts have it.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: browser.executablePath,
      args: [...browser.args],
      env: { ...process.env, ...browser.env },
    },
  },
  webServer: {
    // Not `npx vite`: ending npx would leave vite running.
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: root,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
