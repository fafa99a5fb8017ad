import type { Autoscale } from './autoscale-settings.ts';
import type { Scenario } from './scenario.ts';

/** The autoscaler of each hop, then that of the backends; null where there is none. */
export function autoscales({ path, backends }: Scenario): (Autoscale | null)[] {
  return [...path.map(({ autoscale }) => autoscale), backends.autoscale];
}
