/** Who the client of a record of the queue is: words from `numberWord` on. */
import { numberWord } from './settings';
import { setI32 } from './words';

export const SESSION = 1;
export const ATTEMPTS = 2;
export const PREVIOUS_DELAY = 3;

/** @param record where it lies, in bytes */
@inline
export function setIdentity(record: u32, number: i32, session: i32, attempts: i32): void {
  const identity = record + (numberWord << 2);
  setI32(identity, 0, number);
  setI32(identity, SESSION, session);
  setI32(identity, ATTEMPTS, attempts);
}
