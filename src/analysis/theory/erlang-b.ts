import { bisect } from '../../numeric/roots.ts';
import { checkBlocking, checkCount, checkLoad } from './checked-arguments.ts';

/**
 * Erlang's loss formula: the share of Poisson arrivals that find all servers taken. It holds for every law of
 * holding time with the same mean (insensitivity), hence for ports held lifetime + TIME_WAIT. In this project a
 * server is a port and the offered load is arrival rate x (mean lifetime + hold), in erlangs.
 *
 * Computed by the recurrence of the inverse, 1/B(n) = 1 + (n/A) / B(n-1), which has only positive terms and
 * therefore loses no digits (D. L. Jagerman, "Some properties of the Erlang loss function", BSTJ 53, 1974).
 */

/**
 * The recurrence forgets its start: an error at n0 < A shrinks by the product of n/A, below
 * exp(-(A - n0)^2 / 2A). Beginning this many sqrt(A) below A leaves less than e^-50 = 2e-22 of it.
 */
const START_BELOW_LOAD = 10;

/**
 * Blocking probability of `servers` servers offered `offeredLoadErl` erlangs; 12 digits or more for up to ten million servers.
 * @throws RangeError unless servers is a whole number of at least 0 and the load is finite and at least 0.
 */
export function erlangB(servers: number, offeredLoadErl: number): number {
  checkCount(servers, 'servers');
  checkLoad(offeredLoadErl);
  if (offeredLoadErl === 0) return servers === 0 ? 1 : 0;
  const recurrence = startRecurrence(servers, offeredLoadErl);
  let inverse = recurrence.inverse;
  // Once the inverse overflows, B is below the smallest double: it stays 0.
  for (let n = recurrence.servers + 1; n <= servers && inverse < Infinity; n++) {
    inverse = 1 + (n / offeredLoadErl) * inverse;
  }
  return 1 / inverse;
}

/**
 * Fewest servers that block at most `blocking` of the offered load.
 * @throws RangeError unless 0 < blocking < 1 and the load is finite and at least 0.
 */
export function serversForBlocking(offeredLoadErl: number, blocking: number): number {
  checkLoad(offeredLoadErl);
  checkBlocking(blocking);
  if (offeredLoadErl === 0) return 1;
  // The carried load A (1 - B) cannot exceed the number of servers.
  const atLeast = Math.floor(offeredLoadErl * (1 - blocking));
  const recurrence = startRecurrence(atLeast, offeredLoadErl);
  let { servers, inverse } = recurrence;
  while (inverse * blocking < 1) {
    servers += 1;
    inverse = 1 + (servers / offeredLoadErl) * inverse;
  }
  return servers;
}

/**
 * Highest offered load, in erlangs, of which `servers` servers block at most `blocking`.
 * @throws RangeError unless servers is a whole number of at least 1 and 0 < blocking < 1.
 */
export function loadForBlocking(servers: number, blocking: number): number {
  checkCount(servers, 'servers');
  checkBlocking(blocking);
  if (servers === 0) throw new RangeError('no offered load meets a blocking below 1 with 0 servers');
  const highestErl = servers / (1 - blocking) + 1;
  return bisect((loadErl) => erlangB(servers, loadErl) - blocking, 0, highestErl);
}

/** A number of servers at or below `servers` with a 1/B that is good enough to go on from. */
function startRecurrence(servers: number, offeredLoadErl: number): { servers: number; inverse: number } {
  const below = Math.min(servers, offeredLoadErl) - START_BELOW_LOAD * Math.sqrt(offeredLoadErl);
  if (below < 1) return { servers: 0, inverse: 1 };
  const start = Math.floor(below);
  // Fluid limit: n servers of a higher load A are always busy, so B = 1 - n/A.
  return { servers: start, inverse: offeredLoadErl / (offeredLoadErl - start) };
}
