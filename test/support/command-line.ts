/** The command line with files in memory, for tests. */
import { expect } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { spawnNodeWorker } from '../../src/workers/node-worker.ts';
import { SimulatorClient } from '../../src/workers/simulator-client.ts';

/** A balancer whose SNAT ports carry two thirds of what is asked. */
export const SMALL = {
  fivetuple: 1,
  name: 'a small edge',
  seed: 3,
  duration: '10m',
  clients: [
    {
      count: 400,
      arrivals: { rampUp: '2m' },
      session: { lifetime: { distribution: 'exponential', mean: '1m' } },
      reconnect: { policy: 'fixed', base: '5s' },
    },
  ],
  path: [
    {
      name: 'edge',
      mode: 'snat',
      snat: { scope: 'source', ports: '1024-1323', selection: 'sequential', hold: '5s' },
    },
  ],
  backends: { count: 3 },
  targets: { concurrent: 400 },
};

const PROGRAM = new URL('simulation-program.js', import.meta.url);

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Started beside the calling one. */
  readonly threads: number;
  /** Files that were written, by their paths. */
  readonly written: Readonly<Record<string, string>>;
}

/** Runs the command line on files that are given as texts; what it writes changes them. */
export async function fivetuple(
  argv: readonly string[],
  files: Record<string, string> = { 'small.json': JSON.stringify(SMALL) },
  showsProgress = false,
): Promise<Outcome> {
  let out = '';
  let err = '';
  let clockMs = 0;
  let threads = 0;
  const written: Record<string, string> = {};
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    read: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      return text;
    },
    write: (path, text) => {
      if (path.includes('/')) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      written[path] = text;
      files[path] = text;
    },
    append: (path, text) => {
      files[path] = (files[path] ?? '') + text;
    },
    exists: (path) => path in files,
    showsProgress,
    nowMs: () => (clockMs += 500),
    version: '9.9.9',
    processors: 3,
    newRunner: () => {
      threads += 1;
      return new SimulatorClient(() => spawnNodeWorker(PROGRAM));
    },
  };
  const code = await main(argv, io);
  return { code, out, err, threads, written };
}

/** The one document on standard output. */
export function json(outcome: Outcome): Record<string, unknown> {
  expect(outcome).toMatchObject({ code: 0, err: '' });
  return JSON.parse(outcome.out) as Record<string, unknown>;
}
