/** How many cores handshakes take, where nothing was measured. */
import type { Limits } from '../../../scenario/limits.ts';
import { formatCount } from '../../wording/format-quantity.ts';
import type { FixPlace } from '../fix-place.ts';

/** HAProxy's manual: about 1,300 RSA-2048 handshakes a second and core. */
const HANDSHAKES_PER_CORE = 1300;

/** "1,300 full RSA-2048 handshakes a second and core". */
export const HANDSHAKES_OF_CORE = `${formatCount(HANDSHAKES_PER_CORE)} full RSA-2048 handshakes a second and core`;

export function coresFor(handshakesPerSec: number): number {
  return Math.max(1, Math.ceil(handshakesPerSec / HANDSHAKES_PER_CORE));
}

/** As many as the change gives workers to handshakes, or what the rate takes. */
export function coresAfter(
  { handshakesPerSec, handshake }: Limits,
  isChanged: FixPlace['isChanged'],
): number {
  return isChanged('limits.handshake.workers', 'handshake.workers')
    ? handshake.workers
    : coresFor(handshakesPerSec);
}
