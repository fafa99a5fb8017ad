/** The name of an error survives the worker boundary, its class does not: compare names. */
export const MEMORY_REFUSED = 'MemoryRefusedError';
export const WORKER_CRASHED = 'WorkerCrashedError';

const MIB = 1024 * 1024;

/** The run needs more memory than it may take; it was not started. */
export class MemoryRefusedError extends Error {
  override readonly name = MEMORY_REFUSED;

  constructor(neededBytes: number, limitBytes: number) {
    super(
      `This run needs about ${Math.ceil(neededBytes / MIB)} MiB; up to ${Math.floor(limitBytes / MIB)} MiB is allowed. ` +
        'Fewer connections, a shorter duration or a longer sampleEvery need less.',
    );
  }
}

/** The worker did not load or stopped with an error; the next call starts a new one. */
export class WorkerCrashedError extends Error {
  override readonly name = WORKER_CRASHED;
}
