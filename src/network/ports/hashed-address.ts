import { hash2, mix32 } from '../../numeric/hash.ts';
import type { PoolChoice, SourcePool } from '../../scenario/scenario.ts';

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

/** Part of the senders that a hash gives each address of a pool, toward one destination; zeros for other rules. */
export function sharesByHash(
  { choose, addresses }: Pick<SourcePool, 'choose' | 'addresses'>,
  firstSender: number,
  senders: number,
  destination: number,
): Float64Array {
  const shares = new Float64Array(addresses);
  if (choose !== 'source-hash' && choose !== 'source-destination-hash') return shares;
  for (let sender = firstSender; sender < firstSender + senders; sender++)
    shares[hashedAddress(choose, sender, destination, addresses)]! += 1 / senders;
  return shares;
}
