/** Port-loss run by all contestants in turn, round after round. */
import { faultOf, type Outcome, type SizeName, type Workload, workloadOf } from '../workload.ts';
import type { Host } from './host.ts';
import { ENGINE, IN_JAVASCRIPT } from './job.ts';
import { buildNs3, buildReference, type Found, findSimpy, type Program, runProgram } from './programs.ts';
import { median, speedRatio } from './statistics.ts';

export const REFERENCE = 'C++ reference';
export const REFERENCE_IN_ORDER = 'C++, event by event';

/** After so many the compilers of JavaScript and of WebAssembly have settled. */
export const WARM_UP_RUNS = 6;

export type Kind = 'engine' | 'reference' | 'peer';

export interface Contestant {
  readonly name: string;
  readonly kind: Kind;
  readonly mostClients: number;
  /** What takes it seconds, as of a `Peer`. */
  readonly smallSize: SizeName;
  /** False for those that only know the random choice of ports. */
  readonly linear: boolean;
  /** Lets a compiler learn what it can; called once, before the first round. */
  readonly warmUp: () => Promise<void>;
  /** Whether what it is compiled to changes with what it meets: it warms up with each workload then, where that takes little. */
  readonly isAdaptive: boolean;
  readonly run: (workload: Workload) => Promise<{ readonly tookMs: number; readonly outcome: Outcome }>;
}

export interface Standing {
  readonly name: string;
  readonly kind: Kind;
  /** Nanoseconds per event of each round; null where it sat out. */
  readonly nsPerEventByRound: readonly (number | null)[];
  readonly nsPerEvent: number;
  readonly eventsPerSec: number;
  /** How many times as fast as this contestant the engine is; null where the engine did not run. */
  readonly engineSpeedRatio: number | null;
  readonly outcome: Outcome;
  /** What theory says against the outcome. */
  readonly fault: string | null;
}

export interface Comparison {
  readonly size: string;
  readonly workload: Workload;
  readonly standings: readonly Standing[];
}

export interface Field {
  readonly contestants: readonly Contestant[];
  /** Who is missing, and why. */
  readonly skipped: readonly string[];
}

/** Those that can run here; all of them through the host where they are JavaScript. */
export function gatherContestants(host: Host): Field {
  const skipped: string[] = [];
  const contestants: Contestant[] = IN_JAVASCRIPT.map(({ name, mostClients, smallSize }) => {
    const run = async (workload: Workload): Promise<{ tookMs: number; outcome: Outcome }> => {
      const { tookMs, outcome } = await host.run(name, { kind: 'port-loss', contestant: name, workload });
      return { tookMs, outcome: outcome! };
    };
    return {
      name,
      kind: name === ENGINE ? 'engine' : 'peer',
      mostClients,
      smallSize,
      linear: name === ENGINE,
      run,
      isAdaptive: true,
      async warmUp() {
        for (let runs = 0; runs < WARM_UP_RUNS; runs++) await run(workloadOf(smallSize));
      },
    };
  });
  const program = (
    name: string,
    kind: Kind,
    mostClients: number,
    found: Found,
    more: readonly string[] = [],
  ): void => {
    if ('missing' in found) skipped.push(`${name}: ${found.missing}`);
    else contestants.push(programContestant(name, kind, mostClients, found.program, more));
  };
  const reference = buildReference();
  program(REFERENCE, 'reference', Infinity, reference);
  program(REFERENCE_IN_ORDER, 'reference', Infinity, reference, ['--ordered']);
  program('ns-3 core', 'peer', 1_000_000, buildNs3());
  program('SimPy callbacks', 'peer', 1_000_000, findSimpy('callbacks'));
  program('SimPy processes', 'peer', 100_000, findSimpy('processes'));
  return { contestants, skipped };
}

function programContestant(
  name: string,
  kind: Kind,
  mostClients: number,
  program: Program,
  more: readonly string[],
): Contestant {
  return {
    name,
    kind,
    mostClients,
    smallSize: name.startsWith('SimPy') ? '10k' : '100k',
    linear: kind === 'reference',
    // The reference warms itself up; an interpreter that is started anew has nothing to keep.
    warmUp: async () => {},
    isAdaptive: false,
    run: (workload) => runProgram(program, workload, more),
  };
}

/** What the runs may take that warm a contestant up for a workload. */
const WARM_UP_MS = 6000;

/** As many runs as take little by what a small one takes. A run that takes long settles within itself. */
async function warmUpWith(workload: Workload, { run, smallSize }: Contestant): Promise<void> {
  const small = workloadOf(smallSize);
  const { tookMs } = await run(small);
  const expectedMs = (tookMs * workload.clients) / small.clients;
  const runs = Math.min(WARM_UP_RUNS, Math.floor(WARM_UP_MS / expectedMs));
  for (let times = 0; times < runs; times++) await run(workload);
}

export interface CompareOptions {
  readonly rounds: number;
  /** One that has spent this much on a size sits out its later rounds. */
  readonly budgetMs: number;
  readonly log: (line: string) => void;
}

/** Interleaved: every contestant once, then every contestant again. */
export async function compare(
  size: string,
  workload: Workload,
  contestants: readonly Contestant[],
  { rounds, budgetMs, log }: CompareOptions,
): Promise<Comparison> {
  const able = contestants.filter(
    ({ mostClients, linear }) =>
      workload.clients <= mostClients && (linear || workload.selection === 'random'),
  );
  for (const contestant of able) if (contestant.isAdaptive) await warmUpWith(workload, contestant);
  const took = new Map(able.map(({ name }) => [name, new Array<number | null>(rounds).fill(null)]));
  const last = new Map<string, Outcome>();
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of able) {
      const times = took.get(name)!;
      const spent = times.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
      const mean = round === 0 ? 0 : spent / times.filter((ms) => ms !== null).length;
      if (spent + mean > budgetMs) continue;
      const { tookMs, outcome } = await run(workload);
      log(`${size} ${workload.selection}, round ${round + 1}: ${name} ${(tookMs / 1000).toFixed(2)} s`);
      times[round] = tookMs;
      last.set(name, outcome);
    }
  }
  const nsOf = (name: string): (number | null)[] =>
    took.get(name)!.map((ms) => (ms === null ? null : (ms * 1e6) / last.get(name)!.events));
  const engine = able.find(({ kind }) => kind === 'engine');
  const standings = able.map(({ name, kind }): Standing => {
    const nsPerEventByRound = nsOf(name);
    const nsPerEvent = median(nsPerEventByRound.filter((ns) => ns !== null));
    const outcome = last.get(name)!;
    return {
      name,
      kind,
      nsPerEventByRound,
      nsPerEvent,
      eventsPerSec: 1e9 / nsPerEvent,
      engineSpeedRatio: engine === undefined ? null : speedRatio(nsOf(engine.name), nsPerEventByRound),
      outcome,
      fault: faultOf(workload, outcome),
    };
  });
  return { size, workload, standings: standings.toSorted((a, b) => a.nsPerEvent - b.nsPerEvent) };
}
