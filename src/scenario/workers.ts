/** The worker processes of a proxy, and its reloads: their form in a file, their defaults and their rules. */
import * as z from 'zod/mini';
import type { Reload, Workers } from './balancing.ts';
import { EVENT } from './defaults.ts';
import { fault } from './fault.ts';
import { countOf, quantity } from './leaf-schemas.ts';
import { positiveDuration, size } from './optional-leaves.ts';
import { compact } from './plain-value.ts';
import type { HopMode } from './scenario.ts';
import type { ScenarioError } from './scenario-error.ts';
import { quoted } from './units.ts';
import { bytesUnless, durationUnless, unless, unlessEmpty } from './unless.ts';

export const workersSchema = z.strictObject({
  count: z.optional(countOf({ max: 1024 })),
  memory: size,
});

type ParsedWorkers = z.output<typeof workersSchema>;

/** Beside those that all events have. */
export const reloadFields = {
  every: positiveDuration,
  times: z.optional(countOf({ max: 10_000 })),
  shutdownTimeout: z.optional(quantity('duration', { infinityWord: 'forever' })),
};

type ParsedReload = { [Name in keyof typeof reloadFields]?: z.output<(typeof reloadFields)[Name]> };

/** One process; 48 MiB is what an nginx 1.22 without connections has, measured (48,200 kB). */
const WORKERS: Workers = { count: 1, memoryBytes: 48 * 2 ** 20 };

const RELOAD = { times: 1, shutdownTimeoutSec: Infinity } as const;

/** Null where the hop has no process that carries connections. */
export function workersOf(mode: HopMode, workers: ParsedWorkers = {}): Workers | null {
  if (mode !== 'proxy') return null;
  return { count: workers.count ?? WORKERS.count, memoryBytes: workers.memory ?? WORKERS.memoryBytes };
}

export function workerFaults({
  mode,
  workers,
}: {
  readonly mode: HopMode;
  readonly workers?: ParsedWorkers | undefined;
}): ScenarioError[] {
  if (workers === undefined || mode === 'proxy') return [];
  const message = `a ${mode} hop forwards in the kernel, so no process carries its connections`;
  return [fault('workers', 'conflict', message, 'no workers, or the mode "proxy"')];
}

/** As they are written: only what differs from the defaults. */
export function workersFile(workers: Workers | null): z.input<typeof workersSchema> | undefined {
  if (workers === null) return undefined;
  const { count, memoryBytes } = workers;
  return unlessEmpty({
    count: unless(WORKERS.count, count),
    memory: bytesUnless(WORKERS.memoryBytes, memoryBytes),
  });
}

export function reloadOf({ every, times, shutdownTimeout }: ParsedReload): Reload {
  return {
    everySec: every ?? EVENT.everySec,
    times: times ?? RELOAD.times,
    shutdownTimeoutSec: shutdownTimeout ?? RELOAD.shutdownTimeoutSec,
  };
}

export function reloadFile({ everySec, times, shutdownTimeoutSec }: Reload) {
  return compact({
    every: durationUnless(EVENT.everySec, everySec),
    times: unless<number>(RELOAD.times, times),
    shutdownTimeout: durationUnless(RELOAD.shutdownTimeoutSec, shutdownTimeoutSec, 'forever'),
  });
}

/** @param mode of the target; null where that is the backends */
export function reloadFaults(target: string, mode: HopMode | null): ScenarioError[] {
  if (mode === 'proxy') return [];
  const what = mode === null ? 'the backends have' : `a ${mode} hop has`;
  const message = `${what} no worker processes to reload`;
  const known = mode === null ? target : quoted(target);
  return [
    fault('target', 'conflict', `${message} (${known})`, 'the name of a hop of the mode "proxy"', target),
  ];
}
