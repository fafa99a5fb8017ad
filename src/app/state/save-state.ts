import { create } from 'zustand';

/**
 * `without-steps`: the document is kept, and its undo steps are not. `unavailable`: the browser keeps nothing for this
 * page (private window, full or forbidden storage).
 */
export type SaveState = 'saved' | 'pending' | 'without-steps' | 'unavailable';

/** Whether the visitor's own document is kept as it is now. */
export const useSaveState = create<{ readonly state: SaveState }>()(() => ({ state: 'saved' }));
