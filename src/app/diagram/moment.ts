import { type Reading, readSample, recentRate } from '../charts/reading.ts';
import type { LiveRun } from '../run/live-run.ts';
import type { FailureReading, NodeReadings, ResourceReading } from './node-readings.ts';

export interface Tightest {
  readonly resource: ResourceReading;
  readonly used: number;
  /** Used over capacity, 0..1. */
  readonly share: number;
}

export interface FailureState {
  readonly outcome: string;
  /** Refusals: dropped SYNs or failed attempts. */
  readonly ratePerSec: number;
  readonly total: number;
  /** Attempts that failed in the end, where the refusals are dropped SYNs; else null. */
  readonly gaveUp: number | null;
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

/** Causes that have refused anything by now, the most frequent at the moment first. */
export function failuresAt(run: LiveRun, readings: readonly FailureReading[], index: number): FailureState[] {
  if (index < 0) return [];
  const totalOf = (column: number): number => run.columns[column]?.[index] ?? 0;
  return readings
    .map(({ outcome, column, gaveUpColumn }) => ({
      outcome,
      total: totalOf(column),
      ratePerSec: recentRate(run, [column], index),
      gaveUp: gaveUpColumn === null ? null : totalOf(gaveUpColumn),
    }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.ratePerSec - a.ratePerSec || b.total - a.total);
}
