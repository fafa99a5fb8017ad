/**
 * Finds a Chromium for the end-to-end tests, or brings one: `CHROME_PATH`, then a browser on `PATH`, then the one that
 * `npx playwright install chromium` unpacked, then the one inside the package `@sparticuz/chromium` (Linux on x64).
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import { canRunPackagedChromium, unpackChromium } from './packaged-chromium.ts';

export interface Browser {
  /** Where it was found, for the reader of a log. */
  readonly source: string;
  readonly executablePath: string;
  readonly args: readonly string[];
  /** Variables that it needs besides those of this process. */
  readonly env: Readonly<Record<string, string>>;
}

/** What the search looks at; a test replaces it. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly runs: (path: string) => boolean;
  /** Where Playwright would have put its own browser. */
  readonly playwrightPath: string;
  readonly isRoot: boolean;
  readonly canRunPackaged: boolean;
  readonly unpack: () => Promise<{ executablePath: string; env: Record<string, string> }>;
}

const NAMES_ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The pages under test are local: nothing may look for hosts elsewhere, and runs must not differ by what arrives. */
const QUIET_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws Error that names every place searched and what to do, when there is no browser. */
export async function findBrowser(machine: Machine = thisMachine()): Promise<Browser> {
  const args = machine.isRoot ? [...QUIET_ARGS, '--no-sandbox'] : QUIET_ARGS;
  const chosen = machine.env['CHROME_PATH'];
  if (chosen) {
    if (machine.runs(chosen)) return { source: 'CHROME_PATH', executablePath: chosen, args, env: {} };
    throw new Error(
      `CHROME_PATH is "${chosen}", which does not run as a browser. Set it to the executable of a Chromium or Chrome, or unset it.`,
    );
  }
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of NAMES_ON_PATH) {
    const found = folders.map((folder) => join(folder, name)).find(machine.runs);
    if (found) return { source: 'PATH', executablePath: found, args, env: {} };
  }
  if (machine.runs(machine.playwrightPath)) {
    return { source: 'Playwright', executablePath: machine.playwrightPath, args, env: {} };
  }
  if (machine.canRunPackaged) {
    const { executablePath, env } = await machine.unpack();
    return { source: '@sparticuz/chromium', executablePath, args: [...args, '--no-zygote'], env };
  }
  throw new Error(
    [
      'The end-to-end tests need a Chromium and found none. Searched, in this order:',
      '  1. CHROME_PATH (not set)',
      `  2. ${NAMES_ON_PATH.join(', ')} on PATH (none that runs)`,
      `  3. Playwright's own at ${machine.playwrightPath}`,
      '  4. @sparticuz/chromium, which needs Linux on x64 and dependencies installed by `npm ci`',
      'Install Chromium or Chrome and set CHROME_PATH to its executable, or run `npx playwright install chromium`.',
    ].join('\n'),
  );
}

function thisMachine(): Machine {
  return {
    env: process.env,
    runs,
    playwrightPath: chromium.executablePath(),
    isRoot: process.getuid?.() === 0,
    canRunPackaged: canRunPackagedChromium(),
    unpack: unpackChromium,
  };
}

/** Asks for its version, since some systems put a script of this name on `PATH` that only says what to install. */
function runs(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}
