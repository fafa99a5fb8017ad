/**
 * How long a system remembers: the share of connections that are still there after a time. What was uneven stays so until the
 * connections of that moment are gone, so these curves are also how fast balance comes back.
 */
import { type HoldingTime, knotsOf, meanHoldingSec, survival } from './holding-time.ts';
import { integrate } from './integrate.ts';

/**
 * The share, 0..1, of the connections open at a moment that are still open `sec` seconds later, in a population that has
 * settled, as a function of `sec`: 1 - (1 / W) x integral over u from 0 to t of S(u) du, with S the share of holding times that last longer and W
 * their mean. Open connections are longer ones than the average new one, and some of their time is over (the residual life of
 * renewal theory; D. R. Cox, Renewal Theory, 1962, section 5.3). For exponential lifetimes it is S itself.
 *
 * An instance that restarts empty and gets its part of the new connections again has the rest, 1 minus this, of its share
 * after `sec`: an infinite-server system that fills (see `infinite-server.ts`).
 *
 * 1 for a mean that is infinite: such a population never settles.
 */
export function shareStillOpen(holding: HoldingTime): (sec: number) => number {
  const meanSec = meanHoldingSec(holding);
  const knots = knotsOf(holding);
  return (sec) => {
    if (sec <= 0 || meanSec === Infinity) return 1;
    return Math.max(0, 1 - integrate((age) => survival(holding, age), 0, sec, knots) / meanSec);
  };
}
