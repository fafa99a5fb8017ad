/**
 * `npm run sweep:browser`: a sweep of a scenario with 100,000 connections in the built app, cancelled, resumed, reloaded and
 * resumed again, against the same sweep in shards on the command line. Needs `npm run build:app` before. Takes some minutes
 * a core; `--across`, `--up` and `--replications` make it smaller.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from '@playwright/test';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { withBuiltApp } from '../e2e/support/built-app.ts';
import { linkTo, scenarioText } from '../e2e/support/scenario-files.ts';
import { SweepPage } from '../e2e/support/sweep-page.ts';
import { thisMachine } from './report/machine.ts';
import { mergeShards, runShards, type SweepRequest } from './sweep-shards.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, '.cache', 'sweep-browser');
/** Shares of the runs at which the sweep is cancelled, and at which it is cancelled and the page is loaded again. */
const CANCEL_AT = 0.15;
const RELOAD_AT = 0.4;
const TELL_EVERY_MS = 15_000;

/** The question of the start page with the ports of one Linux address, for ten minutes: long enough to settle. */
function scenario(): ScenarioFile {
  const file = JSON.parse(scenarioText('100k-websockets')) as ScenarioFile;
  const [clients] = file.clients;
  const hop = Array.isArray(file.path) ? file.path[0] : undefined;
  return {
    ...file,
    name: '100,000 WebSockets on addresses with the ports of Linux',
    duration: '10m',
    clients: [{ ...clients!, arrivals: { pattern: 'population', rampUp: '2m' } }],
    path: [{ ...hop!, snat: { ...hop!.snat, ports: '32768-60999' } }],
    targets: { concurrent: 100_000, blocking: 0.001 },
  };
}

interface Watched {
  readonly json: string;
  readonly csv: string;
  readonly wallSec: number;
  readonly notes: readonly string[];
}

async function inBrowser(browser: Browser, url: string, request: SweepRequest): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const startMs = Date.now();
  const notes: string[] = [];
  const tell = (text: string): void => {
    notes.push(text);
    process.stderr.write(`${text}\n`);
  };
  await page.goto(`${url}${await linkTo(request.file)}`);
  const sweep = new SweepPage(page);
  await sweep.open();
  await sweep.enter(request);
  await sweep.button('Start').click();

  const reach = async (share: number): Promise<number> => {
    let toldMs = Date.now();
    for (;;) {
      const { done, total, text } = await sweep.progress();
      if (done >= share * total) return done;
      if (Date.now() - toldMs > TELL_EVERY_MS) {
        process.stderr.write(`  ${text}\n`);
        toldMs = Date.now();
      }
      await page.waitForTimeout(500);
    }
  };

  await reach(CANCEL_AT);
  await sweep.button('Cancel').click();
  const cancelled = (await sweep.progress()).done;
  tell(`cancelled with ${cancelled} runs done`);
  await sweep.button('Resume').click();
  await reach(RELOAD_AT);
  await sweep.button('Cancel').click();
  const before = (await sweep.progress()).done;
  // What is kept is written within a second.
  await page.waitForTimeout(2000);
  await page.reload();
  await sweep.open();
  await sweep.settled();
  const after = (await sweep.progress()).done;
  tell(`cancelled with ${before} runs done and loaded again: ${after} runs are there`);
  if (after !== before) throw new Error(`${before - after} runs were lost by the reload`);
  await sweep.button('Resume').click();
  await reach(1);
  const json = await sweep.saved('JSON');
  const csv = await sweep.saved('CSV');
  await page.screenshot({ path: join(FOLDER, 'sweep.png') });
  await context.close();
  return { json, csv, wallSec: (Date.now() - startMs) / 1000, notes };
}

const { values } = parseArgs({
  options: {
    across: { type: 'string', default: '20' },
    up: { type: 'string', default: '20' },
    replications: { type: 'string', default: '10' },
    shards: { type: 'string', default: '2' },
  },
});
mkdirSync(FOLDER, { recursive: true });
const request: SweepRequest = {
  file: scenario(),
  axes: [
    { path: 'path.0.snat.addresses', from: '1', to: '20', points: values.across, spacing: 'evenly spaced' },
    { path: 'path.0.snat.hold', from: '5s', to: '5m', points: values.up, spacing: 'in equal ratios' },
  ],
  replications: values.replications,
};
await withBuiltApp(async ({ browser, url }) => {
  const watched = await inBrowser(browser, url, request);
  writeFileSync(join(FOLDER, 'browser.json'), watched.json);
  const machine = thisMachine(`Chromium ${browser.version()}`);
  const shardsStartMs = Date.now();
  const logs = await runShards(request, Number(values.shards), FOLDER);
  const shardsSec = (Date.now() - shardsStartMs) / 1000;
  const merged = mergeShards(logs, 'json');
  const isEqual = merged === watched.json && mergeShards(logs, 'csv') === watched.csv;
  const runs = Number(values.across) * Number(values.up) * Number(values.replications);
  const lines = [
    JSON.stringify(machine),
    `${values.across} x ${values.up} points, ${values.replications} runs each: ${runs} runs of 100,000 clients`,
    ...watched.notes,
    `browser: ${watched.wallSec.toFixed(0)} s`,
    `command line: ${values.shards} shards, ${shardsSec.toFixed(0)} s`,
    `SHA-256 browser ${sha256(watched.json)}`,
    `SHA-256 shards  ${sha256(merged)}`,
    isEqual
      ? 'The documents of the browser and of the merged shards are the same byte for byte.'
      : 'THE DOCUMENTS DIFFER',
  ];
  const report = `${lines.join('\n')}\n`;
  writeFileSync(join(FOLDER, 'report.txt'), report);
  process.stdout.write(report);
  process.exitCode = isEqual ? 0 : 1;
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
