/**
 * Engset's loss formula: a finite number of sources share servers; each source is either busy or will ask again after its idle
 * time, and one that is refused goes idle anew. Here a source is a client that comes back after a close, a server a port. It holds for
 * any law of the holding times and of the idle times with the same means (insensitivity: J. W. Cohen, "The generalized
 * Engset formulae", Philips Telecommunication Review 18, 1957).
 *
 * With S sources of a erlangs each while idle (holding time over idle time), the time congestion of N servers is
 * E(S, N) = C(S, N) a^N / (sum over k from 0 to N of C(S, k) a^k), the share of time in which all servers are taken. What an arriving
 * source sees is the system without itself, so the share of attempts refused, the call congestion, is E(S - 1, N)
 * (T. Engset, ETZ 39, 1918; V. B. Iversen, Teletraffic Engineering Handbook, ITU-D, chapter 8).
 *
 * Computed by the recurrence of the inverse, 1/E(n) = 1 + n / ((S - n + 1) a) / E(n - 1), which has only positive terms and therefore
 * loses no digits.
 */

import { checkBlocking, checkCount, checkLoad } from './checked-arguments.ts';

/**
 * Share of time in which all servers are taken.
 * @param idleLoadErl mean holding time over mean idle time of one source
 * @throws RangeError unless sources and servers are whole numbers of at least 0 and the load is finite and at least 0
 */
export function engsetTimeCongestion(sources: number, servers: number, idleLoadErl: number): number {
  checkCount(sources, 'sources');
  checkCount(servers, 'servers');
  checkLoad(idleLoadErl, 'load of an idle source');
  if (servers > sources) return 0;
  if (idleLoadErl === 0) return servers === 0 ? 1 : 0;
  let inverse = 1;
  // Once the inverse overflows, the congestion is below the smallest double: it stays 0.
  for (let n = 1; n <= servers && inverse < Infinity; n++)
    inverse = 1 + (n / ((sources - n + 1) * idleLoadErl)) * inverse;
  return 1 / inverse;
}

/**
 * Share of attempts that find all servers taken; 0 where every source can have a server.
 * @param idleLoadErl mean holding time over mean idle time of one source
 * @throws RangeError as `engsetTimeCongestion`, and unless there is a source
 */
export function engsetBlocking(sources: number, servers: number, idleLoadErl: number): number {
  if (sources === 0) throw new RangeError('sources is 0; nobody is there to ask');
  return engsetTimeCongestion(sources - 1, servers, idleLoadErl);
}

/**
 * Fewest servers that refuse at most the share `blocking` of the attempts.
 * @throws RangeError unless 0 < blocking < 1, and as `engsetBlocking`
 */
export function engsetServersForBlocking(sources: number, idleLoadErl: number, blocking: number): number {
  checkCount(sources, 'sources');
  checkLoad(idleLoadErl, 'load of an idle source');
  checkBlocking(blocking);
  if (sources === 0 || idleLoadErl === 0) return Math.min(1, sources);
  const others = sources - 1;
  let inverse = 1;
  let servers = 0;
  while (inverse * blocking < 1 && servers < sources) {
    servers += 1;
    // The last source finds a server for each of the others and one for itself.
    inverse = servers > others ? Infinity : 1 + (servers / ((others - servers + 1) * idleLoadErl)) * inverse;
  }
  return servers;
}
