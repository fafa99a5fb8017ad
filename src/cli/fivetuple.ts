#!/usr/bin/env node
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { serveIfNodeWorker, spawnNodeWorker } from '../workers/node-worker.ts';
import { SimulatorClient } from '../workers/simulator-client.ts';
import { EXIT_FAULT, type Io } from './io.ts';
import { main } from './main.ts';

declare const VERSION_AT_BUILD: string | undefined;

const STANDARD_INPUT = 0;

const io: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  read: (path) => readFileSync(path === '-' ? STANDARD_INPUT : path, 'utf8'),
  write: (path, text) => writeFileSync(path, text),
  append: (path, text) => appendFileSync(path, text),
  exists: existsSync,
  showsProgress: process.stderr.isTTY,
  nowMs: () => performance.now(),
  version: packageVersion(),
  processors: availableParallelism(),
  newRunner: () => new SimulatorClient(() => spawnNodeWorker(threadProgram())),
};

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

if (!serveIfNodeWorker()) {
  try {
    process.exitCode = await main(process.argv.slice(2), io);
  } catch (error) {
    io.err(`fivetuple: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = EXIT_FAULT;
  }
}

/** This file again: built, it is all there is. */
function threadProgram(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './source-thread.js' : import.meta.url, import.meta.url);
}

/** Written into the built file, which needs nothing beside it; from the source, package.json says it. */
function packageVersion(): string {
  if (typeof VERSION_AT_BUILD === 'string') return VERSION_AT_BUILD;
  const path = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'package.json');
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return version;
}
