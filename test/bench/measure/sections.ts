/** What a report consists of besides the comparison of contestants: the engine's own figures. */
import { FILL_SELECTIONS, type FillSelection } from '../scenarios/port-fill.ts';
import { SIZES, type SizeName } from '../workload.ts';
import type { Host } from './host.ts';
import type { MemoryResult } from './memory-child.ts';
import { median } from './statistics.ts';

export interface ScenarioCost {
  readonly scenario: string;
  readonly events: number;
  readonly nsPerEvent: number;
  readonly tookMs: number;
}

export interface ScenarioOptions {
  readonly rounds: number;
  readonly warmUps: number;
  readonly log: (line: string) => void;
}

/** Medians over the rounds; scenarios take turns. */
export async function scenarioCosts(
  host: Host,
  scenarios: readonly string[],
  { rounds, warmUps, log }: ScenarioOptions,
): Promise<ScenarioCost[]> {
  const took = new Map(scenarios.map((scenario) => [scenario, [] as number[]]));
  const events = new Map<string, number>();
  for (let round = 1 - warmUps; round <= rounds; round++) {
    for (const scenario of scenarios) {
      const result = await host.run(`scenario ${scenario}`, { kind: 'scenario', scenario });
      events.set(scenario, result.events);
      if (round > 0) took.get(scenario)!.push(result.tookMs);
      log(`${scenario}, round ${round}: ${(result.tookMs / 1000).toFixed(2)} s`);
    }
  }
  return scenarios.map((scenario) => {
    const tookMs = median(took.get(scenario)!);
    return {
      scenario,
      events: events.get(scenario)!,
      tookMs,
      nsPerEvent: (tookMs * 1e6) / events.get(scenario)!,
    };
  });
}

export interface FillCost {
  readonly selection: FillSelection;
  readonly fillShare: number;
  readonly emptyNsPerAttempt: number;
  readonly fullNsPerAttempt: number;
  readonly ratio: number;
}

/** An attempt at a range that is full beside one at an empty range: medians of rounds, one after the other. */
export async function fillCosts(
  host: Host,
  rounds: number,
  log: (line: string) => void,
): Promise<FillCost[]> {
  const costs: FillCost[] = [];
  for (const selection of FILL_SELECTIONS) {
    const ns = { empty: [] as number[], full: [] as number[] };
    let fillShare = 0;
    for (let round = 0; round < rounds; round++) {
      for (const state of ['empty', 'full'] as const) {
        const job = { kind: 'port-fill', selection, full: state === 'full' } as const;
        const result = await host.run(`fill ${selection} ${state}`, job);
        ns[state].push((result.tookMs * 1e6) / result.attempts);
        if (state === 'full') fillShare = result.fillShare ?? Number.NaN;
        log(`${selection} at ${state}, round ${round + 1}: ${ns[state].at(-1)!.toFixed(0)} ns an attempt`);
      }
    }
    costs.push({
      selection,
      fillShare,
      emptyNsPerAttempt: median(ns.empty),
      fullNsPerAttempt: median(ns.full),
      ratio: median(ns.full.map((full, round) => full / ns.empty[round]!)),
    });
  }
  return costs;
}

export interface MemoryUse extends MemoryResult {
  readonly size: SizeName;
  /** Above what the process held before. */
  readonly bytesPerConnection: number;
  /** The same beyond the fixed part that every run may have. */
  readonly bytesPerConnectionBeyondFixed: number;
}

/** What every run may take, however small. */
export const FIXED_BYTES = 64e6;

export function memoryFigures(size: SizeName, result: MemoryResult): MemoryUse {
  const { clients } = SIZES[size];
  const more = result.peakBytes - result.baselineBytes;
  return {
    ...result,
    size,
    bytesPerConnection: more / clients,
    bytesPerConnectionBeyondFixed: Math.max(0, more - FIXED_BYTES) / clients,
  };
}
