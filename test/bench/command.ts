import process from 'node:process';
import { messageOf } from '../../src/workers/errors.ts';
import type { Host } from './measure/host.ts';
import { type BenchOptions, readOptions, USAGE } from './options.ts';
import { deliver, type Extras, runBench } from './run-bench.ts';

interface Setting<H extends Host> {
  readonly start: () => Promise<H>;
  readonly extras: (host: H) => Extras;
}

/** Reads the options, runs the benchmark and ends what it started. @returns the exit code. */
export async function benchCommand<H extends Host>(
  args: readonly string[],
  { start, extras }: Setting<H>,
): Promise<number> {
  let options: BenchOptions;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${USAGE}`);
    return 2;
  }
  const host = await start();
  try {
    deliver(await runBench(host, options, extras(host)), options);
  } finally {
    await host.close();
  }
  return 0;
}
