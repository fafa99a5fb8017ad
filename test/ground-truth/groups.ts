/** The groups of cases: a letter of the measured ones, P for what has been published. */

const TITLES: Readonly<Record<string, string>> = {
  A: 'connect() and its ports',
  B: 'TIME_WAIT',
  C: 'SNAT by nftables',
  D: 'Pools of SNAT addresses',
  E: 'conntrack table',
  F: 'Routers that carry 120,000 connections',
  G: 'Direct server return, equal-cost paths',
  H: 'Proxies: HAProxy and nginx',
  I: 'Listen backlog and accept()',
  J: 'One listening address at 120,000',
  K: 'Idle timeouts',
  L: 'Poisson arrivals and loss',
  M: 'Reconnect storms',
  N: 'Balancing of long-lived connections',
  P: 'Published answers',
};

const PUBLISHED = /^worked\//;

/** @throws Error when an identity begins with a letter that has no title */
export function groupOf(id: string): string {
  const letter = PUBLISHED.test(id) ? 'P' : id.charAt(0);
  if (TITLES[letter] === undefined) throw new Error(`the case "${id}" belongs to no group of groups.ts`);
  return letter;
}

/** The groups that these cases belong to, in the order of their letters. */
export function groupsOf(ids: readonly string[]): { letter: string; title: string }[] {
  const letters = new Set(ids.map(groupOf));
  return [...letters].sort().map((letter) => ({ letter, title: TITLES[letter] ?? '' }));
}
