import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { ScenarioFile } from '../../src/scenario/file-format.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), join(ROOT, 'src/cli/fivetuple.ts')];
/** Of a merged document. */
const MOST_OUTPUT_BYTES = 2 ** 28;

/** A parameter as the form of the app takes it. */
export interface RequestedAxis {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly points: string;
  readonly spacing: 'evenly spaced' | 'in equal ratios';
}

export interface SweepRequest {
  readonly file: ScenarioFile;
  readonly axes: readonly RequestedAxis[];
  readonly replications: string;
}

/** The request as arguments of `fivetuple sweep`. */
export function sweepArguments({ axes, replications }: SweepRequest): string[] {
  const over = axes.flatMap(({ path, from, to, points, spacing }) => [
    '--over',
    `${path}=${from}..${to}:${points}${spacing === 'in equal ratios' ? ':log' : ''}`,
  ]);
  return [...over, '--replications', replications];
}

/**
 * Runs all shards of a sweep, as many processes of one worker each at the same time.
 * @returns the paths of their logs
 * @throws Error when one of them fails
 */
export async function runShards(request: SweepRequest, shards: number, folder: string): Promise<string[]> {
  const file = join(folder, 'scenario.json');
  writeFileSync(file, JSON.stringify(request.file));
  return Promise.all(
    Array.from({ length: shards }, (_, n) => {
      const path = join(folder, `shard-${n + 1}.log`);
      const part = ['--shard', `${n + 1}/${shards}`, '--workers', '1'];
      return runTo(path, ['sweep', file, ...sweepArguments(request), ...part]);
    }),
  );
}

function runTo(path: string, argv: readonly string[]): Promise<string> {
  const out = openSync(path, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...PROGRAM, ...argv], { stdio: ['ignore', out, 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => {
      closeSync(out);
      if (code === 0) resolve(path);
      else reject(new Error(`fivetuple ${argv.join(' ')} ended with code ${code}`));
    });
  });
}

/** What `fivetuple merge` makes of the logs. */
export function mergeShards(logs: readonly string[], format: 'json' | 'csv'): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...PROGRAM, 'merge', ...logs, `--${format}`],
    {
      encoding: 'utf8',
      maxBuffer: MOST_OUTPUT_BYTES,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
