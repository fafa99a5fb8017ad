import fc from 'fast-check';
import type { HopFile } from '../../src/scenario/file-format.ts';
import { RING_PICKS } from '../../src/scenario/ring.ts';

export const ring = fc.record(
  {
    points: fc.integer({ min: 1, max: 300 }),
    pick: fc.constantFrom(...RING_PICKS),
  },
  { requiredKeys: [] },
);

/** Without a ring where the rule has none. */
export function fittingRing<Chooser extends Pick<HopFile, 'balance' | 'ring'>>(chooser: Chooser): Chooser {
  const { ring: _, ...rest } = chooser;
  const hasRing = ['consistent-hash', 'random', 'power-of-two'].includes(chooser.balance ?? '');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a ring is optional
  return hasRing ? chooser : (rest as Chooser);
}
