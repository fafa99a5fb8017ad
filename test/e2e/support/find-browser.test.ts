import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBrowser, type Machine } from './find-browser.ts';

const NOTHING: Machine = {
  env: {},
  runs: () => false,
  playwrightPath: '/cache/playwright/chrome',
  isRoot: false,
  canRunPackaged: false,
  unpack: () => Promise.reject(new Error('nothing should be unpacked')),
};

/** A machine on which the given files are browsers. */
function machineWith(files: readonly string[], rest: Partial<Machine> = {}): Machine {
  return { ...NOTHING, runs: (path) => files.includes(path), ...rest };
}

const PATH = ['/opt/bin', '/usr/bin'].join(process.platform === 'win32' ? ';' : ':');
const CHROME = join('/usr/bin', 'google-chrome');
const CHROMIUM = join('/usr/bin', 'chromium');
const packaged = {
  canRunPackaged: true,
  unpack: () => Promise.resolve({ executablePath: '/c', env: { A: 'b' } }),
};

test('CHROME_PATH comes before everything', async () => {
  const machine = machineWith(['/my/chrome', CHROMIUM], {
    env: { CHROME_PATH: '/my/chrome', PATH },
    ...packaged,
  });
  expect(await findBrowser(machine)).toMatchObject({ source: 'CHROME_PATH', executablePath: '/my/chrome' });
});

test('a CHROME_PATH that does not run is an error, not a reason to look on', async () => {
  const machine = machineWith([CHROMIUM], { env: { CHROME_PATH: '/my/chorme', PATH } });
  await expect(findBrowser(machine)).rejects.toThrow('CHROME_PATH is "/my/chorme", which does not run');
});

test('PATH is searched by name first, then by folder, and what does not run is passed over', async () => {
  const both = machineWith([CHROME, CHROMIUM], { env: { PATH }, ...packaged });
  expect(await findBrowser(both)).toMatchObject({ source: 'PATH', executablePath: CHROMIUM });
  const one = machineWith([CHROME], { env: { PATH }, ...packaged });
  expect(await findBrowser(one)).toMatchObject({ source: 'PATH', executablePath: CHROME });
});

test("then comes Playwright's own, then the packaged one with its variables", async () => {
  const installed = machineWith([NOTHING.playwrightPath], { env: { PATH }, ...packaged });
  expect(await findBrowser(installed)).toMatchObject({ source: 'Playwright' });
  const bare = machineWith([], { env: { PATH }, ...packaged });
  expect(await findBrowser(bare)).toMatchObject({
    source: '@sparticuz/chromium',
    executablePath: '/c',
    env: { A: 'b' },
  });
});

test('without any, one error says where it looked and what to do', async () => {
  await expect(findBrowser(machineWith([], { env: { PATH } }))).rejects.toThrow(
    /found none[^]*CHROME_PATH[^]*chromium-browser[^]*\/cache\/playwright\/chrome[^]*Install Chromium/,
  );
});

test('the sandbox is left out for root alone, who cannot have it', async () => {
  const machine = machineWith([CHROMIUM], { env: { PATH } });
  expect((await findBrowser(machine)).args).not.toContain('--no-sandbox');
  expect((await findBrowser({ ...machine, isRoot: true })).args).toContain('--no-sandbox');
});
