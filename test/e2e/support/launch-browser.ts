import process from 'node:process';
import { type Browser, chromium } from '@playwright/test';
import { findBrowser } from './find-browser.ts';

/**
 * Starts the browser of the end-to-end tests, for what measures or draws without the test runner.
 * @throws Error where there is none
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await findBrowser();
  return chromium.launch({ executablePath, args: [...args], env: { ...process.env, ...env } });
}
