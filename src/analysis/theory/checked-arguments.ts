/** What the formulas of loss systems refuse, in the same words everywhere. */

/** @throws RangeError unless it is a whole number of at least `least` */
export function checkCount(count: number, what: string, least = 0): void {
  if (!Number.isSafeInteger(count) || count < least)
    throw new RangeError(`${what} is ${count}; it must be a whole number of at least ${least}`);
}

/** @throws RangeError unless it is finite and at least 0 */
export function checkLoad(loadErl: number, what = 'offered load'): void {
  if (!(loadErl >= 0) || loadErl === Infinity)
    throw new RangeError(`${what} is ${loadErl} erlangs; it must be finite and at least 0`);
}

/** @throws RangeError unless 0 < blocking < 1 */
export function checkBlocking(blocking: number, what = 'blocking'): void {
  if (!(blocking > 0 && blocking < 1))
    throw new RangeError(`${what} is ${blocking}; it must lie between 0 and 1, both excluded`);
}
