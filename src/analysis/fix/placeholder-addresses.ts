/**
 * Addresses that stand in snippets where the user's own belong. Documentation addresses (RFC 5737) as far as they go; many
 * come from the range for benchmarks (RFC 2544), and more than it has from the shared one (RFC 6598).
 */

export type AddressKind = 'source' | 'server' | 'vip';

/** The first address of each kind, and how many follow it in its documentation net. */
const SMALL: Readonly<Record<AddressKind, readonly [net: string, first: number]>> = {
  source: ['198.51.100', 10],
  server: ['192.0.2', 11],
  vip: ['203.0.113', 10],
};
const LAST_HOST = 254;

const BENCHMARK_START = 198 * 2 ** 24 + 18 * 2 ** 16;
/** 198.18.0.0/15. */
const BENCHMARK_SIZE = 2 ** 17;
const SHARED_START = 100 * 2 ** 24 + 64 * 2 ** 16;

/** The `index`-th of `count` addresses; they follow each other without a gap. */
export function placeholderAddress(kind: AddressKind, index: number, count: number): string {
  const [net, first] = SMALL[kind];
  if (first + count - 1 <= LAST_HOST) return `${net}.${first + index}`;
  return dotted((count < BENCHMARK_SIZE ? BENCHMARK_START : SHARED_START) + 1 + index);
}

/** The first `most` of `count` addresses. */
export function placeholderAddresses(kind: AddressKind, count: number, most = count): string[] {
  return Array.from({ length: Math.min(count, most) }, (_, index) => placeholderAddress(kind, index, count));
}

/** `192.0.2.11-192.0.2.20`, or the address where there is one. */
export function placeholderRange(kind: AddressKind, count: number): string {
  const first = placeholderAddress(kind, 0, count);
  return count === 1 ? first : `${first}-${placeholderAddress(kind, count - 1, count)}`;
}

function dotted(value: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(value / unit) % 256).join('.');
}
