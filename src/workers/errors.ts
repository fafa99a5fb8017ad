/** The name of an error survives the worker boundary, its class does not: compare names. */
export const MEMORY_REFUSED = 'MemoryRefusedError';
export const WORKER_CRASHED = 'WorkerCrashedError';

/** The worker did not load or stopped with an error; the next call starts a new one. */
export class WorkerCrashedError extends Error {
  override readonly name = WORKER_CRASHED;
}

/** What was thrown, which can be anything, as an error. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** What an error says. */
export function messageOf(thrown: unknown): string {
  return errorOf(thrown).message;
}
