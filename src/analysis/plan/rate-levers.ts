/** Levers on new connections a second: the rate itself, the room of those who wait, and the time over which they come. */
import type { Scenario } from '../../scenario/scenario.ts';
import { rampLevers, returnLevers } from './client-levers.ts';
import type { Lever } from './lever.ts';
import { countLever, rateLever } from './lever-parts.ts';
import type { Shortfall } from './shortfall.ts';
import { limitPath, type Place } from './stage-place.ts';

/** One core of nginx 1.22 with RSA-2048, measured: the handshakes that `costs.handshakeCore` buys. */
const HANDSHAKES_PER_CORE = 1151;

export function rateLevers(
  place: Place,
  resource: 'handshakes' | 'accept-queue' | 'admission',
  scenario: Scenario,
  target: Shortfall['target'],
): Lever[] {
  const { at, limits, instances } = place;
  const ramps = rampLevers(scenario);
  switch (resource) {
    case 'handshakes': {
      const now = limits.handshakesPerSec;
      const rate = rateLever({
        id: limitPath(place, 'handshakesPerSecond'),
        what: `handshakes ${at}`,
        now,
        cost: 'handshakeCore',
        amount: (perSec) => ((perSec - now) / HANDSHAKES_PER_CORE) * instances,
      });
      const windows = scenario.clients.flatMap((_, index) => returnLevers(index, scenario));
      return [rate, ...ramps, ...(target === 'reconnectWithin' ? windows : [])];
    }
    case 'accept-queue': {
      const rate = rateLever({
        id: limitPath(place, 'acceptsPerSecond'),
        what: `accepts ${at}`,
        now: limits.acceptsPerSec,
        cost: 'change',
      });
      const backlog = countLever({
        id: limitPath(place, 'backlog'),
        what: `backlog ${at}`,
        title: `A longer backlog ${at}`,
        now: limits.backlog,
        cost: 'change',
      });
      return [rate, backlog, ...ramps];
    }
    case 'admission': {
      const rate = rateLever({
        id: limitPath(place, 'admission.rate'),
        what: `admission rate ${at}`,
        title: `A higher admission rate ${at}`,
        now: limits.admission.ratePerSec,
        cost: 'change',
      });
      return [rate, ...ramps];
    }
  }
}
