import { hash2, mix32 } from '../../numeric/hash.ts';
import type { PoolChoice, SourcePool } from '../../scenario/scenario.ts';
import { isPerDestination } from './port-blocks.ts';

/** Rules by which a sender always gets the same address of a pool. */
export type HashedChoice = Extract<PoolChoice, 'source-hash' | 'source-destination-hash'>;

/** Which of a pool's addresses a sender gets, with or without regard to where it goes. */
export function hashedAddress(
  choose: HashedChoice,
  source: number,
  destination: number,
  addresses: number,
): number {
  return scaled(choose === 'source-hash' ? mix32(source) : hash2(source, destination), addresses);
}

/** Scales a 32-bit hash over [0, n), as netfilter's reciprocal_scale does. */
function scaled(hash: number, n: number): number {
  return n === 1 ? 0 : Math.floor((hash * n) / 4294967296);
}

/**
 * Part of the senders that a hash gives each address of a pool, for each destination that has ports of its own; the mean over
 * all of them where they share the ports. Zeros for rules that do not hash.
 */
export function sharesByHash(
  settings: Pick<SourcePool, 'choose' | 'addresses' | 'scope' | 'blockReuse'>,
  senders: { readonly first: number; readonly count: number },
  destinations: number,
): Float64Array[] {
  const { choose, addresses } = settings;
  const apart = isPerDestination(settings);
  const shares = Array.from({ length: apart ? destinations : 1 }, () => new Float64Array(addresses));
  if (choose !== 'source-hash' && choose !== 'source-destination-hash') return shares;
  const part = 1 / (apart ? senders.count : senders.count * destinations);
  for (let to = 0; to < destinations; to++)
    for (let sender = senders.first; sender < senders.first + senders.count; sender++)
      shares[apart ? to : 0]![hashedAddress(choose, sender, to, addresses)]! += part;
  return shares;
}
