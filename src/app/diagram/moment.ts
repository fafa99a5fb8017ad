import { type Reading, readSample } from '../charts/reading.ts';
import type { LiveRun } from '../run/live-run.ts';
import type { FailureReading, NodeReadings, ResourceReading } from './node-readings.ts';

/** Failures a second are a mean over this many samples: single samples are mostly noise. */
const RATE_SAMPLES = 10;

export interface Tightest {
  readonly resource: ResourceReading;
  readonly used: number;
  /** Used over capacity, 0..1. */
  readonly share: number;
}

export interface FailureState {
  readonly outcome: string;
  readonly ratePerSec: number;
  readonly total: number;
}

/** Value of a reading at a sample; 0 before the first. */
export function valueAt(run: LiveRun, reading: Reading | null, index: number): number {
  return reading === null || index < 0 ? 0 : readSample(run, reading, index);
}

/** The resource of a node that is used up furthest; null where nothing limits it. */
export function tightestAt(run: LiveRun, { resources }: NodeReadings, index: number): Tightest | null {
  let tightest: Tightest | null = null;
  for (const resource of resources) {
    const used = valueAt(run, resource.used, index);
    const share = resource.capacity > 0 ? Math.min(1, used / resource.capacity) : 1;
    if (tightest === null || share > tightest.share) tightest = { resource, used, share };
  }
  return tightest;
}

/** Causes that have failed anything by now, the most frequent at the moment first. */
export function failuresAt(run: LiveRun, readings: readonly FailureReading[], index: number): FailureState[] {
  if (index < 0) return [];
  const before = Math.max(0, index - RATE_SAMPLES);
  const elapsedSec = (run.timeSec[index] ?? 0) - (run.timeSec[before] ?? 0);
  return readings
    .map(({ outcome, column }) => {
      const total = run.columns[column]?.[index] ?? 0;
      const gained = total - (run.columns[column]?.[before] ?? 0);
      return { outcome, total, ratePerSec: elapsedSec > 0 ? gained / elapsedSec : 0 };
    })
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.ratePerSec - a.ratePerSec || b.total - a.total);
}
