import type { SidePageId } from './view-store.ts';

/** The pages beside the scenario's, as header and help name them. */
export const SIDE_PAGE_NAMES: Readonly<Record<SidePageId, { readonly name: string; readonly what: string }>> =
  {
    gallery: {
      name: 'Gallery',
      what: 'Every question, what it teaches, what its run gives',
    },
    presets: { name: 'Presets', what: 'Products, what each sets, and where that is written' },
    validation: { name: 'Validation', what: 'Measured against predicted, case by case' },
  };
