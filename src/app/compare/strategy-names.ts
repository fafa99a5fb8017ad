import type { Strategy } from '../../scenario/strategies.ts';

/** The strategies as they are called on the page. */
const NAMES: Readonly<Record<Strategy, string>> = {
  snat: 'SNAT',
  'snat-pool': 'SNAT pool',
  dnat: 'No SNAT',
  dsr: 'DSR',
  proxy: 'Proxy',
  direct: 'Direct',
};

export function strategyName(strategy: Strategy): string {
  return NAMES[strategy];
}
