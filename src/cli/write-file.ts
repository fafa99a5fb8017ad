import { UsageError } from './usage-error.ts';

/** @throws UsageError that names the file when `write` throws */
export function attemptToWrite(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
