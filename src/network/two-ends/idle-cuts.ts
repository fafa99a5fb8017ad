import { type RandomSource, streamFor } from '../../engine/random.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { HeartbeatGaps } from './heartbeat-gaps.ts';
import { type IdleCut, idleCutOf } from './idle-timeout.ts';

/** Which of its population's idle timeouts a connection has: none. */
export const NO_CUT = -1;

/**
 * The idle timeouts of each population. Where an event changes one, a connection keeps the one that it was established
 * with; so each is known by its number.
 */
export class IdleCuts {
  /** The number of the one that new connections of each population have; `NO_CUT` where none ends them. */
  readonly current: Int32Array;
  private readonly cuts: readonly IdleCut[][];
  /** Of each, where it is a matter of chance when a connection is idle for too long. */
  private readonly gaps: readonly (HeartbeatGaps | null)[][];
  private readonly sources: readonly RandomSource[];

  constructor(scenario: Scenario, seed: number) {
    this.cuts = scenario.clients.map(() => []);
    this.gaps = scenario.clients.map(() => []);
    this.sources = scenario.clients.map((_, population) => streamFor(seed, 'heartbeat-gaps', population));
    this.current = new Int32Array(scenario.clients.length);
    this.change(scenario);
  }

  /** From now on new connections have those of the scenario. */
  change(scenario: Scenario): void {
    scenario.clients.forEach((clients, population) => {
      const cut = idleCutOf(clients, scenario);
      this.current[population] = cut === null ? NO_CUT : this.numberOf(population, cut);
    });
  }

  at(population: number, number: number): IdleCut {
    return this.cuts[population]![number]!;
  }

  /** Null where nothing is left to chance. */
  gapsAt(population: number, number: number): HeartbeatGaps | null {
    return this.gaps[population]![number]!;
  }

  private numberOf(population: number, cut: IdleCut): number {
    const cuts = this.cuts[population]!;
    const known = cuts.findIndex(
      ({ station, afterSec, kind }) =>
        station === cut.station && afterSec === cut.afterSec && kind === cut.kind,
    );
    if (known >= 0) return known;
    const isChance = cut.jitterSec > 0;
    this.gaps[population]!.push(isChance ? new HeartbeatGaps(cut, this.sources[population]!) : null);
    return cuts.push(cut) - 1;
  }
}
