import { DEFAULT_MEMORY_LIMIT_BYTES } from '../analysis/runs/run.ts';
import { wholeNumber } from './arguments.ts';

const MOST_WORKERS = 1024;

/**
 * What `--workers` says; null where it is not given.
 * @throws UsageError unless it is a whole number
 */
export function workersOption(text: string | undefined): number | null {
  return text === undefined ? null : wholeNumber('--workers', text, 1, MOST_WORKERS);
}

/** Runs at the same time when nothing else is said: one a processor, while all of them fit in the memory of the largest run. */
export function threadsFor(processors: number, runBytes: number): number {
  return Math.max(1, Math.min(processors, Math.floor(DEFAULT_MEMORY_LIMIT_BYTES / runBytes)));
}
