import type { Strategy } from '../../scenario/strategies.ts';

/** The strategies as they are called on the page. */
export const STRATEGY_NAMES: Readonly<Record<Strategy, string>> = {
  snat: 'SNAT',
  'snat-pool': 'SNAT pool',
  dnat: 'No SNAT',
  dsr: 'DSR',
  proxy: 'Proxy',
  direct: 'Direct',
};
