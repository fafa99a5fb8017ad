import type { Balance } from './scenario.ts';

/** True where all connections of one source address go to one instance. */
export function isSourceHash(balance: Balance): boolean {
  return balance === 'source-hash' || balance === 'source-modulo' || balance === 'consistent-hash';
}
