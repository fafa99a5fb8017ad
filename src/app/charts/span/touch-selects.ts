import { create } from 'zustand';

/** Whether a finger that moves over a chart selects, instead of reading. */
export const useTouchSelects = create<{ readonly selects: boolean }>()(() => ({ selects: false }));
