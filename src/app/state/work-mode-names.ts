import type { WorkModeId } from './view-store.ts';

/** The modes as the header and the keys name them. */
export const WORK_MODE_NAMES: Readonly<
  Record<WorkModeId, { readonly name: string; readonly key: string; readonly what: string }>
> = {
  compare: { name: 'Compare', key: 'c', what: 'Compare all strategies' },
  plan: { name: 'Plan', key: 'p', what: 'Plan what meets the targets' },
  sweep: { name: 'Sweep', key: 'w', what: 'Sweep one or two numbers through ranges of values' },
};
