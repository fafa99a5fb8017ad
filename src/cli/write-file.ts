import { messageOf } from '../workers/errors.ts';
import { UsageError } from './usage-error.ts';

/** @throws UsageError that names the file when `write` throws */
export function attemptToWrite(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${messageOf(error)}`);
  }
}
