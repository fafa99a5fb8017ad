import type { RunFigures } from '../../src/analysis/runs/run-figures.ts';

/** Figures of a run that nobody made, for tests of what is made of figures. */
export function figuresOf(seed: number, change: Partial<RunFigures> = {}): RunFigures {
  return {
    seed,
    blocking: 0,
    blockingInterval: null,
    settledAttempts: 1000,
    peakConcurrent: 100,
    reachedConnections: 100,
    attempts: 2000,
    failed: 0,
    refused: 0,
    fullest: null,
    firstFailure: null,
    events: 5000,
    seriesHash: seed.toString(16).padStart(16, '0'),
    ...change,
  };
}
